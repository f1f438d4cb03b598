package tallyflame.analysis.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.descriptive.moment.Mean;
import org.apache.commons.math3.stat.descriptive.moment.Variance;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.regression.SimpleRegression;
import tallyflame.analysis.statistics.FalseDiscovery;
import tallyflame.analysis.statistics.MeanDifference;
import tallyflame.analysis.statistics.MeanDifference.Estimate;
import tallyflame.runs.Interval;

/** What counted lines did in slow and in typical spans, and what that cost. */
final class WorkModel {
    /** More spans than this make costs no better than they are, and fitting them slower. */
    private static final int MOST_SPANS = 3000;

    /** Groups that cost a smaller share are not worth a row. */
    private static final double LEAST_SHARE = 0.01;

    private final List<SpanWork.Site> sites;
    private final LineGroups groups;
    private final CostModel model;
    private final double[] costs;
    private final List<Observation> slow;
    private final List<Observation> typical;
    /** Of all slow spans the hits of each group, {@code null} for one that was not counted. */
    private final double[][] slowHits;

    private final double[][] typicalHits;
    /** CPU time of all typical spans in nanoseconds, {@code null} if that was not sampled. */
    private final double[] typicalCpu;

    /** How many times what was fitted a cost in CPU time may be: a thread does not run for longer than its span. */
    private final double most;

    private final List<double[]> costReplicates = new ArrayList<>();
    private final List<double[]> excessReplicates = new ArrayList<>();

    /**
     * Lines that are hit together, and what more they did in slow spans.
     *
     * @param lines the first stands for all, hits and cost are its own
     * @param slow mean hits in a slow span, exact
     * @param typical mean hits in a typical span, exact
     * @param nanosPerHit what a hit costs with all that is done as often
     * @param excess what the difference of hits costs
     * @param probability of such a difference of hits by chance, adjusted for all groups
     */
    record More(
            List<SpanWork.Site> lines,
            double slow,
            double typical,
            Interval nanosPerHit,
            Interval excess,
            double probability) {
        private double size() {
            return Math.abs(excess.value());
        }
    }

    /** What counted lines cost in the mean of slow and of typical spans, in nanoseconds. */
    record Work(double slow, double typical) {}

    private WorkModel(List<SpanWork.Site> sites, List<Observation> counted, Tail tail) {
        this.sites = sites;
        groups = LineGroups.of(sites, counted);
        model = CostModel.of(
                counted.stream().map(groups::hits).toArray(double[][]::new),
                counted.stream().mapToDouble(WorkModel::ran).toArray());
        slow = counted(tail.slow());
        typical = counted(tail.typical());
        slowHits = hits(tail.slow());
        typicalHits = hits(tail.typical());
        typicalCpu = tail.sampled()
                ? tail.typical().stream().mapToDouble(one -> one.span().cpu()).toArray()
                : null;
        most = tail.queued() ? Double.POSITIVE_INFINITY : 1;
        costs = ofCpu(model.costs(), IntStream.range(0, typicalHits.length).toArray());
    }

    /** For how long a span may have run. Too little where it waited: what it was ready to run at the end of a wait is in the wait, too. */
    private static double ran(Observation one) {
        Long queued = one.span().queued();
        double left = one.span().left();
        return queued == null ? left : Math.max(0, left - queued);
    }

    /**
     * Costs in CPU time. They were fitted to what waits and pauses leave of spans, which is exact where threads have cores to run on, and
     * too much where they wait for them, or too little where these waits are known and in others, too: then the same in all, as far as
     * the CPU time of typical spans tells.
     *
     * @param fitted a constant, then the cost of a hit of each group
     * @param drawn typical spans
     */
    private double[] ofCpu(double[] fitted, int[] drawn) {
        double[] ofHits = Arrays.copyOfRange(fitted, 1, fitted.length);
        if (typicalCpu == null) {
            return ofHits;
        }
        double expected = 0;
        double cpu = 0;
        for (int span : drawn) {
            if (typicalHits[span] != null) {
                expected += fitted[0] + cost(typicalHits[span], ofHits);
                cpu += typicalCpu[span];
            }
        }
        double share = expected > 0 ? Math.min(most, cpu / expected) : 1;
        return Arrays.stream(ofHits).map(nanos -> nanos * share).toArray();
    }

    /** Of the spans that were counted. There must be some among the slow and the typical ones. */
    static WorkModel of(List<SpanWork.Site> sites, Tail tail) {
        Set<Observation> fitted = new LinkedHashSet<>(counted(tail.slow()));
        List<Observation> all = counted(tail.all());
        int step = Math.max(1, all.size() / MOST_SPANS);
        for (int i = 0; i < all.size(); i += step) {
            fitted.add(all.get(i));
        }
        return new WorkModel(sites, List.copyOf(fitted), tail);
    }

    private static List<Observation> counted(List<Observation> spans) {
        return spans.stream().filter(Observation::counted).toList();
    }

    /** What the lines cost in the mean of spans, in nanoseconds; of those of them that were counted, or if none was, 0. */
    double work(List<Observation> spans) {
        return counted(spans).stream()
                .mapToDouble(one -> cost(groups.hits(one), costs))
                .average()
                .orElse(0);
    }

    private static double cost(double[] hits, double[] costs) {
        double sum = 0;
        for (int g = 0; g < hits.length; g++) {
            sum += hits[g] * costs[g];
        }
        return sum;
    }

    /** What the lines would have cost in the mean, had the spans been those that were drawn, and costs those of other spans. */
    Work replicate(SplittableRandom random, int[] slowDrawn, int[] typicalDrawn) {
        double[] drawnCosts = ofCpu(model.costs(model.draw(random)), typicalDrawn);
        double[] more = mean(slowHits, slowDrawn);
        double[] less = mean(typicalHits, typicalDrawn);
        costReplicates.add(drawnCosts);
        excessReplicates.add(IntStream.range(0, groups.size())
                .mapToDouble(g -> drawnCosts[g] * (more[g] - less[g]))
                .toArray());
        return new Work(cost(more, drawnCosts), cost(less, drawnCosts));
    }

    /** Mean hits of the groups in spans that were drawn; of those among them that were counted, or if none was, of all. */
    private double[] mean(double[][] hits, int[] drawn) {
        double[] sum = new double[groups.size()];
        int counted = 0;
        for (int span : drawn) {
            if (hits[span] != null) {
                counted++;
                for (int g = 0; g < sum.length; g++) {
                    sum[g] += hits[span][g];
                }
            }
        }
        if (counted == 0) {
            return mean(hits, IntStream.range(0, hits.length).toArray());
        }
        for (int g = 0; g < sum.length; g++) {
            sum[g] /= counted;
        }
        return sum;
    }

    private double[][] hits(List<Observation> spans) {
        return spans.stream()
                .map(one -> one.counted() ? groups.hits(one) : null)
                .toArray(double[][]::new);
    }

    /** What of the differences between spans the hits explain, by cross-validation. */
    double explained() {
        return model.explained();
    }

    /** Mean hits of a site in slow spans. */
    double slow(int site) {
        return Observation.mean(slow, one -> one.hits()[site]);
    }

    /** Mean hits of a site in typical spans. */
    double typical(int site) {
        return Observation.mean(typical, one -> one.hits()[site]);
    }

    List<SpanWork.Site> sites() {
        return sites;
    }

    /** How much more is done in a span, in nanoseconds, for each time that it comes to a site: the slope over slow and typical spans. */
    double nanosPerTime(int site) {
        SimpleRegression regression = new SimpleRegression();
        Stream.concat(slow.stream(), typical.stream())
                .forEach(one -> regression.addData((double) one.hits()[site], cost(groups.hits(one), costs)));
        double slope = regression.getSlope();
        return Double.isNaN(slope) ? 0 : slope;
    }

    /** The groups whose hits differ beyond chance and cost more than next to nothing, those that cost most more first. */
    List<More> more() {
        double[] chances = new double[groups.size()];
        Arrays.setAll(chances, this::chance);
        double[] adjusted = FalseDiscovery.adjusted(chances);
        List<More> found = IntStream.range(0, groups.size())
                .filter(g -> adjusted[g] <= FalseDiscovery.RATE)
                .mapToObj(g -> more(g, adjusted[g]))
                .sorted(Comparator.comparingDouble(More::size).reversed())
                .toList();
        double all = found.stream().mapToDouble(More::size).sum();
        return found.stream().filter(one -> one.size() > LEAST_SHARE * all).toList();
    }

    private More more(int group, double chance) {
        int first = groups.first(group);
        double more = slow(first) - typical(first);
        return new More(
                groups.members().get(group).stream().map(sites::get).toList(),
                slow(first),
                typical(first),
                interval(costs[group], costReplicates, group),
                interval(costs[group] * more, excessReplicates, group),
                chance);
    }

    private double chance(int group) {
        return MeanDifference.of(estimate(typical, groups.first(group)), estimate(slow, groups.first(group)))
                .pValue();
    }

    private static Estimate estimate(List<Observation> spans, int site) {
        double[] hits = spans.stream().mapToDouble(one -> one.hits()[site]).toArray();
        return new Estimate(
                new Mean().evaluate(hits), new Variance().evaluate(hits) / hits.length, Math.max(1, hits.length - 1.0));
    }

    private static Interval interval(double value, List<double[]> replicates, int group) {
        Percentile percentile = new Percentile();
        percentile.setData(replicates.stream().mapToDouble(one -> one[group]).toArray());
        return new Interval(value, percentile.evaluate(2.5), percentile.evaluate(97.5));
    }
}
