package tallyflame.analysis.cluster;

import java.util.List;
import java.util.Map;

/**
 * The JSON document of {@code spark}; component names are its keys.
 *
 * @param schema version of the document
 * @param application its id
 * @param groups stages, tasks, executors or jobs, those that took the most time first; times in nanoseconds
 * @param moreWork lines that did more work in the slowest task of a stage than in its median task
 * @param ledger what became of every attempt
 * @param notes what went wrong while it was recorded
 */
public record ClusterDocument(
        int schema,
        String application,
        List<Map<String, Object>> groups,
        List<Map<String, Object>> moreWork,
        ClusterLedger ledger,
        List<String> notes) {}
