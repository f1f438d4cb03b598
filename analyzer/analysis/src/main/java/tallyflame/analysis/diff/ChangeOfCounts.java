package tallyflame.analysis.diff;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tallyflame.analysis.diff.change.ChangeKind;
import tallyflame.analysis.diff.change.Split;
import tallyflame.analysis.diff.version.VersionCounts;
import tallyflame.counts.code.CodeUnit;
import tallyflame.counts.code.LineId;
import tallyflame.counts.code.MethodId;

/**
 * What the exact counts of two versions say. Kinds are decided by work: by hits and calls for the same input. A change of counts
 * <em>begins</em> in the lines that are hit more often for the same work and in one call of their method, or less often; what is only
 * hit more often because its method is called more often follows from those.
 */
final class ChangeOfCounts {
    private final VersionCounts first;
    private final VersionCounts second;
    private final Set<CodeUnit> unsteady;
    /** Hits of all lines in one call, by function: before and after. */
    private final Map<MethodId, double[]> inside = new HashMap<>();

    private final Set<LineId> origins = new HashSet<>();

    /**
     * @param first of the first version, under the names and lines of the second
     * @param unsteady functions and lines about which nothing can be said
     */
    ChangeOfCounts(Optional<VersionCounts> first, Optional<VersionCounts> second, Set<CodeUnit> unsteady) {
        boolean both = first.isPresent() && second.isPresent();
        this.first = both ? first.get() : null;
        this.second = both ? second.get() : null;
        this.unsteady = unsteady;
        if (both) {
            this.first.hits().keySet().forEach(this::add);
            this.second.hits().keySet().stream()
                    .filter(line -> !this.first.hits().containsKey(line))
                    .forEach(this::add);
        }
    }

    private void add(LineId line) {
        double before = first.hitsPerCall(line);
        double after = second.hitsPerCall(line);
        double[] sums = inside.computeIfAbsent(line.method(), function -> new double[2]);
        if (unsteady.contains(line)) {
            return;
        }
        sums[0] += before;
        sums[1] += after;
        boolean called = first.calls(line.method()) > 0 && second.calls(line.method()) > 0;
        int direction = Split.direction(before, after);
        if (called
                && direction != 0
                && direction == Split.direction(first.hitsPerWork(line), second.hitsPerWork(line))) {
            origins.add(line);
        }
    }

    /** The counts of the first version, under the names and lines of the second. There must be counts of both. */
    VersionCounts before() {
        return first;
    }

    /** The counts of the second version. There must be counts of both. */
    VersionCounts after() {
        return second;
    }

    /** Whether a function was counted in both versions, or in one and does not exist in the other. */
    boolean counted(MethodId function) {
        return first != null
                && (first.entries().containsKey(function) || second.entries().containsKey(function))
                && !unsteady.contains(function);
    }

    /** The counted functions that ran in either version. */
    Set<MethodId> functions() {
        Set<MethodId> names = new HashSet<>();
        if (first != null) {
            names.addAll(first.entries().keySet());
            names.addAll(second.entries().keySet());
            names.removeIf(name -> first.calls(name) == 0 && second.calls(name) == 0);
        }
        return names;
    }

    /** The lines in which a change of counts begins. */
    Set<LineId> lines() {
        return origins;
    }

    boolean origin(LineId line) {
        return origins.contains(line);
    }

    /** What the counts say about a function. */
    ChangeKind kind(MethodId function) {
        if (!counted(function)) {
            return ChangeKind.SAME;
        }
        if (!first.entries().containsKey(function)) {
            return ChangeKind.NEW;
        }
        if (!second.entries().containsKey(function)) {
            return ChangeKind.VANISHED;
        }
        double callsBefore = first.calls(function);
        double callsAfter = second.calls(function);
        double before = workBefore(function);
        double after = workAfter(function);
        int calls = Split.direction(callsBefore, callsAfter);
        int work = Split.direction(before, after);
        if (calls == 0 && work == 0) {
            return ChangeKind.SAME;
        }
        double byCalls = Split.byCalls(before, after, callsBefore, callsAfter);
        boolean explained = work == 0 || (calls == work && Math.abs(byCalls) >= Math.abs(after - before) / 2);
        if (explained) {
            return calls > 0 ? ChangeKind.MORE_CALLS : ChangeKind.FEWER_CALLS;
        }
        return work > 0 ? ChangeKind.MORE_WORK : ChangeKind.LESS_WORK;
    }

    /** Hits of all lines of a function for one unit of work in the first version; its calls if it has no lines. */
    double workBefore(MethodId function) {
        return work(first, function, 0);
    }

    /** The same of the second version. */
    double workAfter(MethodId function) {
        return work(second, function, 1);
    }

    private double work(VersionCounts counts, MethodId function, int side) {
        double[] sums = inside.get(function);
        return counts.calls(function) * (sums == null ? 1 : sums[side]);
    }

    /** Whether one call of a function runs more lines than it did. */
    ChangeKind inside(MethodId function) {
        double[] sums = inside.getOrDefault(function, new double[2]);
        boolean called = counted(function) && first.calls(function) > 0 && second.calls(function) > 0;
        int direction = called ? Split.direction(sums[0], sums[1]) : 0;
        return direction == 0 ? ChangeKind.SAME : direction > 0 ? ChangeKind.MORE_WORK : ChangeKind.LESS_WORK;
    }

    /** What the counts say about a line. */
    ChangeKind kind(LineId line) {
        if (!origin(line)) {
            return ChangeKind.SAME;
        }
        if (!first.hits().containsKey(line)) {
            return ChangeKind.NEW;
        }
        if (!second.hits().containsKey(line)) {
            return ChangeKind.VANISHED;
        }
        return more(line) ? ChangeKind.MORE_CALLS : ChangeKind.FEWER_CALLS;
    }

    private boolean more(LineId line) {
        return second.hitsPerWork(line) > first.hitsPerWork(line);
    }

    /** The counts of the whole. */
    Optional<Diff.HitTotals> work() {
        if (first == null) {
            return Optional.empty();
        }
        int more = 0;
        for (LineId line : origins) {
            more += more(line) ? 1 : 0;
        }
        return Optional.of(new Diff.HitTotals(
                first.work() > 1 ? "alert" : "execution", total(first), total(second), more, origins.size() - more));
    }

    private double total(VersionCounts counts) {
        long sum = counts.hits().entrySet().stream()
                .filter(line -> !unsteady.contains(line.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
        return (double) sum / counts.work();
    }
}
