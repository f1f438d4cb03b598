package tallyflame.analysis.table;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Markdown as GitHub reads it: the one place where it is escaped. */
public final class Markdown {
    /** Every character that may begin markup, anywhere in a line. */
    private static final String MARKUP = "\\`*_{}[]<>#|!@&~";

    private Markdown() {}

    /** A table with its caption and notes. */
    public static String of(Table<?> table) {
        String caption = table.caption().isEmpty() ? "" : "**" + escape(table.caption()) + "**\n\n";
        String notes = table.notes().isEmpty() ? "" : "\n" + paragraph(table.notes());
        return caption + grid(table) + notes;
    }

    private static <R> String grid(Table<R> table) {
        List<Table.Column<R>> columns = table.columns();
        StringBuilder out = new StringBuilder();
        out.append(row(columns.stream().map(column -> escape(column.title())).toList()));
        out.append(columns.stream()
                .map(column -> column.type() == Table.Type.FIGURE ? "--:" : "---")
                .collect(Collectors.joining("|", "|", "|\n")));
        for (List<List<String>> cells : table.cells()) {
            List<String> written = new ArrayList<>();
            for (int column = 0; column < cells.size(); column++) {
                boolean code = columns.get(column).type().isCode();
                written.add(cells.get(column).stream()
                        .map(line -> code ? code(line) : escape(line))
                        .collect(Collectors.joining("<br>")));
            }
            out.append(row(written));
        }
        return out.toString();
    }

    private static String row(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    /** Lines that stay lines. */
    public static String paragraph(List<String> lines) {
        return lines.stream().map(Markdown::escape).collect(Collectors.joining("  \n", "", "\n"));
    }

    /** Text that is nothing but text, in one line. */
    public static String escape(String text) {
        StringBuilder out = new StringBuilder();
        for (char c : TerminalText.clean(text).toCharArray()) {
            if (MARKUP.indexOf(c) >= 0) {
                out.append("&#").append((int) c).append(';');
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    /** Text as code that may stand in a table. */
    public static String code(String text) {
        String clean = TerminalText.clean(text).strip().replace('`', '\'').replace("|", "\\|");
        return clean.isEmpty() ? "" : "`" + clean + "`";
    }
}
