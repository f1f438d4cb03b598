package tallyflame.analysis.fleet.ask;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import tallyflame.analysis.fleet.ask.FleetDifference.Change;
import tallyflame.analysis.store.Database;
import tallyflame.analysis.store.QueryException;
import tallyflame.analysis.table.Answer;
import tallyflame.analysis.table.Table;
import tallyflame.flamegraphs.Quantity;
import tallyflame.runs.EnvironmentException;
import tallyflame.runs.Interval;

/** Two sides of a fleet compared by function: all differences, or those that are regressions. */
public final class FleetComparison {
    private final Database database;
    private final String where;
    private final String event;
    private final Sides sides;

    private record Row(
            String name,
            double base,
            double fresh,
            double difference,
            Double low,
            Double high,
            double total,
            boolean significant,
            long samples) {
        static Row of(Change change) {
            Interval difference = change.difference();
            return new Row(
                    change.name(),
                    change.base(),
                    change.fresh(),
                    difference.value(),
                    Table.known(difference.low()),
                    Table.known(difference.high()),
                    change.total(),
                    change.significant(),
                    change.samples());
        }
    }

    private record Document(
            int schema,
            String event,
            String unit,
            int baseHosts,
            int newHosts,
            long samples,
            long twice,
            String undecided,
            int regressions,
            List<Map<String, Object>> functions) {}

    /**
     * A comparison.
     *
     * @param where a condition in SQL on the columns of {@code labelled}, for both sides
     * @param event kind of event; {@code null} for the most telling one
     */
    public FleetComparison(Database database, String where, String event, Sides sides) {
        this.database = database;
        this.where = where;
        this.event = event;
        this.sides = sides;
    }

    /**
     * All differences, the largest first.
     *
     * @param most how many rows at most
     * @throws QueryException if DuckDB refuses the condition, or a side has no samples
     */
    public Answer all(int most) throws QueryException, EnvironmentException, IOException {
        return answer("Differences in a fleet", most, change -> true);
    }

    /** Functions that take more than before, so that of those called so one in twenty is none; the largest first. */
    public Answer regressions(int most) throws QueryException, EnvironmentException, IOException {
        return answer("Regressions in a fleet", most, FleetDifference::isRegression);
    }

    private Answer answer(String title, int most, Predicate<Change> shown)
            throws QueryException, EnvironmentException, IOException {
        FleetDifference difference = FleetDifference.of(database, where, event, sides);
        HostShares shares = difference.shares();
        List<Row> rows = difference.changes().stream()
                .filter(shown)
                .limit(most)
                .map(Row::of)
                .toList();
        int regressions = (int) difference.changes().stream()
                .filter(FleetDifference::isRegression)
                .count();
        int base = shares.whole().get(Sides.BASE).size();
        int fresh = shares.whole().get(Sides.NEW).size();
        Answer answer = new Answer(
                title,
                () -> new Document(
                        1,
                        shares.event(),
                        shares.unit(),
                        base,
                        fresh,
                        shares.samples(),
                        shares.twice(),
                        difference.undecided(),
                        regressions,
                        table(rows).objects()));
        answer.lines(shares.event() + ", " + sides + ": " + Quantity.of(shares.samples(), "samples") + " on " + base
                + " and " + fresh + " hosts");
        if (!difference.undecided().isEmpty()) {
            answer.lines("undecided: " + difference.undecided());
        } else {
            answer.lines(
                    regressions == 0
                            ? "no function takes a larger share than before, as far as hosts can tell"
                            : Quantity.of(regressions, "functions")
                                    + " take a larger share than before; of such, one in twenty is expected to be chance");
        }
        return answer.table(table(rows)).lines(shares.leftOut());
    }

    private static Table<Row> table(List<Row> rows) {
        return Table.of(rows)
                .share("base", Row::base)
                .share("new", Row::fresh)
                .points("difference", Row::difference)
                .figure(
                        "95 % interval",
                        row -> row.low == null ? "" : Quantity.points(row.low) + " to " + Quantity.points(row.high))
                .text("", row -> row.significant ? row.difference > 0 ? "more" : "less" : "")
                .points("with callees", Row::total)
                .count("samples", Row::samples)
                .data("name", Row::name)
                .data("base", Row::base)
                .data("new", Row::fresh)
                .data("difference", Row::difference)
                .data("low", Row::low)
                .data("high", Row::high)
                .data("total", Row::total)
                .data("significant", Row::significant)
                .data("samples", Row::samples)
                .code("function", Row::name);
    }
}
