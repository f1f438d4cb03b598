package tallyflame.analysis.fleet.ask;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import tallyflame.analysis.fleet.ask.HostShares.Function;
import tallyflame.analysis.store.Database;
import tallyflame.analysis.store.QueryException;
import tallyflame.analysis.store.Views;
import tallyflame.analysis.table.Answer;
import tallyflame.analysis.table.Table;
import tallyflame.flamegraphs.Quantity;
import tallyflame.runs.EnvironmentException;
import tallyflame.runs.Interval;

/** The functions of some samples of a fleet. */
public final class FleetFunctions {
    static final String SIDE = "all";

    private FleetFunctions() {}

    private record Row(
            String name,
            long self,
            long total,
            long samples,
            long totalSamples,
            double share,
            Double low,
            Double high,
            double totalShare) {}

    private record Document(
            int schema,
            String event,
            String unit,
            long total,
            long samples,
            long twice,
            int hosts,
            String where,
            List<Row> functions) {}

    /**
     * The answer.
     *
     * @param where a condition in SQL on the columns of {@code labelled}
     * @param event kind of event; {@code null} for the most telling one
     * @param most how many rows it has at most
     * @throws QueryException if DuckDB refuses the condition, or it holds for no sample
     */
    public static Answer of(Database database, String where, String event, int most)
            throws QueryException, EnvironmentException, IOException {
        HostShares shares = HostShares.read(
                database, new Selection(where, event), Views.literal(SIDE), HostShares.By.FUNCTION, null);
        List<Row> rows = shares.functions().values().stream()
                .map(function -> row(shares, function))
                .sorted(Comparator.comparingLong(Row::self)
                        .thenComparing(Row::total)
                        .reversed()
                        .thenComparing(Row::name))
                .toList();
        List<Row> shown = rows.subList(0, Math.min(most, rows.size()));
        int hosts = shares.withoutHost() ? 0 : shares.whole().get(SIDE).size();
        return new Answer(
                        "Functions of a fleet",
                        () -> new Document(
                                1,
                                shares.event(),
                                shares.unit(),
                                shares.weight(SIDE),
                                shares.samples(),
                                shares.twice(),
                                hosts,
                                where,
                                shown))
                .lines(shares.event() + ": " + Quantity.of(shares.weight(SIDE), shares.unit()) + " in "
                        + Quantity.of(shares.samples(), "samples") + ", " + Quantity.of(rows.size(), "functions") + ", "
                        + Quantity.of(shown.size(), "shown"))
                .table(table(shown, shares.unit(), hosts > 1))
                .lines(shares.remarks());
    }

    private static Table<Row> table(List<Row> shown, String unit, boolean intervals) {
        Table<Row> table = Table.of(shown).weight("self", unit, Row::self);
        if (intervals) {
            table.shares("share", row -> new Interval(row.share, row.low, row.high));
        } else {
            table.share("share", Row::share);
        }
        return table.share("total", Row::totalShare)
                .count("samples", Row::samples)
                .data("name", Row::name)
                .data("self", Row::self)
                .data("total", Row::total)
                .data("samples", Row::samples)
                .data("share", Row::share)
                .data("low", Row::low)
                .data("high", Row::high)
                .code("function", Row::name);
    }

    private static Row row(HostShares shares, Function function) {
        HostShares.Sum sum = function.sum(SIDE);
        Interval self = shares.share(function, SIDE, false);
        return new Row(
                function.name(),
                sum.self(),
                sum.total(),
                sum.selfSamples(),
                sum.totalSamples(),
                self.value(),
                Double.isNaN(self.low()) ? null : self.low(),
                Double.isNaN(self.high()) ? null : self.high(),
                shares.share(function, SIDE, true).value());
    }
}
