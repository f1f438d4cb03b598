package tallyflame.modules.xmatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tallyflame.modules.AlertBatch;
import tallyflame.modules.AlertColumn;
import tallyflame.modules.DataSet;
import tallyflame.modules.GoldTable;
import tallyflame.modules.generate.GeneratedCatalog;

class XmatchGoldTest {
    private static final double WHOLE_SPHERE = 648_000;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @MethodSource("tallyflame.modules.DataSet#present")
    void theNearestEntryIsThatOfTheReference(DataSet set) throws Exception {
        GoldTable gold = set.gold("xmatch_gcvs_gold.csv");
        Catalog gcvs = Catalog.read(set.catalog(), "VarType");
        assertThat(gcvs.size()).isEqualTo(set == DataSet.REAL ? 59_099 : GeneratedCatalog.SIZE);
        int near = 0;
        for (GoldTable.Row row : gold.rows()) {
            double ra = row.number("ra");
            double dec = row.number("dec");
            Catalog.Match match = gcvs.nearest(ra, dec, WHOLE_SPHERE);
            assertThat(match.row()).as(row.text("objectId")).isEqualTo((int) row.number("nearest_gcvs_row"));
            assertThat(match.separation()).isCloseTo(row.number("nearest_sep_arcsec"), within(1e-6));
            assertThat(match.type()).isEqualTo(row.text("nearest_type").strip());
            for (double radius : new double[] {1.5, 20}) {
                boolean inside = row.number("nearest_sep_arcsec") < radius;
                assertThat(gcvs.nearest(ra, dec, radius) != null).isEqualTo(inside);
                near += inside ? 1 : 0;
            }
        }
        assertThat(near).as("matches within either radius").isGreaterThan(10);
    }

    /** Where only one alert of a batch is near an entry, the reference's batch-wise rule says the same as ours. */
    @ParameterizedTest
    @MethodSource("tallyflame.modules.DataSet#present")
    void typesWithinTheRadiusAreThoseOfTheReference(DataSet set) throws Exception {
        GoldTable gold = set.gold("xmatch_gcvs_gold.csv");
        Catalog gcvs = Catalog.read(set.catalog(), "VarType");
        int matched = 0;
        int leftToAnother = 0;
        for (GoldTable.Row row : gold.rows()) {
            Catalog.Match match = gcvs.nearest(row.number("ra"), row.number("dec"), 1.5);
            String type = row.text("gcvs_r1.5").strip();
            if (match != null && type.equals("Unknown")) {
                leftToAnother++;
            } else {
                assertThat(match == null ? "Unknown" : match.type()).isEqualTo(type);
                matched += match == null ? 0 : 1;
            }
        }
        assertThat(matched).isPositive();
        assertThat(leftToAnother)
                .as("alerts whose entry has a nearer alert of the same object")
                .isLessThanOrEqualTo(1);
    }

    @Test
    void theIndexFindsWhatAScanFinds() {
        Random random = new Random(4);
        int size = 3000;
        double[] ra = random.doubles(size, 0, 360).toArray();
        double[] dec = random.doubles(size, -90, 90).toArray();
        ra[7] = Double.NaN;
        SphereIndex index = new SphereIndex(ra, dec);
        for (int question = 0; question < 500; question++) {
            double atRa = question % 5 == 0 ? 359.999 : random.nextDouble() * 360;
            double atDec = question % 7 == 0 ? 89.9 : random.nextDouble() * 180 - 90;
            int best = -1;
            double nearest = Double.POSITIVE_INFINITY;
            for (int i = 0; i < size; i++) {
                double separation = Sphere.separation(atRa, atDec, ra[i], dec[i]);
                if (separation < nearest) {
                    nearest = separation;
                    best = i;
                }
            }
            assertThat(index.nearest(atRa, atDec, 4.1)).isEqualTo(best);
            assertThat(index.nearest(atRa, atDec, Sphere.squaredChord(nearest * 0.99)))
                    .isEqualTo(-1);
        }
        assertThat(index.nearest(Double.NaN, 1, 4)).isEqualTo(-1);
    }

    @Test
    void separationsOfKnownPlaces() {
        assertThat(Sphere.separation(10, 0, 10, 1)).isCloseTo(3600, within(1e-9));
        assertThat(Sphere.separation(0, 90, 123, 90)).isCloseTo(0, within(1e-9));
        assertThat(Sphere.separation(359.9999, 0, 0.0001, 0)).isCloseTo(0.72, within(1e-9));
        assertThat(Sphere.separation(0, 0, 180, 0)).isCloseTo(648_000, within(1e-6));
    }

    @Test
    void theModuleGivesRowSeparationAndType() throws Exception {
        double ra = GeneratedCatalog.ra(300);
        double dec = GeneratedCatalog.dec(300);
        double arcsec = 1 / 3600.0;
        AlertBatch batch = new AlertBatch(
                new String[] {"a", "b", "c"},
                new long[] {1, 2, 3},
                List.of(
                        new AlertColumn.Numbers("candidate.ra", new double[] {ra, ra, Double.NaN}),
                        new AlertColumn.Numbers("candidate.dec", new double[] {dec + arcsec, dec + 2 * arcsec, dec})));
        new XmatchModule().process(batch);
        assertThat(batch.result("match_row")).containsExactly(300, -1, -1);
        assertThat(batch.result("match_separation")[0]).isCloseTo(1, within(1e-6));
        assertThat(batch.result("match_separation")[1]).isNaN();
        assertThat(batch.result("match_type")[0]).isBetween(0.0, 9.0);
        assertThat(batch.result("match_type")[1]).isEqualTo(-1);
    }

    @Test
    void aCatalogueThatIsNoneIsSaidInOneLine() throws Exception {
        Path text = Files.writeString(folder.resolve("c.parquet"), "ra,dec\n1,2\n");
        assertThatThrownBy(() -> Catalog.read(text, "VarType"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(text.toString());
    }
}
