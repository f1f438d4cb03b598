package tallyflame.analysis.diff;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tallyflame.analysis.diff.change.ChangeKind;
import tallyflame.analysis.diff.change.FunctionChange;
import tallyflame.analysis.diff.change.Split;
import tallyflame.counts.code.MethodId;
import tallyflame.runs.Interval;

/** What happened to each function, in the order in which that is worth looking at: exact changes, then times beyond noise. */
final class FunctionChanges {
    private static final Comparator<FunctionChange> ORDER = Comparator.comparing(
                    (FunctionChange change) -> change.kind().rank())
            .thenComparing(Comparator.comparingDouble(FunctionChanges::effect).reversed())
            .thenComparing(
                    Comparator.comparingDouble(FunctionChanges::moreCalls).reversed())
            .thenComparing(FunctionChange::name);

    private final Estimates times;
    private final ChangeOfCounts counts;
    private final Map<MethodId, MethodId> oldNames = new HashMap<>();

    /** @param renames functions of the second version by those of the first that they were */
    FunctionChanges(Estimates times, ChangeOfCounts counts, Map<MethodId, MethodId> renames) {
        this.times = times;
        this.counts = counts;
        renames.forEach((from, to) -> oldNames.put(to, from));
    }

    List<FunctionChange> sorted() {
        Set<MethodId> functions = new TreeSet<>(counts.functions());
        functions.addAll(times.functions());
        return functions.stream().map(this::change).sorted(ORDER).toList();
    }

    /** The change of work times what a call takes: of an exact change noise has no say in the order. */
    private static double effect(FunctionChange change) {
        if (!change.kind().exact() || change.hitsBefore() == null) {
            return Math.abs(change.difference());
        }
        double work = change.hitsBefore() + change.hitsAfter();
        return work == 0 || change.totalBefore() == null
                ? 0
                : Math.abs(change.hitsAfter() - change.hitsBefore())
                        * (change.totalBefore() + change.totalAfter())
                        / work;
    }

    private static double moreCalls(FunctionChange change) {
        return change.callsBefore() == null ? 0 : Math.abs(change.callsAfter() - change.callsBefore());
    }

    private FunctionChange change(MethodId function) {
        Estimator.Estimate estimate = times.of(function);
        Interval interval = times.interval(function);
        boolean known = counts.counted(function);
        Double callsBefore = known ? counts.before().calls(function) : null;
        Double callsAfter = known ? counts.after().calls(function) : null;
        Double byCalls = null;
        Double byCost = null;
        if (known && estimate != null) {
            byCalls = Split.byCalls(estimate.before(), estimate.after(), callsBefore, callsAfter);
            byCost = estimate.after() - estimate.before() - byCalls;
        }
        return new FunctionChange(
                function.toString(),
                oldNames.containsKey(function) ? oldNames.get(function).toString() : null,
                estimate == null ? null : estimate.before(),
                estimate == null ? null : estimate.after(),
                interval == null ? null : interval.low(),
                interval == null ? null : interval.high(),
                times.significant(function),
                kind(function, estimate, byCalls, byCost),
                estimate == null ? null : estimate.totalBefore(),
                estimate == null ? null : estimate.totalAfter(),
                callsBefore,
                callsAfter,
                known ? counts.workBefore(function) : null,
                known ? counts.workAfter(function) : null,
                byCalls,
                byCost);
    }

    private ChangeKind kind(MethodId function, Estimator.Estimate estimate, Double byCalls, Double byCost) {
        ChangeKind exact = counts.kind(function);
        if (exact == ChangeKind.NEW || exact == ChangeKind.VANISHED) {
            return exact;
        }
        if (!times.significant(function)) {
            return exact == ChangeKind.SAME && oldNames.containsKey(function) ? ChangeKind.RENAMED : exact;
        }
        double difference = estimate.difference().difference().value();
        if (!counts.counted(function)) {
            if (estimate.before() == 0 || estimate.after() == 0) {
                return estimate.before() == 0 ? ChangeKind.NEW : ChangeKind.VANISHED;
            }
            return difference > 0 ? ChangeKind.SLOWER : ChangeKind.FASTER;
        }
        if (Math.abs(byCalls) > Math.abs(byCost)) {
            return byCalls > 0 ? ChangeKind.MORE_CALLS : ChangeKind.FEWER_CALLS;
        }
        ChangeKind inside = counts.inside(function);
        boolean explained = exact.worse() == byCost > 0 && inside != ChangeKind.SAME && inside.worse() == byCost > 0;
        return explained ? inside : byCost > 0 ? ChangeKind.COSTLIER : ChangeKind.CHEAPER;
    }
}
