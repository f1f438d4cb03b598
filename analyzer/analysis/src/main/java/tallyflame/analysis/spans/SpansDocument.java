package tallyflame.analysis.spans;

import java.util.List;
import java.util.Map;
import tallyflame.flamegraphs.Ledger.Loss;

/**
 * The JSON document of {@code spans}; component names are its keys.
 *
 * @param schema version of the document
 * @param unit unit of all times
 * @param names for each name its count, durations ({@code p50}, …) and the means of what a span cost: CPU time or null, waits by
 *     kind, pauses of the garbage collector
 * @param slowest single spans, the slowest first: which it was, when it began in nanoseconds since 1970, how long it took, and what it
 *     cost
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
