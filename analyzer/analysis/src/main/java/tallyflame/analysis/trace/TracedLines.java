package tallyflame.analysis.trace;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tallyflame.counts.code.MethodId;
import tallyflame.counts.file.TraceFile;
import tallyflame.counts.times.ClassTimes;
import tallyflame.counts.times.LineTime;
import tallyflame.counts.times.MethodTimes;
import tallyflame.counts.times.ProbeCost;

/**
 * The traced lines by method, summed over traces, the method with the largest time first; the JSON document of
 * {@code lines --pass trace}.
 *
 * @param schema version of the document
 * @param event always {@code trace}
 * @param unit always {@code ns}
 * @param files traces that are in it
 * @param probes cost of the probes, mean over the traces, nanoseconds
 * @param methods one entry for each method that was called
 */
public record TracedLines(int schema, String event, String unit, int files, ProbeCost probes, List<Method> methods) {
    /**
     * One method. Times in nanoseconds.
     *
     * @param entered how often it was called
     * @param time of its outermost activations
     * @param timeCompensated without the probes
     * @param identity checksum of its class
     */
    public record Method(
            String className,
            String method,
            String descriptor,
            String file,
            long identity,
            long entered,
            long time,
            double timeCompensated,
            List<Line> lines) {
        public Method {
            lines = List.copyOf(lines);
        }

        /** {@code pkg.Class.method}. */
        public String name() {
            return className + "." + method;
        }

        private Method plus(Method other) {
            Map<Integer, Line> sums = new TreeMap<>();
            lines.forEach(line -> sums.put(line.line(), line));
            other.lines.forEach(line -> sums.merge(line.line(), line, Line::plus));
            return new Method(
                    className,
                    method,
                    descriptor,
                    file,
                    identity,
                    entered + other.entered,
                    time + other.time,
                    timeCompensated + other.timeCompensated,
                    new ArrayList<>(sums.values()));
        }
    }

    /**
     * One line.
     *
     * @param hits how often control entered it
     * @param time from entering it until the next line of the same frame is entered, callees included
     * @param timeCompensated without the probes
     */
    public record Line(int line, long hits, long time, double timeCompensated) {
        private static Line of(LineTime time, ProbeCost cost) {
            return new Line(time.line(), time.entries(), time.nanos(), time.compensated(cost));
        }

        private Line plus(Line other) {
            return new Line(line, hits + other.hits, time + other.time, timeCompensated + other.timeCompensated);
        }
    }

    public TracedLines {
        methods = List.copyOf(methods);
    }

    /** The methods that were called. */
    public static TracedLines of(List<TraceFile> traces) {
        Map<MethodId, Method> sums = new LinkedHashMap<>();
        for (TraceFile trace : traces) {
            for (ClassTimes type : trace.classes()) {
                for (MethodTimes method : type.methods()) {
                    if (method.calls() > 0 || method.inclusive() > 0) {
                        sums.merge(type.id(method), method(type, method, trace.cost()), Method::plus);
                    }
                }
            }
        }
        List<Method> methods = sums.values().stream()
                .sorted(Comparator.comparingLong(Method::time).reversed().thenComparing(Method::name))
                .toList();
        return new TracedLines(1, "trace", "ns", traces.size(), TracedFunctions.meanCost(traces), methods);
    }

    private static Method method(ClassTimes type, MethodTimes method, ProbeCost cost) {
        return new Method(
                type.name(),
                method.name(),
                method.descriptor(),
                type.sourceFile(),
                type.identity(),
                method.calls(),
                method.inclusive(),
                method.inclusiveCompensated(cost),
                method.lines().stream().map(line -> Line.of(line, cost)).toList());
    }
}
