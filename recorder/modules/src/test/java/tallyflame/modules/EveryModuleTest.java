package tallyflame.modules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tallyflame.modules.alerts.AlertSource;
import tallyflame.modules.generate.AlertGenerator;

/** What holds for every built-in module, whatever it computes. */
class EveryModuleTest {
    private static final int ALERTS = 520; // longer than the longest period of the generator's oddities

    @TempDir
    private static Path alerts;

    @BeforeAll
    static void generate() throws Exception {
        AlertGenerator.write(alerts, ALERTS, 5);
    }

    static List<String> names() {
        return ModuleRegistry.load(EveryModuleTest.class.getClassLoader()).all().stream()
                .map(ScienceModule::name)
                .toList();
    }

    private static ScienceModule create(String name) throws Exception {
        return ModuleRegistry.load(EveryModuleTest.class.getClassLoader()).create(name);
    }

    private static List<AlertBatch> batches(ScienceModule module, int batchSize) throws Exception {
        List<AlertBatch> batches = new ArrayList<>();
        try (AlertSource source = AlertSource.open(alerts, module.columns(), batchSize, -1)) {
            for (AlertBatch batch = source.next(); batch != null; batch = source.next()) {
                batches.add(batch);
            }
        }
        return batches;
    }

    private static List<Double> results(ScienceModule module, AlertBatch batch, int row) {
        return module.outputs().stream()
                .map(output -> batch.result(output.name())[row])
                .toList();
    }

    @ParameterizedTest
    @MethodSource("names")
    void processesAllGeneratedAlertsAndSomeToTheEnd(String name) throws Exception {
        ScienceModule module = create(name);
        int rows = 0;
        int effective = 0;
        int visited = 0;
        for (AlertBatch batch : batches(module, 100)) {
            List<Integer> cursor = new ArrayList<>();
            batch.observe(cursor::add);
            module.process(batch);
            visited += (int) cursor.stream().filter(row -> row >= 0).count();
            for (int row = 0; row < batch.size(); row++, rows++) {
                effective += module.isEffective(batch.alert(row)) ? 1 : 0;
            }
        }
        assertThat(rows).isEqualTo(ALERTS);
        assertThat(visited).as("walks, so that latencies can be taken").isEqualTo(ALERTS);
        assertThat(effective).isPositive();
    }

    /** No state left from one alert reaches the next. */
    @ParameterizedTest
    @MethodSource("names")
    void theResultOfAnAlertDependsOnTheAlertOnly(String name) throws Exception {
        ScienceModule module = create(name);
        ScienceModule other = create(name);
        for (AlertBatch batch : batches(module, 130)) {
            module.process(batch);
            for (int row = batch.size() - 1; row >= 0; row -= 3) {
                AlertBatch alone = batch.slice(row);
                other.process(alone);
                assertThat(results(other, alone, 0)).isEqualTo(results(module, batch, row));
            }
        }
    }

    /** NULL, NaN, unknown filters, equal dates, no history: sentinels, never an exception; stamps are made elsewhere. */
    @ParameterizedTest
    @MethodSource("names")
    void absurdValuesAreNoReasonToFail(String name) throws Exception {
        ScienceModule module = create(name);
        Random random = new Random(9);
        for (int round = 0; round < 300; round++) {
            AlertBatch batch = absurd(module, random);
            if (module.columns().stream().noneMatch(column -> column.endsWith("stampData"))) {
                module.process(batch);
                assertThat(results(module, batch, 0)).hasSize(module.outputs().size());
            }
        }
    }

    private static AlertBatch absurd(ScienceModule module, Random random) {
        int visits = random.nextInt(14);
        List<AlertColumn> columns = new ArrayList<>();
        for (String column : module.columns()) {
            boolean isText = column.endsWith("isdiffpos");
            if (column.startsWith("prv_candidates[]")) {
                int[] offsets = {0, visits};
                columns.add(
                        isText
                                ? new AlertColumn.TextSeries(column, offsets, new String[visits])
                                : new AlertColumn.Series(column, offsets, values(column, visits, random)));
            } else if (isText) {
                columns.add(new AlertColumn.Texts(column, new String[] {random.nextBoolean() ? null : "x"}));
            } else if (column.endsWith("stampData")) {
                columns.add(new AlertColumn.Bytes(column, new byte[1][]));
            } else {
                columns.add(new AlertColumn.Numbers(column, values(column, 1, random)));
            }
        }
        return new AlertBatch(new String[] {"absurd"}, new long[] {1}, columns);
    }

    private static double[] values(String column, int count, Random random) {
        double[] plausible =
                switch (column.substring(column.lastIndexOf('.') + 1)) {
                    case "jd" -> new double[] {2460000.5, 2460000.5, 2460001.5, 2460002.75, Double.NaN};
                    case "fid" -> new double[] {1, 1, 1, 2, 3, 7, Double.NaN};
                    case "sigmapsf", "sigmagnr" -> new double[] {0.1, 0.1, 0.02, 0, -1, Double.NaN};
                    default -> new double[] {17, 17, 17, 18.5, 0, -999, 1e30, Double.NaN};
                };
        double[] values = new double[count];
        Arrays.setAll(values, i -> plausible[random.nextInt(plausible.length)]);
        return values;
    }
}
