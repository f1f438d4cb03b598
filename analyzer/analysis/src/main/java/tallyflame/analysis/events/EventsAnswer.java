package tallyflame.analysis.events;

import java.util.List;
import tallyflame.analysis.functions.LedgerText;
import tallyflame.analysis.table.Answer;
import tallyflame.analysis.table.Table;
import tallyflame.flamegraphs.Quantity;
import tallyflame.recordings.EventSummary;
import tallyflame.recordings.EventSummary.Row;

/** The answer of {@code events}. */
public final class EventsAnswer {
    private EventsAnswer() {}

    /**
     * The types of event, with durations of those that have one.
     *
     * @param shown the rows to show
     */
    public static Answer of(EventSummary all, List<Row> shown) {
        long events = all.types().stream().mapToLong(Row::count).sum();
        Table<Row> table = table(shown);
        return new Answer("Events", () -> EventsDocument.of(events, table, all.losses()))
                .lines(Quantity.of(events, "events") + " of "
                        + Quantity.of(all.types().size(), "types") + ", " + Quantity.of(shown.size(), "shown"))
                .table(table)
                .lines(LedgerText.losses(all.losses()));
    }

    private static Table<Row> table(List<Row> rows) {
        return Table.of(rows)
                .count("events", Row::count)
                .weight("total", "ns", row -> row.timed() ? row.total() : null)
                .weight("mean", "ns", row -> row.timed() ? row.mean() : null)
                .weight("longest", "ns", row -> row.timed() ? row.longest() : null)
                .count("with stack", Row::stacks)
                .weight("size", "bytes", Row::bytes)
                .code("type", Row::name)
                .data("name", Row::name)
                .data("count", Row::count)
                .data("total", row -> row.timed() ? row.total() : null)
                .data("mean", row -> row.timed() ? row.mean() : null)
                .data("max", row -> row.timed() ? row.longest() : null)
                .data("stacks", Row::stacks)
                .data("bytes", Row::bytes);
    }
}
