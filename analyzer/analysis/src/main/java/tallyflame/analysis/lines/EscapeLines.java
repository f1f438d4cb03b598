package tallyflame.analysis.lines;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.descriptive.moment.Mean;
import org.apache.commons.math3.stat.descriptive.moment.Variance;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.analysis.evidence.Fork;
import tallyflame.analysis.functions.FrameMethods;
import tallyflame.analysis.statistics.FalseDiscovery;
import tallyflame.analysis.statistics.MeanDifference;
import tallyflame.analysis.statistics.MeanDifference.Estimate;
import tallyflame.analysis.statistics.WeightSum;
import tallyflame.counts.Allocated;
import tallyflame.counts.Allocations;
import tallyflame.counts.ClassCounts;
import tallyflame.counts.MethodCounts;
import tallyflame.counts.code.LineId;
import tallyflame.counts.code.MethodId;
import tallyflame.counts.code.SourceMap;
import tallyflame.flamegraphs.Frames;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.Profile.Sampling;
import tallyflame.recordings.ReadOptions;
import tallyflame.runs.Interval;
import tallyflame.runs.Pass;
import tallyflame.runs.RunDocument;

/**
 * What escape analysis removes, by line: how many bytes executions without it allocate beyond ordinary ones, as samples of both tell. Bytes
 * of a line are those of the stacks whose innermost frame with a source line it is, so callees are not among them. Each line's 95 %
 * interval is Welch's over executions, whose variance is taken to be no smaller than that of the samples. Lines are told that differ at a
 * false discovery rate of 5 % over all lines with enough samples.
 *
 * @param removed bytes of one execution, by method and line of the class file; none where samples do not tell
 * @param remark of how many lines they tell, or why of none; {@code null} if no execution did without it
 */
public record EscapeLines(Map<MethodId, Map<Integer, Interval>> removed, String remark) {
    /** Of what was never executed without it. */
    public static final EscapeLines NONE = new EscapeLines(Map.of(), null);

    private static final String ALLOCATIONS = "alloc";
    private static final int LEAST_EXECUTIONS = 2;
    private static final WeightSum NOTHING = new WeightSum(0, 0, 0);

    /**
     * Of the passes {@code sample} and {@code sample-no-escape}.
     *
     * @param options which samples were asked for; of a part of them there is no answer
     * @param classes those that were counted, which know lines that stand for others
     */
    public static EscapeLines of(Evidence evidence, ReadOptions options, List<ClassCounts> classes) throws IOException {
        List<Fork> without = whole(evidence, Pass.SAMPLE_NO_ESCAPE);
        if (without.isEmpty()) {
            return NONE;
        }
        if (options.part()) {
            return silent("not told of a part of the samples");
        }
        List<Optional<Profile>> ordinary = allocations(whole(evidence, Pass.SAMPLE));
        List<Optional<Profile>> others = allocations(without);
        List<Optional<Profile>> all =
                Stream.concat(ordinary.stream(), others.stream()).toList();
        if (all.stream().anyMatch(Optional::isEmpty)) {
            return silent("not told, since an execution has no samples of allocations");
        }
        if (all.stream().anyMatch(profile -> profile.get().sampling() != Sampling.RANDOM)) {
            return silent("not told, since samples of allocations are biased by size before JDK 25");
        }
        Map<String, SourceMap> maps = new HashMap<>();
        classes.forEach(type -> maps.putIfAbsent(type.name(), type.sourceMap()));
        return of(own(ordinary, maps), own(others, maps), exact(classes));
    }

    /** The executions of a pass that came to their end. */
    private static List<Fork> whole(Evidence evidence, Pass pass) {
        return evidence.forks(pass).stream()
                .filter(fork -> fork.result()
                        .filter(result -> result.status().equals(RunDocument.COMPLETE))
                        .isPresent())
                .toList();
    }

    private static List<Optional<Profile>> allocations(List<Fork> executions) throws IOException {
        List<Optional<Profile>> profiles = new ArrayList<>();
        for (Fork fork : executions) {
            profiles.add(fork.samples(ReadOptions.defaults().withEvents(ALLOCATIONS)).stream()
                    .findFirst());
        }
        return profiles;
    }

    /** What lines ask for by themselves in the counted execution; without those that call the JDK, where nobody counts. */
    private static Map<LineId, Long> exact(List<ClassCounts> classes) {
        Map<LineId, Long> exact = new HashMap<>();
        for (ClassCounts type : classes) {
            for (MethodCounts counted : type.methods()) {
                Optional<Allocations> method =
                        InlinedCode.withoutCopies(counted, type.sourceMap()).allocations();
                for (Allocated one : method.map(Allocations::allocated).orElse(List.of())) {
                    Allocations line = method.get().ofLine(one.line());
                    if (line.jdkCalls().isEmpty() && line.bytes() != Allocated.UNKNOWN) {
                        exact.put(new LineId(type.id(counted), one.line()), line.bytes());
                    }
                }
            }
        }
        return exact;
    }

    private static List<Map<LineId, WeightSum>> own(List<Optional<Profile>> profiles, Map<String, SourceMap> maps) {
        return profiles.stream().map(profile -> own(profile.get(), maps)).toList();
    }

    private static Map<LineId, WeightSum> own(Profile profile, Map<String, SourceMap> maps) {
        Frames frames = profile.frames();
        LineWeights weights = LineWeights.of(
                profile.tree(), (method, line) -> maps.getOrDefault(frames.className(method), SourceMap.NONE)
                        .canonical(line));
        Map<LineId, WeightSum> own = new HashMap<>();
        for (int line = 0; line < weights.lines(); line++) {
            if (weights.ownSamples(line) > 0) {
                MethodId method = FrameMethods.method(frames, weights.methodOf(line));
                own.put(new LineId(method, weights.sourceLine(line)), weights.own(line));
            }
        }
        return own;
    }

    /**
     * Of the sampled bytes of lines in each execution.
     *
     * @param with in ordinary executions
     * @param without in those without escape analysis
     * @param exact what lines ask for, of as many as are known: where samples say that more was removed, the executions did not do the
     *     same work there
     */
    static EscapeLines of(
            List<Map<LineId, WeightSum>> with, List<Map<LineId, WeightSum>> without, Map<LineId, Long> exact) {
        if (Math.min(with.size(), without.size()) < LEAST_EXECUTIONS) {
            return silent("not told of fewer than " + LEAST_EXECUTIONS
                    + " executions with and without it; record --forks 3 makes three of each");
        }
        Map<LineId, MeanDifference> differences = differences(with, without);
        Map<LineId, Interval> told = told(differences);
        long more = told.values().stream().filter(bytes -> bytes.value() < 0).count();
        if (more > 0) {
            return silent("not told, since " + lines(more)
                    + " allocated more with it than without: the executions did not do the same work");
        }
        boolean contradicted = told.entrySet()
                .removeIf(line -> line.getValue().low() > exact.getOrDefault(line.getKey(), Long.MAX_VALUE));
        return new EscapeLines(
                byMethod(told),
                "told of " + told.size() + " of " + lines(differences.size()) + " with enough samples, over "
                        + with.size() + " executions with and " + without.size() + " without it"
                        + (contradicted ? "; not where it would be more than the line asks for" : ""));
    }

    private static String lines(long number) {
        return number + (number == 1 ? " line" : " lines");
    }

    private static Map<LineId, Interval> told(Map<LineId, MeanDifference> differences) {
        double[] p = FalseDiscovery.adjusted(differences.values().stream()
                .mapToDouble(MeanDifference::pValue)
                .toArray());
        Map<LineId, Interval> told = new TreeMap<>();
        int line = 0;
        for (Map.Entry<LineId, MeanDifference> entry : differences.entrySet()) {
            if (p[line++] <= FalseDiscovery.RATE) {
                told.put(entry.getKey(), entry.getValue().difference());
            }
        }
        return told;
    }

    private static Map<MethodId, Map<Integer, Interval>> byMethod(Map<LineId, Interval> told) {
        Map<MethodId, Map<Integer, Interval>> byMethod = new HashMap<>();
        told.forEach((line, bytes) -> byMethod.computeIfAbsent(line.method(), method -> new TreeMap<>())
                .put(line.line(), bytes));
        return byMethod;
    }

    /** Of all lines with enough samples on both sides together, which says nothing of how these differ. */
    private static Map<LineId, MeanDifference> differences(
            List<Map<LineId, WeightSum>> with, List<Map<LineId, WeightSum>> without) {
        TreeSet<LineId> lines = new TreeSet<>();
        Stream.concat(with.stream(), without.stream()).forEach(execution -> lines.addAll(execution.keySet()));
        Map<LineId, MeanDifference> differences = new TreeMap<>();
        for (LineId line : lines) {
            WeightSum all = sum(line, Stream.concat(with.stream(), without.stream()));
            if (all.samples() >= MethodLines.ENOUGH_SAMPLES) {
                double oneSample = all.squares() / all.samples();
                differences.put(
                        line, MeanDifference.of(estimate(line, with, oneSample), estimate(line, without, oneSample)));
            }
        }
        return differences;
    }

    private static WeightSum sum(LineId line, Stream<Map<LineId, WeightSum>> executions) {
        return executions
                .map(execution -> execution.getOrDefault(line, NOTHING))
                .reduce(
                        NOTHING,
                        (a, b) -> new WeightSum(
                                a.weight() + b.weight(), a.samples() + b.samples(), a.squares() + b.squares()));
    }

    /**
     * The mean over executions. Its variance is at least that of random samples, a compound Poisson process, with one sample more than came:
     * where none came, there is no certainty that there was nothing.
     *
     * @param oneSample mean square of the weight of a sample of the line
     */
    private static Estimate estimate(LineId line, List<Map<LineId, WeightSum>> executions, double oneSample) {
        double[] bytes = executions.stream()
                .mapToDouble(execution -> execution.getOrDefault(line, NOTHING).weight())
                .toArray();
        int n = bytes.length;
        double sampled = (sum(line, executions.stream()).squares() + oneSample) / n / n;
        double scattered = new Variance().evaluate(bytes) / n;
        return new Estimate(new Mean().evaluate(bytes), Math.max(sampled, scattered), n - 1);
    }

    private static EscapeLines silent(String why) {
        return new EscapeLines(Map.of(), why);
    }
}
