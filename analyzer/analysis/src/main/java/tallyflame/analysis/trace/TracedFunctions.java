package tallyflame.analysis.trace;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tallyflame.counts.Uncounted;
import tallyflame.counts.code.MethodId;
import tallyflame.counts.file.TraceFile;
import tallyflame.counts.times.ClassTimes;
import tallyflame.counts.times.MethodTimes;
import tallyflame.counts.times.ProbeCost;

/**
 * The functions of traces, summed, those with the largest self time first; the JSON document of {@code functions --pass trace}.
 *
 * @param schema version of the document
 * @param event always {@code trace}
 * @param unit always {@code ns}
 * @param total sum of all self times
 * @param files traces that are in it
 * @param complete whether all traces came to their end
 * @param probes cost of the probes, mean over the traces, nanoseconds
 * @param functions one row for each function
 * @param untraced what was asked for and not traced
 */
public record TracedFunctions(
        int schema,
        String event,
        String unit,
        long total,
        int files,
        boolean complete,
        ProbeCost probes,
        List<Row> functions,
        List<Uncounted> untraced) {
    /**
     * One function; overloads are one. Times in nanoseconds.
     *
     * @param self time without traced callees; {@code share} is its share of all self times
     * @param total time of the outermost activations
     * @param probes part of {@code self} that the probes are reckoned to have taken
     * @param selfCompensated {@code self} without it, at least 0
     * @param totalCompensated {@code total} without the probes in it, at least 0
     * @param shareCompensated share of all compensated self times
     */
    public record Row(
            String name,
            long calls,
            long self,
            long total,
            double probes,
            double selfCompensated,
            double totalCompensated,
            double share,
            double shareCompensated) {}

    public TracedFunctions {
        functions = List.copyOf(functions);
        untraced = List.copyOf(untraced);
    }

    /** Sums of one function. */
    private static final class Sum {
        private long calls;
        private long self;
        private long total;
        private double probes;
        private double selfCompensated;
        private double totalCompensated;

        private void add(MethodTimes method, ProbeCost cost) {
            calls += method.calls();
            self += method.exclusive();
            total += method.inclusive();
            probes += method.probes(cost);
            selfCompensated += method.exclusiveCompensated(cost);
            totalCompensated += method.inclusiveCompensated(cost);
        }
    }

    /** The functions that were called. */
    public static TracedFunctions of(List<TraceFile> traces) {
        Map<MethodId, Sum> sums = new TreeMap<>();
        for (TraceFile trace : traces) {
            for (ClassTimes type : trace.classes()) {
                for (MethodTimes method : type.methods()) {
                    if (method.calls() > 0 || method.inclusive() > 0) {
                        sums.computeIfAbsent(type.id(method).function(), name -> new Sum())
                                .add(method, trace.cost());
                    }
                }
            }
        }
        long self = sums.values().stream().mapToLong(sum -> sum.self).sum();
        double compensated =
                sums.values().stream().mapToDouble(sum -> sum.selfCompensated).sum();
        List<Row> rows = sums.entrySet().stream()
                .map(entry -> row(entry.getKey().toString(), entry.getValue(), self, compensated))
                .sorted(Comparator.comparingLong(Row::self).reversed().thenComparing(Row::name))
                .toList();
        return new TracedFunctions(
                1,
                "trace",
                "ns",
                self,
                traces.size(),
                traces.stream().allMatch(trace -> trace.header().complete()),
                meanCost(traces),
                rows,
                traces.stream()
                        .flatMap(trace -> trace.untraced().stream())
                        .distinct()
                        .toList());
    }

    private static Row row(String name, Sum sum, long self, double compensated) {
        return new Row(
                name,
                sum.calls,
                sum.self,
                sum.total,
                sum.probes,
                sum.selfCompensated,
                sum.totalCompensated,
                self == 0 ? 0 : (double) sum.self / self,
                compensated == 0 ? 0 : sum.selfCompensated / compensated);
    }

    static ProbeCost meanCost(List<TraceFile> traces) {
        return new ProbeCost(
                traces.stream().mapToDouble(t -> t.cost().call()).average().orElse(0),
                traces.stream().mapToDouble(t -> t.cost().inside()).average().orElse(0),
                traces.stream().mapToDouble(t -> t.cost().line()).average().orElse(0),
                traces.stream().mapToDouble(t -> t.cost().again()).average().orElse(0));
    }

    /** The same with the first rows only. */
    public TracedFunctions top(int rows) {
        return new TracedFunctions(
                schema,
                event,
                unit,
                total,
                files,
                complete,
                probes,
                functions.subList(0, Math.min(rows, functions.size())),
                untraced);
    }
}
