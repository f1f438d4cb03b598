package tallyflame.analysis.explain;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tallyflame.analysis.spans.MeasuredSpan;
import tallyflame.flamegraphs.Quantity;
import tallyflame.recordings.InputException;

/**
 * The slow spans of a name and all the others, which stand for typical ones. These are not chosen by how long they took, since a sample
 * takes time itself: of spans that took equally long, some were sampled and did less.
 *
 * @param all by how long they took
 * @param slow the slowest of all, the slowest last
 * @param typical all that are not slow
 */
record Tail(List<Observation> all, List<Observation> slow, List<Observation> typical) {
    /** Of fewer spans nothing is said. */
    static final int FEWEST = 20;

    private static final double MOST = 0.5;

    /**
     * Divides spans.
     *
     * @param slowest share of the spans that are slow, 0 to 1
     * @param slowerThan nanoseconds that slow ones take longer than; negative where the share decides
     * @throws InputException if they are of several names, or too few; the message says what to do
     */
    static Tail of(Path input, List<Observation> spans, double slowest, long slowerThan) throws InputException {
        List<String> names = List.copyOf(
                new TreeSet<>(spans.stream().map(one -> one.span().name()).collect(Collectors.toSet())));
        if (names.size() > 1) {
            throw new InputException(
                    input, "explains spans of one name at a time; --span matches " + String.join(", ", names));
        }
        List<Observation> all = spans.stream()
                .sorted(Comparator.comparingLong((Observation one) -> one.span().nanos())
                        .thenComparingLong(one -> one.span().start()))
                .toList();
        int n = all.size();
        int first = slowerThan >= 0
                ? (int) all.stream()
                        .filter(one -> one.span().nanos() <= slowerThan)
                        .count()
                : (int) Math.floor((1 - slowest) * n + 1e-9);
        Tail tail = new Tail(all, all.subList(first, n), all.subList(0, first));
        tail.check(input, names.get(0), slowerThan);
        return tail;
    }

    private void check(Path input, String name, long slowerThan) throws InputException {
        String found = Quantity.of(slow.size(), slow.size() == 1 ? "slow span" : "slow spans") + " of "
                + Quantity.count(all.size()) + " " + name;
        if (slow.size() > all.size() * MOST) {
            throw new InputException(input, found + " are more than the others to compare them with; choose fewer");
        }
        if (slow.size() >= FEWEST) {
            return;
        }
        double needed = (double) FEWEST / all.size();
        MeasuredSpan twentieth = all.get(Math.max(0, all.size() - FEWEST)).span();
        String more = needed > MOST
                ? "record more of them"
                : slowerThan >= 0
                        ? "--slower-than " + micros(twentieth.nanos()) + " finds as many"
                        : "--slowest " + percent(needed) + " finds as many, and a longer recording more";
        throw new InputException(input, found + " are too few to explain; it takes " + FEWEST + ": " + more);
    }

    /** Rounded up to what finds that many. */
    private static String percent(double share) {
        return String.format(Locale.ROOT, share < 0.01 ? "%.2f%%" : "%.1f%%", Math.ceil(share * 1e4) / 100);
    }

    private static String micros(long nanos) {
        return Math.max(0, nanos / 1000 - 1) + "us";
    }

    /** Whether samples tell the CPU time of all spans. */
    boolean sampled() {
        return all.stream().allMatch(one -> one.span().cpu() != null);
    }

    /** Whether it is known of most slow spans, and of most others, for how long they were ready to run. */
    boolean queued() {
        return queued(slow) && queued(typical);
    }

    private static boolean queued(List<Observation> spans) {
        return 2 * spans.stream().filter(one -> one.span().queued() != null).count() >= spans.size();
    }

    /** CPU time that a sample stands for, in nanoseconds; 0 without samples. */
    double nanosOfSample() {
        return all.stream()
                .map(Observation::span)
                .filter(span -> span.cpu() != null && span.samples() > 0)
                .mapToDouble(span -> span.cpu() / span.samples())
                .findFirst()
                .orElse(0);
    }

    MeasuredSpan fastestSlow() {
        return slow.get(0).span();
    }
}
