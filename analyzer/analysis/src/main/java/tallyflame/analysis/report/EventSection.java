package tallyflame.analysis.report;

import java.util.List;
import tallyflame.analysis.events.CommonEvents.Titled;
import tallyflame.analysis.table.HtmlTable;
import tallyflame.flamegraphs.page.Html;

/** Reads, writes, exceptions, locks and other events, added up by what they are about. */
final class EventSection {
    private static final int LONGEST = 300;

    private EventSection() {}

    static String of(List<Titled> tables) {
        if (tables.isEmpty()) {
            return "";
        }
        StringBuilder out = new StringBuilder("<h2 id=\"report-events\">Events</h2>\n<p class=\"note\">");
        out.append(
                "Added up by what they are about; only those that the recording was set to keep, such as reads above a"
                        + " threshold.</p>\n");
        for (Titled table : tables) {
            out.append("<h3>").append(Html.escape(table.title(), LONGEST)).append("</h3>\n");
            out.append(HtmlTable.of(table.table()));
        }
        return out.toString();
    }
}
