package tallyflame.analysis.fleet.ask;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tallyflame.analysis.store.Views;

/**
 * Two sides of a comparison by labels, all of which hold for all samples of a side.
 *
 * @param base values by names of labels, of what was before
 * @param fresh the same of what is new
 */
public record Sides(Map<String, String> base, Map<String, String> fresh) {
    static final String BASE = "base";
    static final String NEW = "new";
    static final String BOTH = "both";

    private static final Set<String> COLUMNS = Set.of("service", "host", "version", "commit", "recorder", "day");

    /** Copies the maps. */
    public Sides {
        base = Map.copyOf(base);
        fresh = Map.copyOf(fresh);
    }

    /** The expression in SQL that tells them apart; NULL for samples of neither. */
    String sql() {
        String first = condition(base);
        String second = condition(fresh);
        return "CASE WHEN " + first + " AND " + second + " THEN '" + BOTH + "' WHEN " + first + " THEN '" + BASE
                + "' WHEN " + second + " THEN '" + NEW + "' END";
    }

    private static String condition(Map<String, String> labels) {
        return labels.entrySet().stream()
                .map(label -> column(label.getKey()) + " = " + Views.literal(label.getValue()))
                .sorted()
                .collect(Collectors.joining(" AND ", "(", ")"));
    }

    private static String column(String name) {
        return COLUMNS.contains(name) ? name + "::VARCHAR" : "(labels ->> " + Views.literal(name) + ")";
    }

    @Override
    public String toString() {
        return words(base) + " and " + words(fresh);
    }

    private static String words(Map<String, String> labels) {
        return labels.entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
