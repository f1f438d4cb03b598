package tallyflame.analysis.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tallyflame.analysis.report.Latencies.Point;
import tallyflame.flamegraphs.Quantity;

/**
 * Latency by percentile, as the plotters of HdrHistogram draw it: to the right the percentiles, each step a tenth of what is
 * left; upwards the latency, logarithmic. One line for each fork.
 */
final class LatencyChart {
    private static final int LEFT = 70;
    private static final int WIDTH = 640;
    private static final int TOP = 12;
    private static final int HEIGHT = 220;
    private static final double[] PERCENTILES = {0, 50, 90, 99, 99.9, 99.99, 99.999};

    private final List<List<Point>> forks = new ArrayList<>();
    private final StringBuilder out = new StringBuilder();
    private double least = Double.MAX_VALUE;
    private double most;
    private double last;

    private LatencyChart() {}

    /**
     * The drawing.
     *
     * @return empty if there is nothing to draw
     */
    static String of(List<Latencies> forks) {
        LatencyChart chart = new LatencyChart();
        forks.forEach(fork -> chart.add(fork.points()));
        return chart.forks.isEmpty() ? "" : chart.draw();
    }

    private void add(List<Point> points) {
        if (points.size() < 2) {
            return;
        }
        forks.add(points);
        for (Point point : points) {
            least = Math.min(least, point.micros());
            most = Math.max(most, point.micros());
            if (point.share() < 1) {
                last = Math.max(last, steps(point.share()));
            }
        }
    }

    /** How many tenths are left: 1 for 90 %, 2 for 99 %. */
    private static double steps(double share) {
        return -Math.log10(1 - share);
    }

    private String draw() {
        last = Math.max(1, last);
        least = Math.pow(10, Math.floor(Math.log10(least)));
        most = Math.pow(10, Math.ceil(Math.log10(Math.max(most, 2 * least))));
        add(
                "<svg class=\"chart\" viewBox=\"0 0 %1$d %2$d\" width=\"%1$d\" height=\"%2$d\" role=\"img\" font-size=\"12\">"
                        + "<title>Latency of an alert by percentile</title>",
                LEFT + WIDTH + 40, TOP + HEIGHT + 40);
        for (double micros = least; micros <= 1.001 * most; micros *= 10) {
            add(
                    "<path class=\"axis\" d=\"M%d %.1fh%d\"/><text class=\"label\" x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
                    LEFT, y(micros), WIDTH, LEFT - 8, y(micros) + 4, Quantity.ofMicros(micros));
        }
        for (double percentile : PERCENTILES) {
            if (steps(percentile / 100) <= last) {
                double x = x(percentile / 100);
                add(
                        "<path class=\"axis\" d=\"M%.1f %dv%d\"/><text class=\"label\" x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>",
                        x, TOP, HEIGHT, x, TOP + HEIGHT + 18, percentile == 0 ? "0 %" : percentile + " %");
            }
        }
        for (List<Point> fork : forks) {
            out.append("<polyline class=\"curve\" points=\"");
            fork.forEach(point -> add("%.1f,%.1f ", x(point.share()), y(point.micros())));
            out.append("\"/>");
        }
        return out.append("</svg>\n").toString();
    }

    private double x(double share) {
        return LEFT + WIDTH * Math.min(1, share >= 1 ? 1 : steps(share) / last);
    }

    private double y(double micros) {
        double span = Math.log10(most / least);
        return TOP + HEIGHT * (1 - Math.log10(micros / least) / span);
    }

    private void add(String format, Object... arguments) {
        out.append(String.format(Locale.ROOT, format, arguments));
    }
}
