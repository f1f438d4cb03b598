package tallyflame.analysis.fleet.ask;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tallyflame.analysis.fleet.ask.HostShares.Function;
import tallyflame.analysis.store.Database;
import tallyflame.analysis.store.QueryException;
import tallyflame.analysis.table.Answer;
import tallyflame.analysis.table.Table;
import tallyflame.runs.EnvironmentException;
import tallyflame.runs.Interval;

/** What share a function has, by version and day. */
public final class FleetTrend {
    /** Between a day and a version, which has none. */
    private static final String GAP = "\n";

    private static final String SIDE = "day::VARCHAR || chr(10) || coalesce(version, '')";

    private FleetTrend() {}

    private record Row(
            String day,
            String version,
            int hosts,
            long weight,
            double share,
            Double low,
            Double high,
            double total,
            Double totalLow,
            Double totalHigh,
            long samples) {
        Interval own() {
            return interval(share, low, high);
        }

        Interval withCallees() {
            return interval(total, totalLow, totalHigh);
        }

        private static Interval interval(double value, Double low, Double high) {
            return new Interval(value, low == null ? Double.NaN : low, high == null ? Double.NaN : high);
        }
    }

    private record Document(int schema, String event, String unit, String function, long twice, List<Row> rows) {}

    /**
     * The answer.
     *
     * @param where a condition in SQL on the columns of {@code labelled}
     * @param event kind of event; {@code null} for the most telling one
     * @param function its full name
     * @throws QueryException if DuckDB refuses the condition, it holds for no sample, or no such function is there
     */
    public static Answer of(Database database, String where, String event, String function)
            throws QueryException, EnvironmentException, IOException {
        HostShares shares =
                HostShares.read(database, new Selection(where, event), SIDE, HostShares.By.FUNCTION, function);
        Function found = shares.functions().get(function);
        if (found == null) {
            throw new QueryException("no stack of " + shares.event() + " has the function '" + function
                    + "'; name it as fleet functions does");
        }
        List<Row> rows = new ArrayList<>();
        for (String side : shares.whole().keySet()) {
            rows.add(row(shares, found, side));
        }
        rows.sort(Comparator.comparing(Row::day).thenComparing(Row::version));
        return new Answer(
                        "Trend of " + function,
                        () -> new Document(1, shares.event(), shares.unit(), function, shares.twice(), rows))
                .lines(shares.event() + ": share of " + function)
                .table(table(rows))
                .lines(shares.remarks());
    }

    private static Row row(HostShares shares, Function function, String side) {
        String[] parts = side.split(GAP, 2);
        Interval own = shares.share(function, side, false);
        Interval total = shares.share(function, side, true);
        return new Row(
                parts[0],
                parts[1],
                shares.withoutHost() ? 0 : shares.whole().get(side).size(),
                shares.weight(side),
                own.value(),
                Table.known(own.low()),
                Table.known(own.high()),
                total.value(),
                Table.known(total.low()),
                Table.known(total.high()),
                function.sum(side).totalSamples());
    }

    private static Table<Row> table(List<Row> rows) {
        return Table.of(rows)
                .text("day", Row::day)
                .text("version", Row::version)
                .figure("hosts", row -> row.hosts == 0 ? "" : row.hosts)
                .shares("share", Row::own)
                .shares("with callees", Row::withCallees)
                .count("samples", Row::samples)
                .data("day", Row::day)
                .data("version", Row::version)
                .data("hosts", Row::hosts)
                .data("weight", Row::weight)
                .data("share", Row::share)
                .data("low", Row::low)
                .data("high", Row::high)
                .data("total", Row::total)
                .data("totalLow", Row::totalLow)
                .data("totalHigh", Row::totalHigh)
                .data("samples", Row::samples);
    }
}
