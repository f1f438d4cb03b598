package tallyflame.analysis.table;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A table set in columns for a terminal. Figures are never cut: columns grow with them. Only the last column is cut at the width of
 * the terminal, and only if it holds text.
 */
public final class TerminalTable {
    /** From this width on columns are as wide as they would like to be. */
    private static final int ROOMY = 120;

    /** Under this width packages shrink to their initials, as in {@code o.a.Sky.bright:8}. */
    private static final int ROOM_FOR_PACKAGES = 180;

    /** A lower-case segment in front of a dot, and its first letter. */
    private static final Pattern PACKAGE = Pattern.compile("\\b([a-z])[a-z0-9_]*\\.(?=\\w+\\.)");

    private final int width;
    private final int gap;
    private final int indent;
    private final List<? extends Table.Column<?>> columns;
    private final List<List<List<String>>> rows = new ArrayList<>();
    private final int[] widths;
    private final StringBuilder out = new StringBuilder();

    private TerminalTable(Table<?> table, int width) {
        this.width = width;
        gap = table.isRuled() ? 1 : 2;
        indent = table.isIndented() ? 2 : 0;
        columns = table.columns();
        for (List<List<String>> cells : table.cells()) {
            List<List<String>> clean = new ArrayList<>();
            for (int column = 0; column < cells.size(); column++) {
                boolean shrink =
                        width < ROOM_FOR_PACKAGES && columns.get(column).type() == Table.Type.LOCATION;
                clean.add(cells.get(column).stream()
                        .map(TerminalText::clean)
                        .map(line -> shrink ? PACKAGE.matcher(line).replaceAll("$1.") : line)
                        .toList());
            }
            rows.add(clean);
        }
        widths = new int[columns.size()];
        for (int column = 0; column < widths.length; column++) {
            widths[column] = needed(column);
        }
    }

    /** Caption, titles, rows and notes, without any limit. */
    public static String of(Table<?> table) {
        return of(table, Integer.MAX_VALUE);
    }

    /** Caption, titles, rows and notes in so many columns of a terminal. */
    public static String of(Table<?> table, int width) {
        TerminalTable text = new TerminalTable(table, width);
        if (!table.caption().isEmpty()) {
            text.out.append(TerminalText.clean(table.caption())).append('\n');
        }
        text.titles(table.isRuled());
        text.rows.forEach(text::row);
        table.notes().forEach(note -> text.out
                .append(" ".repeat(text.indent))
                .append(TerminalText.clean(note))
                .append('\n'));
        return text.out.toString();
    }

    private int needed(int column) {
        int cells = rows.stream()
                .flatMap(row -> row.get(column).stream())
                .mapToInt(TerminalText::width)
                .max()
                .orElse(0);
        int least = width >= ROOMY ? columns.get(column).least() : 0;
        return Math.max(
                Math.max(cells, least), TerminalText.width(columns.get(column).title()));
    }

    private void titles(boolean ruled) {
        List<String> titles = columns.stream().map(column -> column.title()).toList();
        if (titles.stream().allMatch(String::isEmpty)) {
            return;
        }
        int before = out.length();
        line(titles, Integer.MAX_VALUE);
        if (ruled) {
            out.append("=".repeat(Math.min(width, out.length() - before - 1))).append('\n');
        }
    }

    private void row(List<List<String>> cells) {
        int lines = cells.stream().mapToInt(List::size).max().orElse(0);
        for (int line = 0; line < lines; line++) {
            int number = line;
            line(
                    cells.stream()
                            .map(cell -> number < cell.size() ? cell.get(number) : "")
                            .toList(),
                    width);
        }
    }

    private void line(List<String> cells, int most) {
        StringBuilder line = new StringBuilder();
        int used = 0;
        for (int column = 0; column < widths.length; column++) {
            boolean right = columns.get(column).type() == Table.Type.FIGURE;
            int space = column == 0 ? indent : right ? gap : 2;
            boolean last = column == widths.length - 1 && !right;
            String cell =
                    last ? TerminalText.cut(cells.get(column), Math.max(1, most - used - space)) : cells.get(column);
            String padding = " ".repeat(Math.max(0, widths[column] - TerminalText.width(cell)));
            line.append(" ".repeat(space)).append(right ? padding + cell : cell + padding);
            used += space + widths[column];
        }
        out.append(line.toString().stripTrailing()).append('\n');
    }
}
