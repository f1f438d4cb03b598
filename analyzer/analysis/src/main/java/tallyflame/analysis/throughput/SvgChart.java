package tallyflame.analysis.throughput;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import tallyflame.flamegraphs.Quantity;
import tallyflame.flamegraphs.svg.Xml;

/** The same chart as a self-contained drawing. */
public final class SvgChart {
    private static final int LEFT = 170;
    private static final int PLOT = 640;
    private static final int RIGHT = 110;
    private static final int TOP = 34;
    private static final int ROW = 26;
    private static final int BAR = 16;
    private static final int LINE = 16;
    /** A letter is at most so wide, on the average. */
    private static final int LETTER = 7;

    private final List<ModuleThroughput> rates;
    private final List<SurveyDemand> budgets;
    private final RateAxis axis;
    private final StringBuilder out = new StringBuilder();

    private SvgChart(List<ModuleThroughput> rates, List<SurveyDemand> budgets) {
        this.rates = rates;
        // A line ends at its label: those that end further down must stand further to the left, or they cross the
        // labels above.
        this.budgets = budgets.stream()
                .sorted(Comparator.comparingDouble(SurveyDemand::perCore).reversed())
                .toList();
        this.axis = RateAxis.of(rates, budgets);
    }

    /** The whole file. */
    public static String of(List<ModuleThroughput> rates, List<SurveyDemand> budgets) {
        return new SvgChart(rates, budgets).draw();
    }

    private String draw() {
        int bottom = TOP + rates.size() * ROW;
        int height = bottom + LINE * (budgets.size() + 1) + 12;
        double labels = this.budgets.stream()
                .mapToDouble(budget -> x(budget.perCore()) + label(budget).length() * LETTER)
                .max()
                .orElse(0);
        int width = (int) Math.max(LEFT + PLOT + RIGHT, labels + LETTER);
        add(
                "<svg class=\"chart\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\"",
                width, height, width, height);
        add(" font-family=\"sans-serif\" font-size=\"12\"><title>Alerts per second and core, by module</title>");
        add("<rect class=\"paper\" width=\"%d\" height=\"%d\" fill=\"#fff\"/>", width, height);
        ticks(bottom);
        for (int row = 0; row < rates.size(); row++) {
            bar(rates.get(row), TOP + row * ROW + (ROW - BAR) / 2);
        }
        for (int row = 0; row < budgets.size(); row++) {
            budget(budgets.get(row), bottom + LINE * (row + 1));
        }
        add("</svg>\n");
        return out.toString();
    }

    private void ticks(int bottom) {
        add(
                "<text class=\"label\" x=\"%d\" y=\"14\" fill=\"#555\">alerts per second and core, from 0, logarithmic</text>",
                LEFT);
        for (double tick : axis.ticks()) {
            add(
                    "<line class=\"axis\" x1=\"%1$.1f\" y1=\"%2$d\" x2=\"%1$.1f\" y2=\"%3$d\" stroke=\"#ddd\"/>",
                    x(tick), TOP - 4, bottom);
            add(
                    "<text class=\"label\" x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" fill=\"#555\">%s</text>",
                    x(tick), TOP - 7, Quantity.tick(tick));
        }
    }

    private void bar(ModuleThroughput rate, int y) {
        int middle = y + BAR / 2;
        add("<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>", LEFT - 8, middle + 4, Xml.escape(rate.module()));
        add(
                "<rect class=\"bar\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"#4878a8\"/>",
                LEFT, y, x(rate.value()) - LEFT, BAR);
        if (rate.hasInterval()) {
            spread(rate, middle);
        }
        add(
                "<text x=\"%.1f\" y=\"%d\">%s</text>",
                x(rate.hasInterval() ? Math.max(rate.value(), rate.high()) : rate.value()) + 6,
                middle + 4,
                Quantity.number(rate.value()));
    }

    private void spread(ModuleThroughput rate, int middle) {
        add(
                "<path class=\"spread\" d=\"M%1$.1f %3$dH%2$.1fM%1$.1f %4$dv8M%2$.1f %4$dv8\" stroke=\"#111\" fill=\"none\"/>",
                x(rate.low()), x(rate.high()), middle, middle - 4);
    }

    private void budget(SurveyDemand budget, int y) {
        double x = x(budget.perCore());
        add(
                "<line class=\"limit\" x1=\"%1$.1f\" y1=\"%2$d\" x2=\"%1$.1f\" y2=\"%3$d\" stroke=\"#b03020\" stroke-dasharray=\"4 3\"/>",
                x, TOP - 4, y - 4);
        add(
                "<text class=\"limit-label\" x=\"%.1f\" y=\"%d\" fill=\"#b03020\">%s</text>",
                x + 4, y, Xml.escape(label(budget)));
    }

    private static String label(SurveyDemand budget) {
        return budget.name() + ": " + Quantity.number(budget.perCore());
    }

    private double x(double value) {
        return LEFT + PLOT * axis.position(value);
    }

    private void add(String format, Object... arguments) {
        out.append(String.format(Locale.ROOT, format, arguments));
    }
}
