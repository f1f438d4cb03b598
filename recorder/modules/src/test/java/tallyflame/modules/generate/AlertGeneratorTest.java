package tallyflame.modules.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.modules.AlertBatch;
import tallyflame.modules.ModuleRegistry;
import tallyflame.modules.ScienceModule;
import tallyflame.modules.alerts.AlertSource;
import tallyflame.modules.alerts.AlertSummary;
import tallyflame.modules.stamps.Stamp;
import tallyflame.modules.stamps.StampReader;

class AlertGeneratorTest {
    private static final int COUNT = 600;

    @TempDir
    private static Path alerts;

    @TempDir
    private Path folder;

    @BeforeAll
    static void generate() throws Exception {
        AlertGenerator.write(alerts, COUNT, 42);
    }

    @Test
    void theSameCountAndSeedGiveTheSameBytes() throws Exception {
        Path first = AlertGenerator.write(folder.resolve("a"), 60, 7).get(0);
        Path second = AlertGenerator.write(folder.resolve("b"), 60, 7).get(0);
        Path other = AlertGenerator.write(folder.resolve("c"), 60, 8).get(0);
        assertThat(second).hasSameBinaryContentAs(first);
        assertThat(Files.mismatch(first, other)).isNotNegative();
        try (var files = Files.list(folder.resolve("a"))) {
            assertThat(files).as("nothing else is left").hasSize(1);
        }
    }

    @Test
    void aSmallerSetIsTheBeginningOfALargerOne() throws Exception {
        AlertGenerator.write(folder, 20, 42);
        List<String> columns = List.of("candidate.magpsf", "cutoutScience.stampData");
        try (AlertSource small = AlertSource.open(folder, columns, 20, -1);
                AlertSource large = AlertSource.open(alerts, columns, 20, -1)) {
            AlertBatch a = small.next();
            AlertBatch b = large.next();
            for (int row = 0; row < 20; row++) {
                assertThat(a.candid(row)).isEqualTo(b.candid(row));
                assertThat(a.bytes("cutoutScience.stampData").get(row))
                        .containsExactly(b.bytes("cutoutScience.stampData").get(row));
            }
        }
    }

    @Test
    void rowsHaveUniqueIdentities() throws Exception {
        Set<Long> candids = new HashSet<>();
        try (AlertSource source = AlertSource.open(alerts, List.of(), 100, -1)) {
            for (AlertBatch batch = source.next(); batch != null; batch = source.next()) {
                for (int row = 0; row < batch.size(); row++) {
                    candids.add(batch.candid(row));
                }
            }
        }
        assertThat(candids).hasSize(COUNT);
    }

    @Test
    void stampsHaveTheOdditiesOfRealOnes() throws Exception {
        StampReader reader = new StampReader();
        Map<String, Integer> seen = new HashMap<>();
        try (AlertSource source =
                AlertSource.open(alerts, List.of("cutoutScience.stampData", "cutoutTemplate.stampData"), 100, -1)) {
            for (AlertBatch batch = source.next(); batch != null; batch = source.next()) {
                for (int row = 0; row < batch.size(); row++) {
                    Stamp science =
                            reader.read(batch.bytes("cutoutScience.stampData").get(row));
                    Stamp template =
                            reader.read(batch.bytes("cutoutTemplate.stampData").get(row));
                    seen.merge(science.rows() + "x" + science.columns(), 1, Integer::sum);
                    seen.merge(
                            "edge", Float.isNaN(science.pixels()[science.pixels().length - 1]) ? 1 : 0, Integer::sum);
                    for (float pixel : template.pixels()) {
                        seen.merge("broken", pixel == -Float.MAX_VALUE ? 1 : 0, Integer::sum);
                    }
                }
            }
        }
        assertThat(seen.get("63x62")).isEqualTo(3);
        assertThat(seen.get("63x63")).isEqualTo(COUNT - 3);
        assertThat(seen.get("edge")).isBetween(COUNT / 10, COUNT / 5);
        assertThat(seen.get("broken")).isPositive();
    }

    @Test
    void aboutThreePercentAreHostless() throws Exception {
        ScienceModule hostless =
                ModuleRegistry.load(getClass().getClassLoader()).create("hostless");
        int effective = 0;
        try (AlertSource source = AlertSource.open(alerts, hostless.columns(), 100, -1)) {
            for (AlertBatch batch = source.next(); batch != null; batch = source.next()) {
                hostless.process(batch);
                for (int row = 0; row < batch.size(); row++) {
                    effective += hostless.isEffective(batch.alert(row)) ? 1 : 0;
                }
            }
        }
        assertThat(effective).isBetween((int) (0.025 * COUNT), (int) (0.05 * COUNT));
    }

    @Test
    void historiesHaveTheOdditiesOfRealOnes() throws Exception {
        Set<String> signs = new TreeSet<>();
        Set<Double> filters = new TreeSet<>();
        int withoutHistory = 0;
        int upperLimits = 0;
        try (AlertSource source = AlertSource.open(
                alerts,
                List.of(
                        "candidate.isdiffpos",
                        "candidate.fid",
                        "candidate.jd",
                        "prv_candidates[].magpsf",
                        "prv_candidates[].jd"),
                100,
                -1)) {
            for (AlertBatch batch = source.next(); batch != null; batch = source.next()) {
                for (int row = 0; row < batch.size(); row++) {
                    signs.add(batch.texts("candidate.isdiffpos").get(row));
                    filters.add(batch.numbers("candidate.fid").get(row));
                    withoutHistory += batch.history("prv_candidates[].jd").get(row).length == 0 ? 1 : 0;
                    for (double magnitude :
                            batch.history("prv_candidates[].magpsf").get(row)) {
                        upperLimits += Double.isNaN(magnitude) ? 1 : 0;
                    }
                    assertThat(batch.series("jd").get(row)).isSorted();
                }
            }
        }
        assertThat(signs).containsExactly("0", "1", "f", "t");
        assertThat(filters).containsExactly(1.0, 2.0, 3.0);
        assertThat(withoutHistory).isBetween(COUNT / 25, COUNT / 10);
        assertThat(upperLimits).isGreaterThan(COUNT);
    }

    @Test
    void theSummaryCountsRowsAndNulls() throws Exception {
        AlertSummary summary = AlertSummary.of(alerts);
        assertThat(summary.rows()).isEqualTo(COUNT);
        assertThat(summary.files()).hasSize(1);
        var magnitudes = summary.columns().stream()
                .filter(column -> column.name().equals("prv_candidates[].magpsf"))
                .findFirst()
                .orElseThrow();
        assertThat(magnitudes.types()).containsExactly("list of float");
        assertThat(magnitudes.nullShare()).isBetween(0.2, 0.8);
        assertThat(magnitudes.emptyLists()).isBetween(COUNT / 25L, COUNT / 10L);
        var jd = summary.columns().stream()
                .filter(column -> column.name().equals("candidate.jd"))
                .findFirst()
                .orElseThrow();
        assertThat(jd.values()).isEqualTo(COUNT);
        assertThat(jd.nulls()).isZero();
    }
}
