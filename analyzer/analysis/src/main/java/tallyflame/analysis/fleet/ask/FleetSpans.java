package tallyflame.analysis.fleet.ask;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tallyflame.analysis.store.Database;
import tallyflame.analysis.store.QueryException;
import tallyflame.analysis.table.Answer;
import tallyflame.analysis.table.Table;
import tallyflame.flamegraphs.Quantity;
import tallyflame.runs.EnvironmentException;

/** How long the spans of a fleet took: percentiles, which are up to an eighth too long, since durations are counted in groups. */
public final class FleetSpans {
    private static final String SQL =
            """
            WITH sums AS (
              SELECT name, upto, sum(spans) AS spans, sum(nanos) AS nanos FROM labelled_spans
              WHERE (
            %s
            ) GROUP BY name, upto),
            ranked AS (
              SELECT name, upto, spans, nanos, sum(spans) OVER (PARTITION BY name ORDER BY upto) AS below,
                     sum(spans) OVER (PARTITION BY name) AS whole
              FROM sums)
            SELECT name, max(whole)::BIGINT, sum(nanos)::BIGINT,
                   min(CASE WHEN below >= 0.5 * whole THEN upto END), min(CASE WHEN below >= 0.9 * whole THEN upto END),
                   min(CASE WHEN below >= 0.99 * whole THEN upto END), max(upto)
            FROM ranked GROUP BY name ORDER BY sum(nanos) DESC, name""";

    private FleetSpans() {}

    private record Row(String name, long spans, long nanos, long p50, long p90, long p99, long most) {
        static Row of(List<Object> cells) {
            long[] figures = cells.stream().skip(1).mapToLong(Selection::number).toArray();
            return new Row(
                    (String) cells.get(0), figures[0], figures[1], figures[2], figures[3], figures[4], figures[5]);
        }

        long mean() {
            return nanos / spans;
        }
    }

    /**
     * The answer.
     *
     * @param where a condition in SQL on the columns of {@code labelled_spans}
     * @param most how many rows it has at most
     * @throws QueryException if DuckDB refuses the condition, or it holds for no span
     */
    public static Answer of(Database database, String where, int most)
            throws QueryException, EnvironmentException, IOException {
        List<Row> rows = new ArrayList<>();
        Selection.each(database, SQL.formatted(where), cells -> rows.add(Row.of(cells)));
        if (rows.isEmpty()) {
            throw new QueryException("no spans are in the store for which this holds: " + where);
        }
        Table<Row> table = table(rows.subList(0, Math.min(most, rows.size())));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("schema", 1);
        document.put("spans", rows.stream().mapToLong(Row::spans).sum());
        document.put("names", table.objects());
        return new Answer("Spans of a fleet", () -> document)
                .lines(Quantity.of(rows.size(), "names") + " of spans; percentiles are up to an eighth too long")
                .table(table);
    }

    private static Table<Row> table(List<Row> rows) {
        return Table.of(rows)
                .text("name", Row::name)
                .count("spans", Row::spans)
                .weight("mean", "ns", Row::mean)
                .weight("p50", "ns", Row::p50)
                .weight("p90", "ns", Row::p90)
                .weight("p99", "ns", Row::p99)
                .weight("max", "ns", Row::most)
                .data("name", Row::name)
                .data("spans", Row::spans)
                .data("nanos", Row::nanos)
                .data("p50", Row::p50)
                .data("p90", Row::p90)
                .data("p99", Row::p99)
                .data("max", Row::most);
    }
}
