package tallyflame.analysis.compare;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import tallyflame.flamegraphs.Quantity;
import tallyflame.flamegraphs.svg.Xml;
import tallyflame.runs.Interval;

/** What the instruments cost as bars on a logarithmic axis, in SVG. */
final class OverheadChart {
    private static final int WIDTH = 560;
    private static final int LEFT = 90;
    private static final int ROW = 30;
    private static final int BAR = 10;
    private static final double[] TICKS = {1, 1.1, 1.5, 2, 5, 10, 20, 50, 100, 200, 500, 1000};

    private final List<Overhead> overhead;
    private final double least;
    private final double largest;

    OverheadChart(List<Overhead> overhead) {
        this.overhead = overhead;
        List<Interval> ratios = overhead.stream()
                .flatMap(one -> Stream.of(one.wall(), one.cpu()).filter(Objects::nonNull))
                .toList();
        least = Math.min(0.9, ratios.stream().mapToDouble(Interval::low).min().orElse(1));
        largest =
                Math.max(1.2, ratios.stream().mapToDouble(Interval::high).max().orElse(1));
    }

    String svg() {
        StringBuilder out = new StringBuilder();
        int height = ROW * overhead.size();
        out.append(String.format(
                Locale.ROOT,
                "<svg viewBox=\"0 0 %d %d\" width=\"%d\" role=\"img\" aria-label=\"Overhead\">%n",
                LEFT + WIDTH + 30,
                height + 30,
                LEFT + WIDTH + 30));
        double last = Double.NEGATIVE_INFINITY;
        for (double tick : TICKS) {
            if (tick > largest || x(tick) - last < 45) {
                continue;
            }
            last = x(tick);
            out.append(String.format(
                    Locale.ROOT,
                    "<line class=\"axis\" x1=\"%.1f\" x2=\"%.1f\" y1=\"0\" y2=\"%d\"/><text x=\"%.1f\" y=\"%d\""
                            + " text-anchor=\"middle\">%s×</text>%n",
                    x(tick),
                    x(tick),
                    height,
                    x(tick),
                    height + 18,
                    Quantity.tick(tick)));
        }
        for (int i = 0; i < overhead.size(); i++) {
            row(overhead.get(i), i * ROW, out);
        }
        return out.append("</svg>\n").toString();
    }

    private void row(Overhead one, int y, StringBuilder out) {
        out.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>%n",
                LEFT - 8,
                y + ROW / 2 + 4,
                Xml.escape(one.pass())));
        bar(one.pass() + ", wall clock", one.wall(), y + 4, "same", out);
        if (one.cpu() != null) {
            bar(one.pass() + ", CPU time", one.cpu(), y + ROW / 2, "cpu", out);
        }
    }

    private void bar(String what, Interval ratio, int y, String style, StringBuilder out) {
        out.append(String.format(
                Locale.ROOT,
                "<rect class=\"%s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\">"
                        + "<title>%s: %.3f×, 95 %% %.3f to %.3f</title></rect>",
                style,
                Math.min(x(1), x(ratio.value())),
                y,
                Math.max(1, Math.abs(x(ratio.value()) - x(1))),
                BAR,
                Xml.escape(what),
                ratio.value(),
                ratio.low(),
                ratio.high()));
        out.append(String.format(
                Locale.ROOT,
                "<line class=\"equal\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>%n",
                x(ratio.low()),
                x(ratio.high()),
                y + BAR / 2,
                y + BAR / 2));
    }

    private double x(double ratio) {
        return LEFT + WIDTH * Math.log(ratio / least) / Math.log(largest / least);
    }
}
