package tallyflame.analysis.report;

import java.util.List;
import tallyflame.analysis.table.TextTable;
import tallyflame.flamegraphs.page.Html;

/** A table of text as markup. */
final class HtmlTable {
    private final TextTable table;
    private final List<String> links;

    private HtmlTable(TextTable table, List<String> links) {
        this.table = table;
        this.links = links;
    }

    /** The whole table, all cells as text. */
    static String of(TextTable table) {
        return new HtmlTable(table, List.of()).html();
    }

    /**
     * The same with a link in the first cell of each row.
     *
     * @param links relative addresses of files next to the page or below it, one for each row
     */
    static String of(TextTable table, List<String> links) {
        return new HtmlTable(table, links).html();
    }

    private String html() {
        StringBuilder out = new StringBuilder("<div class=\"wide\"><table class=\"data\"><thead><tr>");
        for (int column = 0; column < table.titles().size(); column++) {
            out.append("<th scope=\"col\"").append(align(column)).append('>');
            out.append(Html.escape(table.titles().get(column))).append("</th>");
        }
        out.append("</tr></thead><tbody>\n");
        for (int row = 0; row < table.size(); row++) {
            out.append("<tr>");
            for (int column = 0; column < table.titles().size(); column++) {
                out.append("<td").append(align(column)).append('>').append(cell(row, column));
                out.append("</td>");
            }
            out.append("</tr>\n");
        }
        return out.append("</tbody></table></div>\n").toString();
    }

    private String cell(int row, int column) {
        String text = Html.escape(table.cells(row).get(column));
        return column == 0 && row < links.size()
                ? "<a href=\"" + Html.escape(links.get(row)) + "\">" + text + "</a>"
                : text;
    }

    private String align(int column) {
        return table.isNumber(column) ? " class=\"number\"" : "";
    }
}
