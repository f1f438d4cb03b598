package tallyflame.analysis.table;

import java.util.List;
import java.util.stream.Collectors;
import tallyflame.flamegraphs.page.Html;

/** A table as markup for a page that has the style sheet of {@link tallyflame.flamegraphs.page.PageDocument}. */
public final class HtmlTable {
    private HtmlTable() {}

    /** The whole table, all cells as text. */
    public static String of(Table<?> table) {
        return of(table, List.of());
    }

    /**
     * The same with a link in the first cell of each row.
     *
     * @param links relative addresses of files next to the page or below it, one for each row
     */
    public static String of(Table<?> table, List<String> links) {
        String notes = table.notes().stream()
                .map(note -> "<p class=\"note\">" + Html.escape(note) + "</p>\n")
                .collect(Collectors.joining());
        return (table.caption().isEmpty() ? "" : "<h2>" + Html.escape(table.caption()) + "</h2>\n")
                + "<div class=\"wide\" tabindex=\"0\"><table class=\"data\">" + grid(table, links) + "</table></div>\n"
                + notes;
    }

    private static <R> String grid(Table<R> table, List<String> links) {
        List<Table.Column<R>> columns = table.columns();
        StringBuilder out = new StringBuilder("<thead><tr>");
        for (Table.Column<R> column : columns) {
            out.append("<th scope=\"col\"").append(style(column)).append('>');
            out.append(Html.escape(column.title())).append("</th>");
        }
        out.append("</tr></thead><tbody>\n");
        List<List<List<String>>> rows = table.cells();
        for (int row = 0; row < rows.size(); row++) {
            out.append(table.isFaint(row) ? "<tr class=\"faint\">" : "<tr>");
            for (int column = 0; column < columns.size(); column++) {
                String text = text(rows.get(row).get(column));
                boolean link = column == 0 && row < links.size();
                out.append("<td").append(style(columns.get(column))).append('>');
                out.append(link ? "<a href=\"" + Html.escape(links.get(row)) + "\">" + text + "</a>" : text);
                out.append("</td>");
            }
            out.append("</tr>\n");
        }
        return out.append("</tbody>").toString();
    }

    private static String text(List<String> lines) {
        return lines.stream().map(Html::escape).collect(Collectors.joining("<br>"));
    }

    private static String style(Table.Column<?> column) {
        return switch (column.type()) {
            case TEXT -> "";
            case CODE, LOCATION -> " class=\"code\"";
            case FIGURE -> " class=\"number\"";
        };
    }
}
