package tallyflame.spark.modules;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import tallyflame.runs.Interval;
import tallyflame.runs.cluster.ModuleCost;
import tallyflame.runs.cluster.ModuleCost.Part;

/** What Spark takes of the time of the cores: loops over all alerts become parts that add up. */
final class Tax {
    private Tax() {}

    /**
     * One time over all alerts.
     *
     * @param seconds until all results were in the driver
     * @param tasks as Spark told them
     * @param scanNanos of tasks that do nothing but go over the rows; 0 if that was not measured
     * @param objectNanos of tasks that do nothing but go over the rows as objects; 0 if that was not measured
     * @param readNanos until batches were there
     * @param moduleNanos in the module
     * @param aloneNanos in the module without Spark; 0 if that was not measured
     */
    record Loop(
            double seconds,
            TaskTimes.Sum tasks,
            long scanNanos,
            long objectNanos,
            long readNanos,
            long moduleNanos,
            long aloneNanos) {
        /** Seconds of cores by part, as means; the sum is {@code cores} times the seconds. */
        private List<Part> parts(int cores) {
            List<Part> parts = new ArrayList<>();
            double module = moduleNanos / 1e9;
            if (aloneNanos > 0) {
                parts.add(part("module, as without Spark", false, aloneNanos / 1e9));
                parts.add(part("module, more than without Spark", true, module - aloneNanos / 1e9));
            } else {
                parts.add(part("module", false, module));
            }
            if (scanNanos > 0) {
                double scan = Math.min(scanNanos, readNanos) / 1e9;
                parts.add(part("cached data to rows", true, scan));
                parts.add(part("rows to columns of a batch", true, readNanos / 1e9 - scan));
            } else {
                parts.add(part("cached data to columns of a batch", true, readNanos / 1e9));
            }
            parts.add(part("deserialisation of tasks", true, tasks.deserialize() / 1e3));
            parts.add(part("serialisation of results", true, tasks.serialize() / 1e3));
            double launching = (tasks.duration() - tasks.run() - tasks.deserialize() - tasks.serialize()) / 1e3;
            parts.add(part("launching tasks, taking results", true, launching));
            parts.add(part("idle cores, jobs' begin and end", true, cores * seconds - tasks.duration() / 1e3));
            parts.add(part("unexplained: the rest of the tasks", true, tasks.run() / 1e3 - readNanos / 1e9 - module));
            return parts;
        }

        private static Part part(String name, boolean gap, double seconds) {
            return new Part(name, gap, Interval.ofMean(seconds));
        }
    }

    static ModuleCost of(String module, ResultSum results, int cores, int partitions, List<Loop> loops) {
        double alerts = results.alerts();
        boolean compared = loops.stream().allMatch(loop -> loop.aloneNanos() > 0);
        return new ModuleCost(
                module,
                results.alerts(),
                results.failed(),
                results.effective(),
                cores,
                partitions,
                loops.size(),
                rates(loops, loop -> alerts / loop.seconds() / cores),
                compared ? rates(loops, loop -> alerts * 1e9 / loop.aloneNanos()) : null,
                compared ? rates(loops, loop -> loop.aloneNanos() / 1e9 / loop.seconds() / cores) : null,
                parts(loops.stream().map(loop -> loop.parts(cores)).toList(), 1e6 / alerts),
                means(loops, loop -> loop.tasks().gc() * 1e3 / alerts),
                compared ? means(loops, loop -> loop.objectNanos() / 1e3 / alerts) : null,
                results.failure());
    }

    /** The same parts of all loops, in another unit. */
    private static List<Part> parts(List<List<Part>> loops, double factor) {
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < loops.get(0).size(); i++) {
            int at = i;
            Part first = loops.get(0).get(at);
            Interval micros = means(loops, loop -> loop.get(at).micros().value() * factor);
            parts.add(new Part(first.part(), first.gap(), micros));
        }
        return parts;
    }

    private static <L> Interval means(List<L> loops, ToDoubleFunction<L> figure) {
        return Interval.ofMean(loops.stream().mapToDouble(figure).toArray());
    }

    private static Interval rates(List<Loop> loops, ToDoubleFunction<Loop> rate) {
        return Interval.ofGeometricMean(loops.stream().mapToDouble(rate).toArray());
    }
}
