package tallyflame.analyzer.report;

import tallyflame.analyzer.tables.TextTable;
import tallyflame.flamegraphs.page.Html;

/** A table of text as markup. */
final class HtmlTable {
    private HtmlTable() {}

    /** The whole table, all cells as text. */
    static String of(TextTable table) {
        StringBuilder out = new StringBuilder("<table class=\"data\"><thead><tr>");
        for (int column = 0; column < table.titles().size(); column++) {
            out.append("<th scope=\"col\"").append(align(table, column)).append('>');
            out.append(Html.escape(table.titles().get(column))).append("</th>");
        }
        out.append("</tr></thead><tbody>\n");
        for (int row = 0; row < table.size(); row++) {
            out.append("<tr>");
            for (int column = 0; column < table.titles().size(); column++) {
                out.append("<td").append(align(table, column)).append('>');
                out.append(Html.escape(table.cells(row).get(column))).append("</td>");
            }
            out.append("</tr>\n");
        }
        return out.append("</tbody></table>\n").toString();
    }

    private static String align(TextTable table, int column) {
        return table.isNumber(column) ? " class=\"number\"" : "";
    }
}
