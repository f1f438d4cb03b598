package tallyflame.analysis.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import tallyflame.analysis.spans.MeasuredSpan;

/** What spans of one side spent, span by span, and in the mean of any of them. */
final class Means {
    static final List<Cause> RECORDED =
            List.of(Cause.LOCK, Cause.WAIT, Cause.PARK, Cause.SLEEP, Cause.IO, Cause.STOPPED);

    private final int spans;
    private final double[] nanos;
    private final double[] left;
    /** For how long they can have run at most. */
    private final double[] mostRun;

    private final double[] cpu;
    /** In the run queue, NaN where that is not known; {@code null} if it is known of too few. */
    private final double[] queued;

    private final Map<Cause, double[]> recorded = new EnumMap<>(Cause.class);

    /**
     * Of some spans.
     *
     * @param sampled whether samples tell their CPU time
     * @param queued whether it is known for how long they were ready to run
     */
    Means(List<Observation> of, boolean sampled, boolean queued) {
        spans = of.size();
        nanos = of.stream().mapToDouble(one -> one.span().nanos()).toArray();
        left = of.stream().mapToDouble(one -> one.span().left()).toArray();
        mostRun = of.stream().mapToDouble(one -> mostRun(one.span())).toArray();
        cpu = sampled ? of.stream().mapToDouble(one -> one.span().cpu()).toArray() : null;
        this.queued = queued
                ? of.stream()
                        .mapToDouble(one -> one.span().queued() == null
                                ? Double.NaN
                                : one.span().queued())
                        .toArray()
                : null;
        for (Cause cause : RECORDED) {
            recorded.put(
                    cause,
                    of.stream().mapToDouble(one -> cause.recorded(one.span())).toArray());
        }
    }

    /** Who is ready to run does not run; what of that is at the end of a wait is in the wait already. */
    private static double mostRun(MeasuredSpan span) {
        boolean known = span.queued() != null && span.waited() == 0;
        return known ? Math.max(0, span.left() - span.queued()) : span.left();
    }

    /** All of them, once. */
    int[] all() {
        return IntStream.range(0, spans).toArray();
    }

    /** The causes that what is known divides a span into, with costs of lines or without. */
    List<Cause> causes(boolean costs) {
        List<Cause> found = new ArrayList<>(RECORDED);
        if (costs) {
            found.add(Cause.MORE_WORK);
        }
        if (cpu != null) {
            found.add(costs ? Cause.SLOWER_WORK : Cause.ON_CPU);
        }
        if (queued != null) {
            found.add(Cause.QUEUED);
        }
        found.add(cpu != null ? Cause.NO_REASON : Cause.UNTOLD);
        return found;
    }

    /** Mean duration of those that were drawn. */
    double nanos(int[] drawn) {
        return mean(nanos, drawn);
    }

    /**
     * What those that were drawn spent, in nanoseconds each.
     *
     * @param work what counted lines cost in the mean of them, if that is known
     */
    Map<Cause, Double> of(int[] drawn, Optional<Double> work) {
        Map<Cause, Double> means = new EnumMap<>(Cause.class);
        recorded.forEach((cause, values) -> means.put(cause, mean(values, drawn)));
        double rest = mean(left, drawn);
        work.ifPresent(nanos -> means.put(Cause.MORE_WORK, nanos));
        double explained = work.orElse(0.0);
        if (cpu == null) {
            double queue = queue(drawn, rest, means);
            means.put(Cause.UNTOLD, rest - explained - queue);
            return means;
        }
        // Of spans that are chosen for being slow, many are those that a sample slowed: no thread runs for longer than
        // its span.
        double run = Math.min(mean(cpu, drawn), Math.max(0, mean(mostRun, drawn)));
        means.put(work.isPresent() ? Cause.SLOWER_WORK : Cause.ON_CPU, run - explained);
        means.put(Cause.NO_REASON, rest - run - queue(drawn, rest - run, means));
        return means;
    }

    /** Who has waited is in the run queue at the end of the wait, which is told already: so it is no more than what is left. */
    private double queue(int[] drawn, double most, Map<Cause, Double> means) {
        if (queued == null) {
            return 0;
        }
        int[] known =
                Arrays.stream(drawn).filter(span -> !Double.isNaN(queued[span])).toArray();
        double queue = known.length == 0 ? 0 : Math.min(Math.max(0, most), mean(queued, known));
        means.put(Cause.QUEUED, queue);
        return queue;
    }

    private static double mean(double[] values, int[] drawn) {
        double sum = 0;
        for (int i : drawn) {
            sum += values[i];
        }
        return sum / drawn.length;
    }
}
