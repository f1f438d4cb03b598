package tallyflame.modules.hostless;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tallyflame.modules.AlertBatch;
import tallyflame.modules.DataSet;
import tallyflame.modules.GoldTable;
import tallyflame.modules.alerts.AlertSource;
import tallyflame.modules.stamps.Stamp;
import tallyflame.modules.stamps.StampReader;

/** All stages of hostless against the values of the reference implementation. */
class HostlessGoldTest {
    private static final List<String> COLUMNS = new HostlessModule().columns();

    private final SoftAssertions soft = new SoftAssertions();
    private int compared;

    @ParameterizedTest
    @MethodSource("tallyflame.modules.DataSet#present")
    void masksAndFlagsAreThoseOfTheReference(DataSet set) throws Exception {
        GoldTable gold = set.gold("hostless_gold.csv");
        StampReader reader = new StampReader();
        try (AlertSource source = AlertSource.open(set.alerts(), COLUMNS, 1000, -1)) {
            for (AlertBatch batch = source.next(); batch != null; batch = source.next()) {
                for (int row = 0; row < batch.size(); row++) {
                    Stamp science = reader.read(batch.bytes(COLUMNS.get(0)).get(row));
                    Stamp template = reader.read(batch.bytes(COLUMNS.get(1)).get(row));
                    compareStages(gold.row(batch.candid(row)), science, template);
                }
            }
        }
        soft.assertAll();
        assertThat(compared).isEqualTo(gold.rows().size() - 1);
    }

    private void compareStages(GoldTable.Row expected, Stamp science, Stamp template) {
        String id = expected.text("objectId");
        soft.assertThat(science.rows() + "x" + science.columns()).as(id).isEqualTo(expected.text("sci_shape"));
        soft.assertThat(template.rows() + "x" + template.columns()).as(id).isEqualTo(expected.text("tpl_shape"));
        if (!science.hasShape(63, 63) || !template.hasShape(63, 63)) {
            soft.assertThat(expected.text("flag_full")).isEmpty();
            return;
        }
        compared++;
        StampClip s = compareStamp(expected, "sci", science);
        StampClip t = compareStamp(expected, "tpl", template);
        boolean full = CandidateTest.isFlagged(s.maskedTwice(), t.maskedTwice());
        boolean crop = CandidateTest.isFlagged(s.maskedInPatch(), t.maskedInPatch());
        soft.assertThat(full).as(id + " full").isEqualTo(expected.number("flag_full") == 1);
        soft.assertThat(full || crop).as(id + " candidate").isEqualTo(expected.number("hostless_candidate") == 1);
        soft.assertThat(CandidateTest.isCandidate(s, t)).isEqualTo(full || crop);
    }

    private StampClip compareStamp(GoldTable.Row expected, String image, Stamp stamp) {
        StampClip clip = new StampClip();
        clip.load(stamp);
        String id = expected.text("objectId") + " " + image;
        int nans = 0;
        for (float pixel : stamp.pixels()) {
            nans += Float.isNaN(pixel) ? 1 : 0;
        }
        soft.assertThat(nans).as(id + " nan").isEqualTo((int) expected.number(image + "_nan"));
        soft.assertThat(clip.maskedOnce()).as(id).isEqualTo((int) expected.number(image + "_clip1_masked"));
        soft.assertThat(maskedByBounds(stamp, clip.first())).as(id).isEqualTo(clip.maskedOnce());
        soft.assertThat(clip.first().rounds()).as(id).isEqualTo((int) expected.number(image + "_clip1_iters"));
        soft.assertThat(clip.maskedTwice()).as(id).isEqualTo((int) expected.number(image + "_clip2_masked"));
        soft.assertThat(clip.maskedInPatch()).as(id).isEqualTo((int) expected.number(image + "_crop_masked"));
        soft.assertThat(clip.median()).as(id).isEqualTo((float) expected.number(image + "_fill_median"));
        compareSingle(id + " std", clip.deviation(), expected.number(image + "_fill_std"));
        compareBound(id + " low", clip.first().low(), expected.number(image + "_clip1_lo"), clip.deviation());
        compareBound(id + " high", clip.first().high(), expected.number(image + "_clip1_hi"), clip.deviation());
        return clip;
    }

    private static int maskedByBounds(Stamp stamp, Clip clip) {
        int masked = 0;
        for (float pixel : stamp.pixels()) {
            masked += clip.keeps(pixel) ? 0 : 1;
        }
        return masked;
    }

    /** The reference computes widths in single precision; ours are exact, rounded once. */
    private void compareSingle(String what, double actual, double expected) {
        if (Double.isInfinite(expected)) {
            soft.assertThat(actual).as(what).isEqualTo(expected);
        } else {
            soft.assertThat(actual).as(what).isCloseTo(expected, Offset.offset(2e-7 * expected));
        }
    }

    private void compareBound(String what, double actual, double expected, double width) {
        if (Double.isInfinite(expected)) {
            soft.assertThat(actual).as(what).isEqualTo(expected);
        } else {
            soft.assertThat(actual).as(what).isCloseTo(expected, Offset.offset(1e-6 * width));
        }
    }

    @ParameterizedTest
    @MethodSource("tallyflame.modules.DataSet#present")
    void statisticsAreThoseOfTheReferenceBitForBit(DataSet set) throws Exception {
        GoldTable gold = set.gold("hostless_gold.csv");
        HostlessModule module = new HostlessModule();
        int alerts = 0;
        int effective = 0;
        try (AlertSource source = AlertSource.open(set.alerts(), COLUMNS, 1000, -1)) {
            for (AlertBatch batch = source.next(); batch != null; batch = source.next()) {
                module.process(batch);
                for (int row = 0; row < batch.size(); row++, alerts++) {
                    GoldTable.Row expected = gold.row(batch.candid(row));
                    for (String output : List.of("kstest_science", "kstest_template")) {
                        soft.assertThat(batch.result(output)[row])
                                .as(batch.objectId(row) + " " + output)
                                .isEqualTo(expected.number(output + "_seed1337"));
                    }
                    effective += module.isEffective(batch.alert(row)) ? 1 : 0;
                }
            }
        }
        soft.assertAll();
        assertThat(alerts).isEqualTo(gold.rows().size());
        assertThat(effective).isEqualTo((int) gold.rows().stream()
                .filter(row -> row.number("hostless_candidate") == 1)
                .count());
    }

    @ParameterizedTest
    @MethodSource("tallyflame.modules.DataSet#present")
    void powerOfTheRawCentresIsThatOfTheReference(DataSet set) throws Exception {
        GoldTable gold = set.gold("hostless_powerspectrum_gold.csv");
        StampReader reader = new StampReader();
        PowerSpectrum spectrum = new PowerSpectrum();
        try (AlertSource source = AlertSource.open(set.alerts(), COLUMNS, 1000, -1)) {
            for (AlertBatch batch = source.next(); batch != null; batch = source.next()) {
                for (int row = 0; row < batch.size(); row++) {
                    for (int image = 0; image < 2; image++) {
                        Stamp stamp =
                                reader.read(batch.bytes(COLUMNS.get(image)).get(row));
                        comparePower(gold, batch.candid(row), image == 0 ? "SCIENCE" : "TEMPLATE", stamp, spectrum);
                    }
                }
            }
        }
        assertThat(compared).isEqualTo(gold.rows().size());
        soft.assertAll();
    }

    private void comparePower(GoldTable gold, long candid, String image, Stamp stamp, PowerSpectrum spectrum) {
        for (GoldTable.Row row : gold.rows()) {
            if (row.text("image").equals(image) && Long.parseLong(row.text("candid")) == candid) {
                compared++;
                double[] patch = new double[196];
                for (int i = 0; i < patch.length; i++) {
                    patch[i] = stamp.pixels()[StampDraws.patchPixel(i)];
                }
                double[] bins = new double[PowerSpectrum.BINS];
                spectrum.compute(patch, bins);
                double scale = Arrays.stream(patch).map(Math::abs).max().orElseThrow() * 196;
                for (int bin = 0; bin < bins.length; bin++) {
                    double expected = row.number("bin" + (bin + 1));
                    // Rounding of F is relative to the sum of the pixels, not to F itself.
                    double tolerance = 1e-12 * expected + 1e-14 * scale * Math.sqrt(expected);
                    soft.assertThat(bins[bin])
                            .as(candid + " " + image + " bin " + bin)
                            .isCloseTo(expected, Offset.offset(tolerance));
                }
            }
        }
    }
}
