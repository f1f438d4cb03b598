package tallyflame.analysis.fleet.ask;

import java.io.IOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tallyflame.analysis.fleet.ask.HostShares.Function;
import tallyflame.analysis.fleet.ask.HostShares.Sum;
import tallyflame.analysis.store.Database;
import tallyflame.analysis.store.QueryException;
import tallyflame.analysis.store.Views;
import tallyflame.analysis.table.Answer;
import tallyflame.analysis.table.Table;
import tallyflame.flamegraphs.Quantity;
import tallyflame.runs.EnvironmentException;
import tallyflame.runs.Interval;

/** The lines at which the time of a fleet goes, by themselves. */
public final class FleetLines {
    private FleetLines() {}

    private record Row(String function, Integer line, Sum sum, Interval share) {
        long self() {
            return sum.self();
        }

        String location() {
            return function + (line == null ? "" : ":" + line);
        }

        static Row of(HostShares shares, Function named) {
            int gap = named.name().lastIndexOf('\n');
            String line = named.name().substring(gap + 1);
            return new Row(
                    named.name().substring(0, gap),
                    line.isEmpty() ? null : Integer.valueOf(line),
                    named.sum(FleetFunctions.SIDE),
                    shares.share(named, FleetFunctions.SIDE, false));
        }
    }

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
                database, new Selection(where, event), Views.literal(FleetFunctions.SIDE), HostShares.By.LINE, null);
        List<Row> rows = shares.functions().values().stream()
                .map(named -> Row.of(shares, named))
                .sorted(Comparator.comparingLong(Row::self).reversed().thenComparing(Row::location))
                .toList();
        Table<Row> table = table(rows.subList(0, Math.min(most, rows.size())), shares.unit());
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("schema", 1);
        document.put("event", shares.event());
        document.put("unit", shares.unit());
        document.put("total", shares.weight(FleetFunctions.SIDE));
        document.put("samples", shares.samples());
        document.put("twice", shares.twice());
        document.put("lines", table.objects());
        return new Answer("Lines of a fleet", () -> document)
                .lines(shares.event() + ": " + Quantity.of(shares.weight(FleetFunctions.SIDE), shares.unit()) + " in "
                        + Quantity.of(shares.samples(), "samples") + ", " + Quantity.of(rows.size(), "lines"))
                .table(table)
                .lines(shares.remarks());
    }

    private static Table<Row> table(List<Row> shown, String unit) {
        return Table.of(shown)
                .weight("self", unit, Row::self)
                .shares("share", Row::share)
                .count("samples", row -> row.sum.selfSamples())
                .data("function", Row::function)
                .data("line", Row::line)
                .data("self", Row::self)
                .data("samples", row -> row.sum.selfSamples())
                .data("share", row -> row.share.value())
                .data("low", row -> Table.known(row.share.low()))
                .data("high", row -> Table.known(row.share.high()))
                .location("line", Row::location);
    }
}
