package tallyflame.analysis.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tallyflame.analysis.spans.MeasuredSpan;
import tallyflame.analysis.spans.MeasuredSpans;

/**
 * How long spans of a name took, from the fastest to the slowest, with what they spent: of any range of them the sums are those of its
 * steps, so that what a range spent is exact.
 *
 * @param name of the spans
 * @param sampled whether samples tell the CPU time of all of them
 * @param recorded the waits and pauses that any of them has
 * @param steps from the fastest to the slowest; the slowest are alone
 */
public record LatencyCurve(String name, boolean sampled, List<Cause> recorded, List<Step> steps) {
    /** Up to so many spans each is a step; of more, so many of the slowest. */
    private static final int ALONE = 300;

    /** Steps of all others, fewer spans in each the slower they are. */
    private static final int TOGETHER = 400;

    /**
     * Spans that took about equally long.
     *
     * @param spans how many
     * @param longest how long the slowest of them took, in nanoseconds
     * @param nanos how long they took in all
     * @param cpu their CPU time in nanoseconds, as far as samples tell it
     * @param recorded their waits and pauses in nanoseconds, in the order of the curve's causes
     * @param tag of the slowest of them
     * @param thread on which that began
     */
    public record Step(
            int spans, long longest, double nanos, double cpu, List<Double> recorded, String tag, String thread) {
        /** Copies the list. */
        public Step {
            recorded = List.copyOf(recorded);
        }
    }

    /** Copies the lists. */
    public LatencyCurve {
        recorded = List.copyOf(recorded);
        steps = List.copyOf(steps);
    }

    /** How many spans there are. */
    public int spans() {
        return steps.stream().mapToInt(Step::spans).sum();
    }

    /** How long they took in all, in nanoseconds. */
    public double nanos() {
        return steps.stream().mapToDouble(Step::nanos).sum();
    }

    /** The curves of names, those that took most in all first. */
    public static List<LatencyCurve> of(MeasuredSpans measured) {
        return measured.all().stream().collect(Collectors.groupingBy(MeasuredSpan::name)).values().stream()
                .map(LatencyCurve::of)
                .sorted(Comparator.comparingDouble(LatencyCurve::nanos).reversed())
                .toList();
    }

    private static LatencyCurve of(List<MeasuredSpan> spans) {
        List<MeasuredSpan> sorted = spans.stream()
                .sorted(Comparator.comparingLong(MeasuredSpan::nanos).thenComparingLong(MeasuredSpan::start))
                .toList();
        Map<Cause, Double> sums = new EnumMap<>(Cause.class);
        Means.RECORDED.forEach(cause ->
                sums.put(cause, sorted.stream().mapToDouble(cause::recorded).sum()));
        List<Cause> causes =
                Means.RECORDED.stream().filter(cause -> sums.get(cause) > 0).toList();
        List<Step> steps = new ArrayList<>();
        int from = 0;
        for (int to : ends(sorted.size())) {
            if (to > from) {
                steps.add(step(sorted.subList(from, to), causes));
            }
            from = Math.max(from, to);
        }
        boolean sampled = sorted.stream().allMatch(span -> span.cpu() != null);
        return new LatencyCurve(sorted.get(0).name(), sampled, causes, steps);
    }

    /** Where steps end: equal steps towards the slow end, each of which leaves the same share of the spans. */
    private static List<Integer> ends(int spans) {
        List<Integer> ends = new ArrayList<>();
        int first = Math.max(0, spans - ALONE);
        for (int step = 1; step <= TOGETHER && first > 0; step++) {
            double left = Math.pow((double) ALONE / spans, (double) step / TOGETHER);
            ends.add(Math.min(first, (int) Math.round(spans * (1 - left))));
        }
        for (int end = first; end <= spans; end++) {
            ends.add(end);
        }
        return ends;
    }

    private static Step step(List<MeasuredSpan> spans, List<Cause> causes) {
        MeasuredSpan slowest = spans.get(spans.size() - 1);
        return new Step(
                spans.size(),
                slowest.nanos(),
                spans.stream().mapToDouble(MeasuredSpan::nanos).sum(),
                spans.stream()
                        .mapToDouble(span -> span.cpu() == null ? 0 : span.cpu())
                        .sum(),
                causes.stream()
                        .map(cause ->
                                spans.stream().mapToDouble(cause::recorded).sum())
                        .toList(),
                slowest.tag(),
                slowest.thread());
    }
}
