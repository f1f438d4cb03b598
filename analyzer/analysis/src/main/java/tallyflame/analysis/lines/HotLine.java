package tallyflame.analysis.lines;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tallyflame.analysis.functions.FrameMethods;
import tallyflame.analysis.statistics.WeightSum;
import tallyflame.counts.code.MethodId;
import tallyflame.counts.code.SourceMap;
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
        Frames frames = tree.frames();
        Map<MethodId, List<MethodLines>> methods = new HashMap<>();
        report.methods().forEach(m -> methods.computeIfAbsent(m.id(), id -> new ArrayList<>())
                .add(m));
        LineWeights weights = LineWeights.of(
                tree, (number, line) -> methods.getOrDefault(FrameMethods.method(frames, number), List.of()).stream()
                        .mapToInt(method -> method.sourceMap().canonical(line))
                        .findFirst()
                        .orElse(line));
        List<HotLine> hot = new ArrayList<>();
        for (int line = 0; line < weights.lines(); line++) {
            if (weights.ownSamples(line) == 0) {
                continue;
            }
            int number = weights.methodOf(line);
            List<MethodLines> parts = methods.get(FrameMethods.method(frames, number));
            if (parts != null) {
                MethodLines method = part(parts, weights.sourceLine(line));
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

    /** That of the files of a method from which a line of the class file comes. */
    private static MethodLines part(List<MethodLines> parts, int line) {
        return parts.get(0)
                .sourceMap()
                .origin(line)
                .flatMap(origin -> parts.stream()
                        .filter(part -> part.sourceFile().equals(origin.sourceFile())
                                && part.home().equals(origin.className()))
                        .max(Comparator.comparing(MethodLines::inlined)))
                .orElse(parts.stream()
                        .filter(part -> !part.inlined())
                        .findFirst()
                        .orElse(parts.get(0)));
    }

    private static LineRow row(MethodLines method, int codeLine) {
        int line =
                method.sourceMap().origin(codeLine).map(SourceMap.Origin::line).orElse(codeLine);
        return method.rows().stream()
                .filter(row -> row.line() == line)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(method.name() + ":" + line + " has samples and no row"));
    }
}
