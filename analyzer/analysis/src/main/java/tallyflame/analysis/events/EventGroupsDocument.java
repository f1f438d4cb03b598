package tallyflame.analysis.events;

import java.util.List;
import java.util.Map;
import tallyflame.flamegraphs.Ledger.Loss;

/**
 * The JSON document of {@code events --event}; component names are its keys.
 *
 * @param schema version of the document
 * @param event full name of the type
 * @param by names of the fields by which events are added up
 * @param unit unit of the durations
 * @param count how many events there are, also those in groups that are not shown
 * @param groups one row for each: {@code count}, durations {@code total}, {@code mean} and {@code max} or null where events have none,
 *     {@code bytes} or null, and the fields; of timed methods {@code invocations} instead of the count, and {@code min}
 * @param unreadable parts of the recordings that could not be read
 */
public record EventGroupsDocument(
        int schema,
        String event,
        List<String> by,
        String unit,
        long count,
        List<Map<String, Object>> groups,
        List<Loss> unreadable) {}
