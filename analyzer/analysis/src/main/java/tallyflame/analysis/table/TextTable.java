package tallyflame.analysis.table;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Rows of cells set in columns for a terminal, or written as CSV (RFC 4180). */
public final class TextTable {
    /** On which side of its column a cell stands. */
    public enum Align {
        LEFT,
        RIGHT
    }

    private record Heading(String title, Align align) {}

    private final List<Heading> headings = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();

    /** Adds a column of numbers, set right. */
    public TextTable number(String title) {
        headings.add(new Heading(title, Align.RIGHT));
        return this;
    }

    /** Adds a column of words, set left. */
    public TextTable text(String title) {
        headings.add(new Heading(title, Align.LEFT));
        return this;
    }

    /** Adds a row with one cell for each column. */
    public TextTable row(Object... cells) {
        if (cells.length != headings.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + headings.size() + " columns");
        }
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(String.valueOf(cell));
        }
        rows.add(Collections.unmodifiableList(row));
        return this;
    }

    /** How many rows there are. */
    public int size() {
        return rows.size();
    }

    /** The titles of the columns. */
    public List<String> titles() {
        return headings.stream().map(Heading::title).toList();
    }

    /** Whether a column is one of numbers. */
    public boolean isNumber(int column) {
        return headings.get(column).align() == Align.RIGHT;
    }

    /** The cells of a row. */
    public List<String> cells(int row) {
        return rows.get(row);
    }

    /** The table for a terminal: a line of titles, then the rows; two blanks between columns, none at line ends. */
    public String render() {
        int[] widths = new int[headings.size()];
        for (int column = 0; column < widths.length; column++) {
            widths[column] = headings.get(column).title().length();
            for (List<String> row : rows) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        StringBuilder out = new StringBuilder();
        appendLine(out, widths, headings.stream().map(Heading::title).toList());
        rows.forEach(row -> appendLine(out, widths, row));
        return out.toString();
    }

    private void appendLine(StringBuilder out, int[] widths, List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String padding = " ".repeat(widths[column] - cells.get(column).length());
            boolean right = headings.get(column).align() == Align.RIGHT;
            line.append(column == 0 ? "" : "  ");
            line.append(right ? padding + cells.get(column) : cells.get(column) + padding);
        }
        out.append(line.toString().stripTrailing()).append('\n');
    }

    /** The table as CSV with a line of titles. */
    public String csv() {
        StringBuilder out = new StringBuilder();
        appendCsv(out, headings.stream().map(Heading::title).toList());
        rows.forEach(row -> appendCsv(out, row));
        return out.toString();
    }

    private static void appendCsv(StringBuilder out, List<String> cells) {
        for (int column = 0; column < cells.size(); column++) {
            out.append(column == 0 ? "" : ",").append(csvCell(cells.get(column)));
        }
        out.append("\n");
    }

    /** One CSV cell, quoted where it must be. The one place where CSV is escaped. */
    public static String csvCell(String cell) {
        boolean quote = cell.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return quote ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }
}
