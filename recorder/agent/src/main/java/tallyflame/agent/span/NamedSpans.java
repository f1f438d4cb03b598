package tallyflame.agent.span;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tallyflame.agent.mark.Moment;
import tallyflame.counts.span.OneSpan;
import tallyflame.counts.span.SpanSum;

/** The spans of one name that have ended. Safe for use by many threads. */
final class NamedSpans {
    /** Spans shorter than so many snapshots are counted in groups: two ends of each would be too large a part of them. */
    private static final long SHORT = 20;
    /** More short ones than others by so many, and spans of the name are counted in groups; by so few, and they are not any more. */
    private static final int MANY = 24;

    private static final int FEW = 8;

    final String name;
    private final Map<Integer, Sum> sums = new TreeMap<>();
    private final Sum groups = new Sum();
    private final Budget budget;
    private final KeptSpans kept;
    private int shortOnes;
    private boolean inGroups;

    NamedSpans(String name, Budget budget) {
        this.name = name;
        this.budget = budget;
        kept = new KeptSpans(budget, name);
    }

    private static final class Sum {
        private final Moment counts = new Moment(0);
        private final Moment nested = new Moment(0);
        private long spans;
        private long groups;
        private long nanos;
        private long betweenNanos;

        void add(Sum other) {
            counts.add(other.counts, 1);
            nested.add(other.nested, 1);
            spans += other.spans;
            nanos += other.nanos;
        }
    }

    /** Whether the next one is counted in a group. */
    synchronized boolean inGroups() {
        return inGroups;
    }

    /** Notes how long one took. */
    synchronized void took(long nanos, long snapshotNanos) {
        shortOnes = Math.max(0, Math.min(MANY + FEW, shortOnes + (nanos < SHORT * snapshotNanos ? 1 : -1)));
        if (shortOnes >= MANY) inGroups = true;
        if (shortOnes <= FEW) inGroups = false;
    }

    /** Adds one that has ended; how many more pages of memory the sums take. */
    synchronized int add(WholeSpan span, CallTable calls) {
        Sum sum = sums.computeIfAbsent(budget.coarse() ? SpanSum.ANY : SpanSum.bucket(span.nanos()), key -> new Sum());
        int before = sum.counts.pages() + sum.nested.pages();
        sum.counts.add(span.counts, 1);
        sum.nested.add(span.nested, 1);
        sum.spans++;
        sum.nanos += span.nanos();
        kept.offer(span, calls);
        return sum.counts.pages() + sum.nested.pages() - before;
    }

    /** Adds a group that has ended. */
    synchronized int addGroup(Group group, long nanos) {
        int before = groups.counts.pages() + groups.nested.pages();
        groups.counts.add(group.span.counts, 1);
        groups.nested.add(group.span.nested, 1);
        groups.spans += group.spansEnded();
        groups.groups++;
        groups.nanos += group.spanNanos();
        groups.betweenNanos += Math.max(0, nanos - group.spanNanos());
        return groups.counts.pages() + groups.nested.pages() - before;
    }

    /** Makes all durations one. */
    synchronized void addUp() {
        Sum all = new Sum();
        sums.values().forEach(all::add);
        sums.clear();
        if (all.spans > 0) sums.put(SpanSum.ANY, all);
    }

    /** How many pages of memory the sums take. */
    synchronized int pages() {
        int pages = groups.counts.pages() + groups.nested.pages();
        for (Sum sum : sums.values()) pages += sum.counts.pages() + sum.nested.pages();
        return pages;
    }

    synchronized List<SpanSum> sums(CallTable calls) {
        List<SpanSum> result = new ArrayList<>();
        sums.forEach((bucket, sum) -> result.add(sum(bucket, false, sum, calls)));
        if (groups.spans > 0) result.add(sum(SpanSum.ANY, true, groups, calls));
        return result;
    }

    private SpanSum sum(int bucket, boolean grouped, Sum sum, CallTable calls) {
        return new SpanSum(
                name,
                bucket,
                grouped,
                sum.spans,
                sum.groups,
                sum.nanos,
                sum.betweenNanos,
                calls.raw(sum.counts),
                calls.raw(sum.nested));
    }

    synchronized List<OneSpan> kept() {
        return kept.all();
    }

    /** Lets go of single spans that are too many by now. */
    synchronized void trim() {
        kept.trim();
    }
}
