package tallyflame.modules.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import tallyflame.modules.AlertBatch;
import tallyflame.modules.ModuleRegistry;
import tallyflame.modules.ScienceModule;
import tallyflame.modules.alerts.AlertSource;

/**
 * Alerts per second of CPU time of one thread, Parquet reading left out, as the Python reference was measured: {@code
 * [--once] MODULE PATH [REFERENCE]}. Rounds of at least a second; the first three warm up; then the median of nine.
 */
public final class ModuleBench {
    private static final int WARM_UP = 3;
    private static final int ROUNDS = 9;
    private static final double ROUND_SECONDS = 1;

    private final ScienceModule module;
    private final List<AlertBatch> batches = new ArrayList<>();
    private long alerts;

    private ModuleBench(ScienceModule module) {
        this.module = module;
    }

    /** Entry point. */
    public static void main(String[] arguments) throws Exception {
        boolean once = arguments[0].equals("--once");
        List<String> rest = Arrays.asList(arguments).subList(once ? 1 : 0, arguments.length);
        ModuleBench bench = new ModuleBench(
                ModuleRegistry.load(ModuleBench.class.getClassLoader()).create(rest.get(0)));
        if (once) {
            bench.runOnce(Path.of(rest.get(1)));
        } else {
            bench.measure(Path.of(rest.get(1)), rest.size() > 2 ? Double.parseDouble(rest.get(2)) : Double.NaN);
        }
    }

    private void runOnce(Path path) throws Exception {
        long effective = 0;
        try (AlertSource source = AlertSource.open(path, module.columns(), 1000, -1)) {
            for (AlertBatch batch = source.next(); batch != null; batch = source.next()) {
                module.process(batch);
                alerts += batch.size();
                for (int row = 0; row < batch.size(); row++) {
                    effective += module.isEffective(batch.alert(row)) ? 1 : 0;
                }
            }
        }
        long heap = Runtime.getRuntime().maxMemory() >> 20;
        System.out.println(alerts + " alerts, " + effective + " processed to the end, heap of " + heap + " MB");
    }

    private void measure(Path path, double reference) throws Exception {
        try (AlertSource source = AlertSource.open(path, module.columns(), 1000, -1)) {
            for (AlertBatch batch = source.next(); batch != null; batch = source.next()) {
                batches.add(batch);
                alerts += batch.size();
            }
        }
        double[] rates = new double[ROUNDS];
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            double rate = round();
            if (round >= 0) {
                rates[round] = rate;
            }
        }
        Arrays.sort(rates);
        double median = rates[ROUNDS / 2];
        System.out.printf(
                Locale.ROOT,
                "%-16s %6d alerts  %,12.0f alerts/s/core (%,.0f to %,.0f)  %s%n",
                module.name(),
                alerts,
                median,
                rates[0],
                rates[ROUNDS - 1],
                Double.isNaN(reference)
                        ? ""
                        : String.format(
                                Locale.ROOT, "%.1f times the Python reference's %,.0f", median / reference, reference));
    }

    /** Processes all batches until the round is long enough; alerts per second of CPU time. */
    private double round() throws Exception {
        var threads = ManagementFactory.getThreadMXBean();
        long begin = threads.getCurrentThreadCpuTime();
        long processed = 0;
        double seconds = 0;
        while (seconds < ROUND_SECONDS) {
            for (AlertBatch batch : batches) {
                batch.reset();
                module.process(batch);
                processed += batch.size();
            }
            seconds = (threads.getCurrentThreadCpuTime() - begin) / 1e9;
        }
        return processed / seconds;
    }
}
