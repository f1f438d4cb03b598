package tallyflame.analysis.lines;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tallyflame.analysis.functions.FrameMethods;
import tallyflame.analysis.statistics.WeightSum;
import tallyflame.counts.Allocations;
import tallyflame.counts.Branch;
import tallyflame.counts.ClassCounts;
import tallyflame.counts.LineHits;
import tallyflame.counts.MethodCounts;
import tallyflame.counts.code.MethodId;
import tallyflame.counts.code.SourceMap;
import tallyflame.flamegraphs.Frames;
import tallyflame.flamegraphs.Profile.Sampling;
import tallyflame.flamegraphs.StackForest;
import tallyflame.runs.Interval;

/** Joins counts and samples by class, method and line. */
final class LineJoin {
    private static final int NOT_SAMPLED = -1;
    private static final WeightSum NOTHING = new WeightSum(0, 0, 0);
    private static final Comparator<MethodLines> BY_TIME = Comparator.comparingDouble(MethodLines::time)
            .thenComparingLong(MethodLines::entered)
            .reversed()
            .thenComparing(MethodLines::name)
            .thenComparing(MethodLines::descriptor);

    private final Frames frames;
    private final LineWeights weights;
    private final WeightSum all;
    private final Sampling sampling;
    private final double scale;
    private final EscapeLines escape;
    private final Map<MethodId, Integer> sampled = new LinkedHashMap<>();
    /** Methods of recordings that keep no descriptors, by class and name. */
    private final Map<MethodId, Integer> sampledByName = new HashMap<>();

    /** Names of the classes that were counted. */
    private final Set<String> counted;

    /** Methods of which samples tell what escape analysis removes, and that are not joined yet. */
    private final Set<MethodId> escaping;

    private LineJoin(
            Map<String, SourceMap> maps, StackForest tree, Sampling sampling, double scale, EscapeLines escape) {
        counted = maps.keySet();
        frames = tree.frames();
        weights = LineWeights.of(tree, (method, line) -> maps.getOrDefault(frames.className(method), SourceMap.NONE)
                .canonical(line));
        all = new WeightSum(tree.weight(), tree.samples(), tree.squares());
        this.sampling = sampling;
        this.scale = scale;
        this.escape = escape;
        escaping = new TreeSet<>(escape.removed().keySet());
        for (int method = 0; method < frames.methods(); method++) {
            if (weights.methodSamples(method) > 0 && !frames.className(method).isEmpty()) {
                MethodId key = FrameMethods.method(frames, method);
                (key.descriptor().isEmpty() ? sampledByName : sampled).put(key, method);
            }
        }
    }

    /**
     * All methods that were counted or sampled, those with most time first.
     *
     * @param classes counts, empty if none were taken
     * @param tree samples; an empty tree if none were taken
     * @param sampling what these are of all that happened
     * @param scale factor that turns a sampled weight into that of the counted work
     * @param escape what escape analysis removes
     */
    static List<MethodLines> join(
            List<ClassCounts> classes, StackForest tree, Sampling sampling, double scale, EscapeLines escape) {
        Map<String, SourceMap> maps = new HashMap<>();
        classes.forEach(counted -> maps.putIfAbsent(counted.name(), counted.sourceMap()));
        LineJoin join = new LineJoin(maps, tree, sampling, scale, escape);
        List<MethodLines> methods = new ArrayList<>();
        for (ClassCounts counted : classes) {
            for (MethodCounts method : counted.methods()) {
                MethodLines whole = join.counted(counted, InlinedCode.withoutCopies(method, counted.sourceMap()));
                methods.addAll(InlinedCode.byFile(whole, counted.sourceMap()));
            }
        }
        // What is left was sampled but not counted.
        join.sampled.forEach(
                (key, method) -> methods.add(join.method(key, "", SourceMap.NONE, Optional.empty(), method)));
        join.sampledByName.forEach(
                (key, method) -> methods.add(join.method(key, "", SourceMap.NONE, Optional.empty(), method)));
        // Where it removes everything, there may be no other sample.
        for (MethodId key : List.copyOf(join.escaping)) {
            methods.add(join.method(key, "", SourceMap.NONE, Optional.empty(), NOT_SAMPLED));
        }
        methods.sort(BY_TIME);
        return methods;
    }

    private MethodLines counted(ClassCounts counted, MethodCounts method) {
        MethodId key = counted.id(method);
        Integer number = sampled.remove(key);
        boolean alone = counted.methods().stream()
                        .filter(other -> other.name().equals(method.name()))
                        .count()
                == 1;
        if (number == null && alone) {
            number = sampledByName.remove(key.function());
        }
        return method(
                key,
                counted.sourceFile(),
                counted.sourceMap(),
                Optional.of(method),
                number == null ? NOT_SAMPLED : number);
    }

    private MethodLines method(
            MethodId key, String sourceFile, SourceMap map, Optional<MethodCounts> counts, int number) {
        Map<Integer, Long> hits = new TreeMap<>();
        Map<Integer, List<Branch>> branches = new HashMap<>();
        counts.ifPresent(method -> {
            for (LineHits line : method.lines()) {
                hits.put(line.line(), line.hits());
            }
            for (Branch branch : method.branches()) {
                branches.computeIfAbsent(branch.line(), line -> new ArrayList<>())
                        .add(branch);
                hits.putIfAbsent(branch.line(), LineRow.NOT_COUNTED);
            }
        });
        Map<Integer, Integer> lines = new HashMap<>();
        if (number != NOT_SAMPLED) {
            for (int line = weights.from(number); line < weights.to(number); line++) {
                if (weights.samples(line) > 0) {
                    lines.put(weights.sourceLine(line), line);
                    hits.putIfAbsent(weights.sourceLine(line), LineRow.NOT_COUNTED);
                }
            }
        }
        escaping.remove(key);
        Map<Integer, Interval> removed = escape.removed().getOrDefault(key, Map.of());
        removed.keySet().forEach(line -> hits.putIfAbsent(line, LineRow.NOT_COUNTED));
        Optional<Allocations> allocations =
                counts.flatMap(MethodCounts::allocations).map(all -> all.withoutCallsOf(counted));
        List<LineRow> rows = new ArrayList<>();
        hits.forEach((line, entries) ->
                rows.add(row(number, line, entries, lines.get(line), branches.getOrDefault(line, List.of()))
                        .allocating(allocations.map(all -> all.ofLine(line)), Optional.ofNullable(removed.get(line)))));
        if (!rows.isEmpty() && rows.get(0).line() == Frames.UNKNOWN) {
            rows.add(rows.remove(0));
        }
        WeightSum sum = number == NOT_SAMPLED ? NOTHING : weights.ofMethod(number);
        Share share = Share.of(sum, all, sampling);
        boolean few = sum.samples() > 0
                && sampling != Sampling.COMPLETE
                && sum.effectiveSamples() < MethodLines.ENOUGH_SAMPLES;
        return new MethodLines(
                key,
                sourceFile,
                key.className(),
                false,
                map,
                counts,
                sum.weight() * scale,
                sum.samples(),
                few,
                share,
                rows);
    }

    private LineRow row(int method, int line, long hits, Integer sampledLine, List<Branch> branches) {
        WeightSum sum = sampledLine == null ? NOTHING : weights.ofLine(sampledLine);
        Share share = method == NOT_SAMPLED ? Share.UNKNOWN : Share.of(sum, weights.ofMethod(method), sampling);
        return new LineRow(line, hits, sum.weight() * scale, sum.samples(), share, branches);
    }
}
