package tallyflame.analysis.lines;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tallyflame.analysis.functions.FrameMethods;
import tallyflame.analysis.statistics.WeightSum;
import tallyflame.counts.code.MethodId;
import tallyflame.flamegraphs.Frames;
import tallyflame.flamegraphs.StackForest;

/**
 * One of the lines in which a run spends its time: by own time, so that a line does not lead only because everything
 * passes through it.
 *
 * @param method the method it belongs to
 * @param row its hits and its time with callees
 * @param own weight of the stacks whose innermost frame with a source line is this one (native code it calls included),
 *     scaled to the counted work
 * @param ownSamples samples of those stacks
 * @param share own weight as a share of that of all samples
 */
public record HotLine(MethodLines method, LineRow row, double own, long ownSamples, Share share) {
    /**
     * The lines with most own time of the methods of a report, most first.
     *
     * @param tree the samples that the report was made of
     */
    public static List<HotLine> of(LineReport report, StackForest tree, int most) {
        LineWeights weights = LineWeights.of(tree);
        Frames frames = tree.frames();
        Map<MethodId, MethodLines> methods = new HashMap<>();
        report.methods().forEach(m -> methods.putIfAbsent(m.id(), m));
        List<HotLine> hot = new ArrayList<>();
        for (int line = 0; line < weights.lines(); line++) {
            if (weights.ownSamples(line) == 0) {
                continue;
            }
            int number = weights.methodOf(line);
            MethodLines method = methods.get(FrameMethods.method(frames, number));
            if (method != null) {
                WeightSum own = weights.own(line);
                Share share = Share.of(own, report.all(), report.sampling());
                LineRow row = row(method, weights.sourceLine(line));
                hot.add(new HotLine(method, row, own.weight() * report.work().scale(), own.samples(), share));
            }
        }
        hot.sort(Comparator.comparingDouble(HotLine::own)
                .reversed()
                .thenComparing(line -> line.method().name())
                .thenComparing(line -> line.row().line()));
        return hot.subList(0, Math.min(most, hot.size()));
    }

    private static LineRow row(MethodLines method, int line) {
        return method.rows().stream()
                .filter(row -> row.line() == line)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(method.name() + ":" + line + " has samples and no row"));
    }
}
