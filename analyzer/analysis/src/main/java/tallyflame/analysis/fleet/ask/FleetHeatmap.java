package tallyflame.analysis.fleet.ask;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tallyflame.analysis.store.Database;
import tallyflame.analysis.store.QueryException;
import tallyflame.analysis.store.Views;
import tallyflame.analysis.table.Answer;
import tallyflame.analysis.table.Table;
import tallyflame.flamegraphs.Quantity;
import tallyflame.runs.EnvironmentException;

/** What hosts did when: weight by host and time, or the share that one function has in it. */
public final class FleetHeatmap {
    /** Widths of a column in minutes; the narrowest with which the map fits is taken. */
    private static final List<Integer> WIDTHS = List.of(1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 10080);

    private static final int COLUMNS = 72;
    private static final String SHADES = "░▒▓█";
    private static final String UNKNOWN_HOST = "(unknown)";

    private FleetHeatmap() {}

    /**
     * A host during a column.
     *
     * @param column number of the column since 1970
     * @param part weight of the function where one is asked for, else all weight
     * @param weight all weight
     */
    private record Cell(String host, long column, long part, long weight, long samples) {}

    /**
     * The answer.
     *
     * @param where a condition in SQL on the columns of {@code labelled}
     * @param event kind of event; {@code null} for the most telling one
     * @param function whose share, with callees, is meant; {@code null} for the weight of all samples
     * @param most how many hosts it has at most, those with the most weight
     * @throws QueryException if DuckDB refuses the condition, it holds for no sample, or no such function is there
     */
    public static Answer of(Database database, String where, String event, String function, int most)
            throws QueryException, EnvironmentException, IOException {
        Selection selection = new Selection(where, event);
        String of = selection.events(database).get(0);
        String samples = selection.samples("host, time, stack, samples, weight", of, "labelled");
        int width = width(database, samples);
        List<Cell> cells = cells(database, samples, width, function);
        if (function != null && cells.stream().allMatch(cell -> cell.part == 0)) {
            throw new QueryException(
                    "no stack of " + of + " has the function '" + function + "'; name it as fleet functions does");
        }
        Map<String, Long> hosts = new TreeMap<>();
        cells.forEach(cell -> hosts.merge(cell.host, cell.weight, Long::sum));
        List<String> shown = hosts.keySet().stream()
                .sorted(Comparator.comparing((String host) -> -hosts.get(host)))
                .limit(most)
                .sorted()
                .toList();
        List<Cell> map =
                cells.stream().filter(cell -> shown.contains(cell.host)).toList();
        String unit = selection.unit(database, of);
        Table<Cell> table = table(map, width);
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("schema", 1);
        document.put("event", of);
        document.put("unit", unit);
        document.put("function", function);
        document.put("minutes", width);
        document.put("hosts", hosts.size());
        document.put("cells", table.objects());
        return new Answer("Hosts of a fleet over time", () -> document)
                .lines(of + ", " + Quantity.of(hosts.size(), "hosts") + ", " + shown.size() + " shown: "
                        + (function == null ? "weight" : "share of " + function))
                .drawing(drawing(map, shown, width, function != null, unit))
                .csv(() -> table);
    }

    private static int width(Database database, String samples)
            throws QueryException, EnvironmentException, IOException {
        List<Object> range = Selection.rows(
                        database,
                        "SELECT floor(epoch(min(time)) / 60)::BIGINT, floor(epoch(max(time)) / 60)::BIGINT FROM ("
                                + samples + ")")
                .get(0);
        long minutes = Selection.number(range.get(1)) - Selection.number(range.get(0));
        return WIDTHS.stream()
                .filter(width -> minutes / width < COLUMNS - 1)
                .findFirst()
                .orElseGet(() -> (int) (minutes / (COLUMNS - 2) + 1));
    }

    private static List<Cell> cells(Database database, String samples, int width, String function)
            throws QueryException, EnvironmentException, IOException {
        String part = function == null
                ? "true"
                : "stack IN (SELECT k.stack FROM stacks k JOIN frames f ON f.frame = k.frame WHERE f.function = "
                        + Views.literal(function) + ")";
        List<Cell> cells = new ArrayList<>();
        for (List<Object> row : Selection.rows(
                database,
                "SELECT coalesce(host, '" + UNKNOWN_HOST + "'), floor(epoch(time) / " + 60L * width + ")::BIGINT,"
                        + " sum(CASE WHEN " + part + " THEN weight ELSE 0 END)::BIGINT, sum(weight)::BIGINT,"
                        + " sum(samples)::BIGINT FROM (" + samples + ") GROUP BY 1, 2 ORDER BY 1, 2")) {
            cells.add(new Cell(
                    (String) row.get(0),
                    Selection.number(row.get(1)),
                    Selection.number(row.get(2)),
                    Selection.number(row.get(3)),
                    Selection.number(row.get(4))));
        }
        return cells;
    }

    private static Table<Cell> table(List<Cell> cells, int width) {
        return Table.of(cells)
                .text("host", Cell::host)
                .text("time", cell -> time(cell.column, width))
                .count("weight", Cell::weight)
                .count("part", Cell::part)
                .count("samples", Cell::samples);
    }

    private static String time(long column, int width) {
        return Instant.ofEpochSecond(60L * width * column).toString();
    }

    private static double value(Cell cell, boolean share) {
        return share ? cell.weight == 0 ? 0 : (double) cell.part / cell.weight : cell.weight;
    }

    private static String drawing(List<Cell> cells, List<String> hosts, int width, boolean share, String unit) {
        long first = cells.stream().mapToLong(Cell::column).min().orElse(0);
        long last = cells.stream().mapToLong(Cell::column).max().orElse(0);
        double most =
                cells.stream().mapToDouble(cell -> value(cell, share)).max().orElse(0);
        int names = hosts.stream().mapToInt(String::length).max().orElse(0);
        Map<String, char[]> lines = new LinkedHashMap<>();
        hosts.forEach(
                host -> lines.put(host, " ".repeat((int) (last - first) + 1).toCharArray()));
        for (Cell cell : cells) {
            double value = value(cell, share);
            int shade = most == 0 ? 0 : Math.min(SHADES.length() - 1, (int) (SHADES.length() * value / most));
            lines.get(cell.host)[(int) (cell.column - first)] = value == 0 ? '·' : SHADES.charAt(shade);
        }
        StringBuilder text = new StringBuilder();
        lines.forEach((host, line) -> text.append(host)
                .append(" ".repeat(names - host.length() + 1))
                .append(line)
                .append('\n'));
        return text.append(time(first, width))
                .append(" to ")
                .append(time(last, width))
                .append(", a column has ")
                .append(Quantity.of(width, "minutes"))
                .append("; █ is up to ")
                .append(share ? Quantity.percent(most) : Quantity.of(Math.round(most), unit))
                .append(", blank has no samples\n")
                .toString();
    }
}
