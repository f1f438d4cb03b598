package tallyflame.analysis.spans;

import java.util.List;
import java.util.Map;
import tallyflame.flamegraphs.Ledger.Loss;

/**
 * The JSON document of {@code spans}; component names are its keys.
 *
 * @param schema version of the document
 * @param unit unit of all times
 * @param names one object for each name: {@code name}, {@code count}, {@code perSecond}, {@code mean}, {@code p50}, {@code p90},
 *     {@code p99}, {@code max}; means of a span: {@code cpu} or null, {@code lock}, {@code wait}, {@code park}, {@code sleep},
 *     {@code io}, {@code gc}; and {@code samples}
 * @param slowest single spans, the slowest first: {@code name}, {@code tag}, {@code thread}, {@code start} (nanoseconds since 1970),
 *     {@code duration}, and what it cost, as above
 * @param notes what cannot be told, or was left out
 * @param unreadable parts of the recordings that could not be read
 */
public record SpansDocument(
        int schema,
        String unit,
        List<Map<String, Object>> names,
        List<Map<String, Object>> slowest,
        List<String> notes,
        List<Loss> unreadable) {}
