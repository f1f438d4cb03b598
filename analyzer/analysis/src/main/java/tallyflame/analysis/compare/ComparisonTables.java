package tallyflame.analysis.compare;

import java.util.List;
import java.util.Locale;
import tallyflame.analysis.compare.totals.FunctionTotal;
import tallyflame.analysis.compare.totals.Total;
import tallyflame.analysis.table.Table;
import tallyflame.flamegraphs.Quantity;
import tallyflame.runs.Interval;

/** The tables of a comparison, for its page and for the terminal. */
final class ComparisonTables {
    private ComparisonTables() {}

    /** What each instrument costs. */
    static Table<Overhead> overhead(List<Overhead> overhead) {
        return Table.of(overhead)
                .text("overhead", Overhead::pass)
                .count("rounds", Overhead::rounds)
                .ratios("wall clock", Overhead::wall)
                .ratios("CPU time", Overhead::cpu)
                .ratios("start-up", Overhead::startUp);
    }

    /** What each instrument says. */
    static Table<Comparison.Instrument> instruments(List<Comparison.Instrument> instruments) {
        return Table.of(instruments)
                .text("instrument", Comparison.Instrument::name)
                .count("rounds", Comparison.Instrument::rounds)
                .count("samples", one -> one.samples() == 0 ? null : one.samples())
                .code("hottest function (rounds)", one -> one.hottest().entrySet().stream()
                        .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                        .toList());
    }

    /** How each two of them agree. */
    static Table<Agreement> agreement(List<Agreement> agreement) {
        return Table.of(agreement)
                .text("agreement", Agreement::a)
                .text("with", Agreement::b)
                .figure("overlap", pair -> decimals(3, pair.overlap()))
                .figure("Kendall's tau", pair -> pair.kendallTau() == null ? null : decimals(2, pair.kendallTau()))
                .figure("top-k", pair -> decimals(2, pair.topK()) + " of " + pair.k())
                .count("functions that differ", Agreement::significant);
    }

    /** Which totals can be trusted. */
    static Table<Total> totals(List<Total> totals) {
        return Table.of(totals)
                .text("total", Total::quantity)
                .text("sampled by", Total::instrument)
                .figure("an alert", total -> Quantity.of(Math.round(total.sampledPerAlert()), total.unit()))
                .figure("exactly", total -> Quantity.of(Math.round(total.exactPerAlert()), total.unit()))
                .ratios("sampled / exact", Total::bias)
                .text("", total -> total.unbiased() ? "" : "BIASED")
                .text("exact by", Total::exact);
    }

    /** Which totals of functions can be trusted. */
    static Table<FunctionTotal> functionTotals(List<FunctionTotal> totals) {
        return Table.of(totals)
                .text("total", FunctionTotal::quantity)
                .count("samples", FunctionTotal::samples)
                .figure("an alert", total -> Quantity.of(Math.round(total.sampledPerAlert()), total.unit()))
                .figure("exactly", total -> Quantity.of(Math.round(total.exactPerAlert()), total.unit()))
                .ratios("sampled / exact", FunctionTotal::bias)
                .code("function", total -> total.function().toString());
    }

    /**
     * Where two instruments differ.
     *
     * @param what the rows are: functions or lines
     * @param most how many rows
     * @param full whether the difference has its interval and its error rate, too
     */
    static Table<Agreement.Row> rows(String what, Agreement pair, List<Agreement.Row> rows, int most, boolean full) {
        Table<Agreement.Row> table = Table.of(rows.subList(0, Math.min(most, rows.size())))
                .shares(pair.a(), Agreement.Row::a)
                .shares(pair.b(), Agreement.Row::b)
                .points("difference", row -> row.difference().value());
        if (full) {
            table.figure("95 % interval", row -> between(row.difference()))
                    .figure("q", row -> row.q() < 1e-4 ? "<0.0001" : decimals(4, row.q()));
        }
        return table.text("*", row -> row.significant() ? "*" : "").code(what, Agreement.Row::name);
    }

    private static String between(Interval difference) {
        return Quantity.points(difference.low()) + " to " + Quantity.points(difference.high());
    }

    private static String decimals(int number, double value) {
        return String.format(Locale.ROOT, "%." + number + "f", value);
    }
}
