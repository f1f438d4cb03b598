package tallyflame.analysis.fleet.ask;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tallyflame.analysis.store.Database;
import tallyflame.analysis.store.QueryException;
import tallyflame.analysis.store.RowSink;
import tallyflame.analysis.store.Views;
import tallyflame.runs.EnvironmentException;

/**
 * Which samples are asked for.
 *
 * @param where a condition in SQL on the columns of {@code labelled}
 * @param event kind of event; {@code null} for the most telling one
 */
record Selection(String where, String event) {
    private static final List<String> MOST_TELLING = List.of("cpu", "samples", "wall");

    /** A select list of samples, those of one kind of event, from a view that has the columns of {@code labelled}. */
    String samples(String columns, String ofEvent, String from) {
        // On lines of their own: a comment at the end of the user's condition ends there.
        return "SELECT " + columns + " FROM " + from + " WHERE (\n" + where + "\n)"
                + (ofEvent == null ? "" : " AND event = " + Views.literal(ofEvent));
    }

    /** The kinds of event that are meant, the most telling first; at least one. */
    List<String> events(Database database) throws QueryException, EnvironmentException, IOException {
        List<String> events = new ArrayList<>();
        for (List<Object> row : rows(
                database,
                "SELECT event FROM (" + samples("event, samples", event, "labelled")
                        + ") GROUP BY event ORDER BY sum(samples) DESC, event")) {
            events.add((String) row.get(0));
        }
        if (events.isEmpty()) {
            throw new QueryException("no samples" + (event == null ? "" : " of " + event)
                    + " are in the store for which this holds: " + where);
        }
        events.sort(Comparator.comparingInt(
                name -> MOST_TELLING.contains(name) ? MOST_TELLING.indexOf(name) : MOST_TELLING.size()));
        return events;
    }

    /** How many samples of an event are not among those that count, since a preferred recorder has them, too. */
    long twice(Database database, String ofEvent) throws QueryException, EnvironmentException, IOException {
        String sql = "SELECT coalesce(sum(samples), 0)::BIGINT FROM (" + samples("samples", ofEvent, "twice") + ")";
        return number(rows(database, sql).get(0).get(0));
    }

    /**
     * The one unit of all weights of an event.
     *
     * @throws QueryException if there are several, which cannot be added up
     */
    String unit(Database database, String ofEvent) throws QueryException, EnvironmentException, IOException {
        List<String> units = new ArrayList<>();
        for (List<Object> row :
                rows(database, "SELECT DISTINCT unit FROM (" + samples("unit", ofEvent, "labelled") + ") ORDER BY 1")) {
            units.add((String) row.get(0));
        }
        if (units.size() > 1) {
            throw new QueryException("samples of " + ofEvent + " are in " + String.join(" and ", units)
                    + ", which cannot be added up; choose recordings of one kind with --where");
        }
        return units.get(0);
    }

    /** All rows of a statement. */
    static List<List<Object>> rows(Database database, String sql)
            throws QueryException, EnvironmentException, IOException {
        List<List<Object>> rows = new ArrayList<>();
        each(database, sql, rows::add);
        return rows;
    }

    /** What takes rows one after another. */
    @FunctionalInterface
    interface RowHandler {
        /** Takes the cells of a row. */
        void row(List<Object> cells);
    }

    /** Hands over the rows of a statement as they come. */
    static void each(Database database, String sql, RowHandler handler)
            throws QueryException, EnvironmentException, IOException {
        database.query(sql, Long.MAX_VALUE, new RowSink() {
            @Override
            public void columns(List<ResultColumn> columns) {
                // Known from the statement.
            }

            @Override
            public void row(List<Object> cells) {
                handler.row(cells);
            }
        });
    }

    static long number(Object cell) {
        return ((Number) cell).longValue();
    }
}
