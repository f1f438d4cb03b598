package tallyflame.analysis.throughput;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import tallyflame.flamegraphs.Quantity;

/** Bars for a terminal, from 0 on and logarithmic: {@code =} up to the rate, {@code -} over its interval, {@code |} at the budgets. */
public final class TextChart {
    private static final int CELLS = 56;

    private TextChart() {}

    /** The chart, then one sentence a module. */
    public static String of(List<ModuleThroughput> rates, List<SurveyDemand> budgets) {
        StringBuilder out = new StringBuilder(bars(rates, budgets));
        rates.forEach(rate -> out.append(rate.inWords(budgets)).append('\n'));
        return out.toString();
    }

    /** The chart alone. */
    static String bars(List<ModuleThroughput> rates, List<SurveyDemand> budgets) {
        RateAxis axis = RateAxis.of(rates, budgets);
        int names =
                rates.stream().mapToInt(rate -> rate.module().length()).max().orElse(0);
        StringBuilder out = new StringBuilder("alerts/s/core, from 0, logarithmic; | marks the budgets\n");
        String indent = " ".repeat(names + 12);
        out.append(indent).append(scale(axis)).append('\n');
        for (ModuleThroughput rate : rates) {
            out.append(String.format(
                            Locale.ROOT, "%-" + Math.max(1, names) + "s %,9.0f  ", rate.module(), rate.value()))
                    .append(bar(axis, rate, budgets))
                    .append('\n');
        }
        for (SurveyDemand budget : budgets) {
            out.append(String.format(
                    Locale.ROOT, "%s| %s: %s%n", indent, Quantity.number(budget.perCore()), budget.name()));
        }
        return out.toString();
    }

    private static int cell(RateAxis axis, double value) {
        return (int) Math.round(axis.position(value) * (CELLS - 1));
    }

    private static String scale(RateAxis axis) {
        StringBuilder line = new StringBuilder();
        for (double tick : axis.ticks()) {
            String label = Quantity.tick(tick);
            int at = Math.min(cell(axis, tick), CELLS - label.length());
            line.append(" ".repeat(Math.max(0, at - line.length()))).append(label);
        }
        return line.toString();
    }

    private static String bar(RateAxis axis, ModuleThroughput rate, List<SurveyDemand> budgets) {
        char[] cells = new char[CELLS];
        Arrays.fill(cells, ' ');
        Arrays.fill(cells, 0, cell(axis, rate.value()) + 1, '=');
        if (rate.hasInterval()) {
            Arrays.fill(cells, cell(axis, rate.low()), cell(axis, rate.high()) + 1, '-');
        }
        for (SurveyDemand budget : budgets) {
            cells[cell(axis, budget.perCore())] = '|';
        }
        return new String(cells).stripTrailing();
    }
}
