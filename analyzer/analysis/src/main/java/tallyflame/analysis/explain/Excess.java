package tallyflame.analysis.explain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import tallyflame.runs.Interval;

/**
 * How much longer slow spans took than typical ones, in parts that add up; intervals by a bootstrap over spans (B. Efron and R.
 * Tibshirani, "An Introduction to the Bootstrap", 1993, chapter 13), in which costs of lines are fitted anew each time.
 */
final class Excess {
    /** A smaller part of the excess explains little of it. */
    private static final double LEAST_SHARE = 0.15;

    private static final int REPLICATES = 400;
    private static final long SEED = 42;

    private final Tail tail;
    private final Optional<WorkModel> model;
    private final Means slow;
    private final Means typical;
    private final List<Cause> causes;
    private final Map<Cause, Double> slowMeans;
    private final Map<Cause, Double> typicalMeans;
    private final Map<Cause, double[]> replicates = new EnumMap<>(Cause.class);
    private final double[] whole = new double[REPLICATES];

    private Excess(Tail tail, Optional<WorkModel> model) {
        this.tail = tail;
        this.model = model;
        boolean sampled = tail.sampled();
        boolean queued = tail.queued();
        slow = new Means(tail.slow(), sampled, queued);
        typical = new Means(tail.typical(), sampled, queued);
        causes = slow.causes(model.isPresent());
        slowMeans = slow.of(slow.all(), model.map(found -> found.work(tail.slow())));
        typicalMeans = typical.of(typical.all(), model.map(found -> found.work(tail.typical())));
        causes.forEach(cause -> replicates.put(cause, new double[REPLICATES]));
    }

    /** The excess, in parts; with costs of lines, what was done on CPUs is divided into more and slower work. */
    static Excess of(Tail tail, Optional<WorkModel> model) {
        Excess excess = new Excess(tail, model);
        excess.resample();
        return excess;
    }

    private void resample() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int replicate = 0; replicate < REPLICATES; replicate++) {
            int[] slowDrawn = draw(random, tail.slow().size());
            int[] typicalDrawn = draw(random, tail.typical().size());
            Optional<WorkModel.Work> work = model.map(found -> found.replicate(random, slowDrawn, typicalDrawn));
            Map<Cause, Double> more = slow.of(slowDrawn, work.map(WorkModel.Work::slow));
            Map<Cause, Double> less = typical.of(typicalDrawn, work.map(WorkModel.Work::typical));
            for (Cause cause : causes) {
                replicates.get(cause)[replicate] = more.get(cause) - less.get(cause);
            }
            whole[replicate] = slow.nanos(slowDrawn) - typical.nanos(typicalDrawn);
        }
    }

    private static int[] draw(SplittableRandom random, int of) {
        return random.ints(of, 0, of).toArray();
    }

    /** The whole, in nanoseconds. */
    Interval whole() {
        return interval(slow.nanos(slow.all()) - typical.nanos(typical.all()), whole);
    }

    private static Interval interval(double value, double[] replicates) {
        Percentile percentile = new Percentile();
        percentile.setData(replicates);
        return new Interval(value, percentile.evaluate(2.5), percentile.evaluate(97.5));
    }

    /** The parts, the largest first; those of nothing are left out. */
    List<ExcessPart> parts() {
        List<Cause> largest = largest();
        return causes.stream()
                .filter(cause -> slowMeans.get(cause) != 0 || typicalMeans.get(cause) != 0)
                .map(cause -> part(cause, Collections.frequency(largest, cause)))
                .sorted(Comparator.comparingDouble(
                                (ExcessPart part) -> part.excess().value())
                        .reversed())
                .toList();
    }

    private ExcessPart part(Cause cause, int largestIn) {
        double value = slowMeans.get(cause) - typicalMeans.get(cause);
        double share = value / whole().value();
        Interval excess = interval(value, replicates.get(cause));
        boolean out = excess.low() > 0
                && value >= LEAST_SHARE * (whole().value() - queued())
                && value
                        >= cause.least() * (typical.nanos(typical.all()) - typicalMeans.getOrDefault(Cause.QUEUED, 0.0))
                // Spans of less than a sample each that have one are slow because of it: it takes time itself.
                && (!cause.sampled() || slowMeans.get(cause) >= tail.nanosOfSample());
        return new ExcessPart(cause, typicalMeans.get(cause), slowMeans.get(cause), excess, share, largestIn, out);
    }

    /** How much longer slow spans were ready to run without a core: what the machine made of them, and nothing of their own. */
    private double queued() {
        return causes.contains(Cause.QUEUED)
                ? Math.max(0, slowMeans.get(Cause.QUEUED) - typicalMeans.get(Cause.QUEUED))
                : 0;
    }

    /** Of each slow span the largest part, beyond what typical ones spend on it. */
    List<Cause> largest() {
        List<Cause> largest = new ArrayList<>();
        for (int span = 0; span < tail.slow().size(); span++) {
            List<Observation> one = List.of(tail.slow().get(span));
            Map<Cause, Double> own = slow.of(new int[] {span}, model.map(found -> found.work(one)));
            largest.add(Collections.max(
                    causes, Comparator.comparingDouble(cause -> own.get(cause) - typicalMeans.get(cause))));
        }
        return largest;
    }
}
