package tallyflame.analysis.lines;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tallyflame.analysis.evidence.Work;
import tallyflame.analysis.functions.FrameMethods;
import tallyflame.analysis.statistics.WeightSum;
import tallyflame.counts.ClassCounts;
import tallyflame.counts.MethodCounts;
import tallyflame.flamegraphs.CallTree;
import tallyflame.flamegraphs.Frames;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.Profile.Sampling;
import tallyflame.flamegraphs.Quantity;
import tallyflame.flamegraphs.StackForest;

/**
 * Hits and times of the lines of a run.
 *
 * @param event what was sampled, empty if nothing was
 * @param unit unit of every time
 * @param all the samples that were kept and their weight, as recorded
 * @param sampling what they are of all that happened
 * @param totalTime their weight, scaled to the counted work
 * @param work what times and hits are of
 * @param counted whether there are counts
 * @param methods the methods selected, those with most time first
 * @param neighbours methods that were not selected but have code in the same source files
 */
public record LineReport(
        String event,
        String unit,
        WeightSum all,
        Sampling sampling,
        double totalTime,
        Work work,
        boolean counted,
        List<MethodLines> methods,
        List<MethodLines> neighbours) {
    public LineReport {
        methods = List.copyOf(methods);
        neighbours = List.copyOf(neighbours);
    }

    /**
     * Joins what there is. With counts and nothing selected the report is about the counted classes; without counts, about
     * all classes that are not the JDK's.
     *
     * @param classes counts, or empty if none were taken
     * @param profile samples, or empty if none were taken
     */
    public static LineReport of(
            Optional<List<ClassCounts>> classes, Optional<Profile> profile, Work work, MethodFilter filter) {
        return of(classes, profile, work, filter, EscapeLines.NONE);
    }

    /**
     * The same with what escape analysis removes.
     *
     * @param escape by line
     */
    public static LineReport of(
            Optional<List<ClassCounts>> classes,
            Optional<Profile> profile,
            Work work,
            MethodFilter filter,
            EscapeLines escape) {
        StackForest tree = profile.map(Profile::tree).orElseGet(() -> new CallTree(new Frames()));
        Sampling sampling = profile.map(Profile::sampling).orElse(Sampling.RANDOM);
        List<MethodLines> all = LineJoin.join(classes.orElse(List.of()), tree, sampling, work.scale(), escape);
        Predicate<MethodLines> selected = selection(classes, filter);
        List<MethodLines> methods = all.stream().filter(selected).toList();
        Set<String> files = methods.stream().map(MethodLines::sourcePath).collect(Collectors.toSet());
        List<MethodLines> neighbours = all.stream()
                .filter(selected.negate())
                .filter(method -> files.contains(method.sourcePath()))
                .toList();
        return new LineReport(
                profile.map(Profile::event).orElse(""),
                profile.map(Profile::unit).orElse(""),
                new WeightSum(tree.weight(), tree.samples(), tree.squares()),
                sampling,
                tree.weight() * work.scale(),
                work,
                classes.isPresent(),
                methods,
                neighbours);
    }

    private static Predicate<MethodLines> selection(Optional<List<ClassCounts>> classes, MethodFilter filter) {
        if (filter.selects()) {
            return filter.compiled();
        }
        if (classes.isEmpty()) {
            return method -> !FrameMethods.isJdk(method.className());
        }
        Set<String> counted = classes.get().stream().map(ClassCounts::name).collect(Collectors.toSet());
        return method -> counted.contains(method.className());
    }

    /** Samples that were kept. */
    public long samples() {
        return all.samples();
    }

    /** Whether there are samples. */
    public boolean sampled() {
        return !event.isEmpty();
    }

    /** Whether it was counted what any of the methods allocated. */
    public boolean allocated() {
        return methods.stream()
                .anyMatch(method ->
                        method.counts().flatMap(MethodCounts::allocations).isPresent());
    }

    /** Whether samples tell of any line what escape analysis removes. */
    public boolean removed() {
        return methods.stream().anyMatch(MethodLines::removed);
    }

    /** What times and hits are of, one line each. */
    public List<String> heading() {
        String times = sampled()
                ? event + ", " + work.times() + " (" + Quantity.of(samples(), "samples") + ")"
                : "none, the input has no samples (the pass \"sample\" takes them)";
        String hits = counted ? work.hits() : "none, the input has no counts (the pass \"count\" takes them)";
        return List.of("times: " + times, "hits:  " + hits);
    }

    /** What is sampled, as the heading of a column. */
    public String what() {
        return unit.equals("ns") || !sampled() ? "Time" : "Weight";
    }

    /** The methods that ran: entered, or sampled in whatever pass. */
    public List<MethodLines> executed() {
        return methods.stream()
                .filter(method -> method.entered() > 0 || method.samples() > 0 || method.removed())
                .toList();
    }

    /** Whether a method's name alone does not tell it from another of its class. */
    public boolean overloaded(MethodLines method) {
        return methods.stream()
                        .filter(other -> other.name().equals(method.name()))
                        .count()
                > 1;
    }

    /** Which other methods of the same source file have code on a line; lines of the method itself are left out. */
    public Map<Integer, Set<MethodLines>> linesOfOthers(MethodLines method) {
        Map<Integer, Set<MethodLines>> others = new TreeMap<>();
        Set<Integer> own = new TreeSet<>();
        method.rows().forEach(row -> own.add(row.line()));
        for (MethodLines other :
                Stream.concat(methods.stream(), neighbours.stream()).toList()) {
            if (!other.equals(method) && other.sourcePath().equals(method.sourcePath())) {
                other.rows().stream()
                        .filter(row -> row.line() > 0 && !own.contains(row.line()))
                        .forEach(row -> others.computeIfAbsent(row.line(), line -> new HashSet<>())
                                .add(other));
            }
        }
        return others;
    }
}
