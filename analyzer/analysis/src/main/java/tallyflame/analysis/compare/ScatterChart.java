package tallyflame.analysis.compare;

import java.util.Locale;
import java.util.Map;
import tallyflame.counts.code.MethodId;
import tallyflame.flamegraphs.Quantity;
import tallyflame.flamegraphs.svg.Xml;
import tallyflame.runs.Interval;

/** Shares by two instruments as dots with error bars, in SVG. */
final class ScatterChart {
    private static final int SIZE = 560;
    private static final int LEFT = 70;
    private static final int TOP = 20;
    private static final double[] TICKS = {0, 0.01, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1};

    private final Agreement pair;
    private final Map<MethodId, Interval> corrected;
    private final StringBuilder out = new StringBuilder();
    private final double largest;

    /** @param corrected shares by the second instrument without its probes, by function */
    ScatterChart(Agreement pair, Map<MethodId, Interval> corrected) {
        this.pair = pair;
        this.corrected = corrected;
        double most = 0.01;
        for (Agreement.Row row : pair.functions()) {
            most = Math.max(most, Math.max(row.a().high(), row.b().high()));
        }
        largest = Math.min(1, most);
    }

    String svg() {
        add(
                "<svg viewBox=\"0 0 %d %d\" width=\"%d\" role=\"img\" aria-label=\"Sampled against traced share\">%n",
                SIZE + LEFT + 20, SIZE + TOP + 60, SIZE + LEFT + 20);
        for (double tick : TICKS) {
            if (tick <= largest) {
                add(
                        "<line class=\"axis\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>",
                        x(tick), x(tick), TOP, TOP + SIZE);
                add(
                        "<line class=\"axis\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>",
                        LEFT, LEFT + SIZE, y(tick), y(tick));
                add(
                        "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s %%</text>",
                        x(tick), TOP + SIZE + 18, Quantity.tick(100 * tick));
                add(
                        "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s %%</text>%n",
                        LEFT - 8, y(tick) + 4, Quantity.tick(100 * tick));
            }
        }
        add(
                "<line class=\"equal\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>%n",
                x(0), y(0), x(largest), y(largest));
        add(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">share by %s</text>",
                LEFT + SIZE / 2, TOP + SIZE + 42, Xml.escape(pair.a()));
        add(
                "<text transform=\"translate(16 %d) rotate(-90)\" text-anchor=\"middle\">share by %s</text>%n",
                TOP + SIZE / 2, Xml.escape(pair.b()));
        pair.functions().forEach(this::bars);
        pair.functions().forEach(this::dot);
        return out.append("</svg>\n").toString();
    }

    private void bars(Agreement.Row row) {
        add(
                "<line class=\"bar\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>",
                x(row.a().low()),
                x(row.a().high()),
                y(row.b().value()),
                y(row.b().value()));
        add(
                "<line class=\"bar\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>%n",
                x(row.a().value()),
                x(row.a().value()),
                y(row.b().low()),
                y(row.b().high()));
    }

    private void dot(Agreement.Row row) {
        Interval without = corrected.get(row.code().method());
        String title = row.name() + ": " + Quantity.percent(row.a().value()) + " by " + pair.a() + ", "
                + Quantity.percent(row.b().value()) + " by " + pair.b()
                + (without == null ? "" : ", " + Quantity.percent(without.value()) + " without probes");
        if (without != null) {
            add(
                    "<circle class=\"corrected\" cx=\"%.1f\" cy=\"%.1f\" r=\"4\"><title>%s</title></circle>",
                    x(row.a().value()), y(without.value()), Xml.escape(title));
        }
        add(
                "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"5\"><title>%s</title></circle>%n",
                row.significant() ? "differs" : "same",
                x(row.a().value()),
                y(row.b().value()),
                Xml.escape(title));
    }

    private double x(double share) {
        return LEFT + SIZE * Math.sqrt(Math.min(share, largest) / largest);
    }

    private double y(double share) {
        return TOP + SIZE - SIZE * Math.sqrt(Math.min(share, largest) / largest);
    }

    private void add(String format, Object... arguments) {
        out.append(String.format(Locale.ROOT, format, arguments));
    }
}
