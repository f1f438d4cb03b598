package tallyflame.analysis.events;

import java.util.List;
import java.util.Map;
import tallyflame.analysis.table.Table;
import tallyflame.flamegraphs.Ledger.Loss;

/**
 * The JSON document of the verb {@code events}; component names are its keys.
 *
 * @param schema version of the document
 * @param unit unit of the durations
 * @param count how many events there are, also of types that are not shown
 * @param events one row for each type: {@code name}, {@code count}, durations {@code total}, {@code mean} and {@code max} or null
 *     where its events have none, {@code stacks} that they have, {@code bytes} that they take
 * @param unreadable parts of the recordings that could not be read
 */
public record EventsDocument(
        int schema, String unit, long count, List<Map<String, Object>> events, List<Loss> unreadable) {
    static EventsDocument of(long count, Table<?> table, List<Loss> unreadable) {
        return new EventsDocument(1, "ns", count, table.objects(), unreadable);
    }
}
