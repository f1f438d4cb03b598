package tallyflame.analysis.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tallyflame.analysis.functions.FrameMethods;
import tallyflame.analysis.spans.MeasuredSpan;
import tallyflame.analysis.statistics.FalseDiscovery;
import tallyflame.analysis.statistics.MeanDifference;
import tallyflame.analysis.statistics.MeanDifference.Estimate;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.Samples;
import tallyflame.flamegraphs.StackForest;
import tallyflame.runs.Interval;

/**
 * What lines took in slow and in typical spans, by samples: their own time, with the native code that they call. The samples of a
 * span are alike, so what varies is told from span to span; a mean over few samples varies at least as one of independent ones would.
 */
final class SampledLines {
    /** Fewer samples could not differ beyond chance if all were on one side; testing them would only hide what does. */
    private static final int FEWEST = 4;

    /**
     * A line.
     *
     * @param place {@code pkg.Class.method:12}
     * @param slow what it took in the mean of the slow spans, nanoseconds
     * @param typical the same of typical spans
     * @param excess their difference
     * @param probability of such a difference by chance, adjusted for all lines
     */
    record Row(String place, double slow, double typical, Interval excess, double probability) {
        /** Whether the difference is a discovery at a false discovery rate of 5 %. */
        boolean beyondChance() {
            return probability <= FalseDiscovery.RATE;
        }

        private double size() {
            return Math.abs(excess.value());
        }
    }

    /** How many samples each span of one side has in a line. */
    private static final class Side {
        private final Map<Integer, Long> bySpan = new HashMap<>();
        private long samples;

        private void add(int span, long count) {
            bySpan.merge(span, count, Long::sum);
            samples += count;
        }

        /**
         * Their mean over all spans of the side.
         *
         * @param rate samples of a span in the mean of both sides: the least variance of the number in a span
         */
        private Estimate estimate(int spans, double rate) {
            double mean = (double) samples / spans;
            double squares = bySpan.values().stream()
                    .mapToDouble(count -> (double) count * count)
                    .sum();
            double freedom = Math.max(1, spans - 1.0);
            double variance = Math.max(rate, (squares - mean * samples) / freedom);
            return new Estimate(mean, variance / spans, freedom);
        }
    }

    private final Map<String, Side> slow = new HashMap<>();
    private final Map<String, Side> typical = new HashMap<>();
    private final int slowSpans;
    private final int typicalSpans;

    private SampledLines(int slowSpans, int typicalSpans) {
        this.slowSpans = slowSpans;
        this.typicalSpans = typicalSpans;
    }

    /**
     * The lines, those first that differ beyond chance, then those that differ most; none where slow spans have less than a sample each:
     * a sample takes time, so those that have one are slow because of it.
     *
     * @param profile samples that have the numbers of their spans, from 1, in the order of the spans
     * @param fastestSlow nanoseconds that slow spans take at least
     * @param nanosOfSample what a sample stands for, nanoseconds
     */
    static List<Row> of(Profile profile, List<MeasuredSpan> spans, long fastestSlow, double nanosOfSample) {
        int slowSpans =
                (int) spans.stream().filter(span -> span.nanos() >= fastestSlow).count();
        SampledLines lines = new SampledLines(slowSpans, spans.size() - slowSpans);
        profile.samples().ifPresent(samples -> lines.add(samples, places(profile), spans, fastestSlow));
        long samplesOfSlow =
                lines.slow.values().stream().mapToLong(side -> side.samples).sum();
        return samplesOfSlow < slowSpans ? List.of() : lines.rows(nanosOfSample);
    }

    /** Of each node the innermost line of source; {@code null} where there is none. */
    private static String[] places(Profile profile) {
        StackForest tree = profile.tree();
        String[] ofFrame = new String[tree.frames().size()];
        for (int frame = 0; frame < ofFrame.length; frame++) {
            int line = tree.frames().line(frame);
            int method = tree.frames().methodOf(frame);
            ofFrame[frame] =
                    line > 0 ? FrameMethods.method(tree.frames(), method).function() + ":" + line : null;
        }
        String[] ofNode = new String[tree.size()];
        for (int node = 1; node < ofNode.length; node++) {
            String own = ofFrame[tree.frame(node)];
            ofNode[node] = own != null ? own : ofNode[tree.parent(node)];
        }
        return ofNode;
    }

    private void add(Samples samples, String[] places, List<MeasuredSpan> spans, long fastestSlow) {
        for (int row = 0; row < samples.size(); row++) {
            int span = samples.spans()[row] - 1;
            String place = places[samples.nodes()[row]];
            if (span >= 0 && place != null) {
                boolean isSlow = spans.get(span).nanos() >= fastestSlow;
                (isSlow ? slow : typical)
                        .computeIfAbsent(place, key -> new Side())
                        .add(span, samples.counts()[row]);
            }
        }
    }

    private List<Row> rows(double nanosOfSample) {
        List<String> places = new ArrayList<>(slow.keySet());
        typical.keySet().stream().filter(place -> !slow.containsKey(place)).forEach(places::add);
        places.removeIf(place -> samples(place) < FEWEST);
        List<MeanDifference> differences = places.stream().map(this::difference).toList();
        double[] adjusted = FalseDiscovery.adjusted(
                differences.stream().mapToDouble(MeanDifference::pValue).toArray());
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < adjusted.length; i++) {
            String place = places.get(i);
            rows.add(new Row(
                    place,
                    side(slow, place).samples * nanosOfSample / slowSpans,
                    side(typical, place).samples * nanosOfSample / typicalSpans,
                    differences.get(i).difference().times(nanosOfSample),
                    adjusted[i]));
        }
        rows.sort(Comparator.comparing(Row::beyondChance)
                .thenComparingDouble(Row::size)
                .reversed()
                .thenComparing(Row::place));
        return rows;
    }

    private static Side side(Map<String, Side> sides, String place) {
        return sides.getOrDefault(place, new Side());
    }

    private long samples(String place) {
        return side(slow, place).samples + side(typical, place).samples;
    }

    private MeanDifference difference(String place) {
        double rate = (double) samples(place) / (slowSpans + typicalSpans);
        return MeanDifference.of(
                side(typical, place).estimate(typicalSpans, rate),
                side(slow, place).estimate(slowSpans, rate));
    }
}
