package tallyflame.analysis.table;

import java.util.List;
import java.util.stream.Collectors;

/** Comma-separated values (RFC 4180): the one place where they are escaped. */
public final class Csv {
    private Csv() {}

    /** A table with a line of keys, figures at full precision, absent ones empty. */
    public static String of(Table<?> table) {
        return line(table.keys()) + rows(table);
    }

    private static <R> String rows(Table<R> table) {
        return table.rows().stream().map(row -> line(table.values(row))).collect(Collectors.joining());
    }

    /** One record with its line feed; {@code null} is an empty cell, the elements of a list are one. */
    public static String line(List<?> cells) {
        return cells.stream().map(Csv::cell).collect(Collectors.joining(",", "", "\n"));
    }

    private static String cell(Object cell) {
        String text = cell == null
                ? ""
                : cell instanceof List<?> list
                        ? list.stream().map(String::valueOf).collect(Collectors.joining("; "))
                        : cell.toString();
        boolean quote = text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return quote ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
