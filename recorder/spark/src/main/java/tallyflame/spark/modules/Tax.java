package tallyflame.spark.modules;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import tallyflame.runs.Interval;
import tallyflame.runs.cluster.ModuleCost;
import tallyflame.runs.cluster.ModuleCost.Part;

/** What Spark takes of the time of the cores: loops over all alerts become parts that add up. */
final class Tax {
    private static final double MILLIS = 1e3;
    private static final double NANOS = 1e9;

    private Tax() {}

    /**
     * One time over all alerts.
     *
     * @param seconds until all results were in the driver
     * @param tasks as Spark told them
     * @param scan of tasks that do nothing but go over the rows; none if that was not measured
     * @param objects of tasks that do nothing but go over the rows as objects; none if that was not measured
     * @param read until batches were there
     * @param module in the module
     * @param alone in the module without Spark; none if that was not measured
     */
    record Loop(double seconds, TaskTimes.Sum tasks, Time scan, Time objects, Time read, Time module, Time alone) {
        private boolean compared() {
            return alone.wall() > 0;
        }

        /** Seconds by part: by the wall clock their sum is {@code cores} times the seconds, by that of the CPU all of the tasks. */
        private List<Seconds> parts(int cores) {
            List<Seconds> parts = new ArrayList<>();
            if (compared()) {
                parts.add(new Seconds("module, as without Spark", false, alone));
                parts.add(new Seconds("module, more than without Spark", true, module.minus(alone)));
                parts.add(new Seconds("cached data to rows", true, scan.atMost(read)));
                parts.add(new Seconds("rows to columns of a batch", true, read.minus(scan.atMost(read))));
            } else {
                parts.add(new Seconds("module", false, module));
                parts.add(new Seconds("cached data to columns of a batch", true, read));
            }
            parts.add(new Seconds(
                    "deserialisation of tasks", tasks.deserialize() / MILLIS, tasks.deserializeCpu() / NANOS));
            parts.add(new Seconds("serialisation of results", tasks.serialize() / MILLIS, null));
            double launching = tasks.duration() - tasks.run() - tasks.deserialize() - tasks.serialize();
            parts.add(new Seconds("launching tasks, taking results", launching / MILLIS, null));
            parts.add(
                    new Seconds("idle cores, jobs' begin and end", cores * seconds - tasks.duration() / MILLIS, null));
            Time known = read.plus(module);
            parts.add(new Seconds(
                    "unexplained: the rest of the tasks",
                    tasks.run() / MILLIS - known.wall() / NANOS,
                    (tasks.runCpu() - known.cpu()) / NANOS));
            return parts;
        }
    }

    /** A part of one loop; no CPU where it is not of the tasks' threads. */
    private record Seconds(String part, boolean gap, double wall, Double cpu) {
        Seconds(String part, boolean gap, Time time) {
            this(part, gap, time.wall() / NANOS, time.cpu() / NANOS);
        }

        Seconds(String part, double wall, Double cpu) {
            this(part, true, wall, cpu);
        }
    }

    static ModuleCost of(String module, ResultSum results, int cores, int partitions, List<Loop> loops) {
        double alerts = results.alerts();
        boolean compared = loops.stream().allMatch(Loop::compared);
        return new ModuleCost(
                module,
                results.alerts(),
                results.failed(),
                results.effective(),
                cores,
                partitions,
                loops.size(),
                rates(loops, loop -> alerts / loop.seconds() / cores),
                compared ? rates(loops, loop -> alerts * NANOS / loop.alone().wall()) : null,
                compared ? rates(loops, loop -> loop.alone().wall() / NANOS / loop.seconds() / cores) : null,
                compared ? rates(loops, Tax::cpuRatio) : null,
                parts(loops.stream().map(loop -> loop.parts(cores)).toList(), 1e6 / alerts),
                means(loops, loop -> loop.tasks().gc() * MILLIS / alerts),
                compared ? means(loops, loop -> loop.objects().wall() / MILLIS / alerts) : null,
                results.failure());
    }

    private static double cpuRatio(Loop loop) {
        return (double) loop.alone().cpu()
                / (loop.tasks().runCpu() + loop.tasks().deserializeCpu());
    }

    /** The same parts of all loops, in another unit. */
    private static List<Part> parts(List<List<Seconds>> loops, double factor) {
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < loops.get(0).size(); i++) {
            int at = i;
            Seconds first = loops.get(0).get(at);
            parts.add(new Part(
                    first.part(),
                    first.gap(),
                    means(loops, loop -> loop.get(at).wall() * factor),
                    first.cpu() == null
                            ? null
                            : means(loops, loop -> loop.get(at).cpu() * factor)));
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
