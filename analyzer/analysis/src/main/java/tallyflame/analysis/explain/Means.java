package tallyflame.analysis.explain;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** What spans of one side spent, span by span, and in the mean of any of them. */
final class Means {
    static final List<Cause> RECORDED =
            List.of(Cause.LOCK, Cause.WAIT, Cause.PARK, Cause.SLEEP, Cause.IO, Cause.STOPPED);

    private final int spans;
    private final double[] nanos;
    private final double[] left;
    private final double[] cpu;
    private final Map<Cause, double[]> recorded = new EnumMap<>(Cause.class);

    /**
     * Of some spans.
     *
     * @param sampled whether samples tell their CPU time
     */
    Means(List<Observation> of, boolean sampled) {
        spans = of.size();
        nanos = of.stream().mapToDouble(one -> one.span().nanos()).toArray();
        left = of.stream().mapToDouble(one -> Cause.left(one.span())).toArray();
        cpu = sampled ? of.stream().mapToDouble(one -> one.span().cpu()).toArray() : null;
        for (Cause cause : RECORDED) {
            recorded.put(
                    cause,
                    of.stream().mapToDouble(one -> cause.recorded(one.span())).toArray());
        }
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
            means.put(Cause.UNTOLD, rest - explained);
            return means;
        }
        // Of spans that are chosen for being slow, many are those that a sample slowed: no thread runs for longer than
        // its span.
        double run = Math.min(mean(cpu, drawn), Math.max(0, rest));
        means.put(work.isPresent() ? Cause.SLOWER_WORK : Cause.ON_CPU, run - explained);
        means.put(Cause.NO_REASON, rest - run);
        return means;
    }

    private static double mean(double[] values, int[] drawn) {
        double sum = 0;
        for (int i : drawn) {
            sum += values[i];
        }
        return sum / drawn.length;
    }
}
