package tallyflame.analysis.fleet.add;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tallyflame.analysis.table.Json;

/**
 * What recordings are labelled with when they are added.
 *
 * @param service whose they are, which is also the name of a folder
 * @param others by name, sorted: {@code host}, {@code version} and {@code commit} have columns of their own, all others are in one
 */
public record Labels(String service, Map<String, String> others) {
    private static final String UNNAMED = "unnamed";
    private static final Pattern SERVICE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*");

    /**
     * The labels of a command line.
     *
     * @throws IllegalArgumentException if the name of the service cannot be that of a folder, with a message for the user
     */
    public static Labels of(Map<String, String> given) {
        Map<String, String> others = new TreeMap<>(given);
        String service = others.getOrDefault("service", UNNAMED);
        others.remove("service");
        if (!SERVICE.matcher(service).matches()) {
            throw new IllegalArgumentException(
                    "a service is named by letters, digits, '.', '_' and '-', not '" + service + "'");
        }
        return new Labels(service, others);
    }

    /** A label, {@code null} if it was not given. */
    String get(String name) {
        return others.get(name);
    }

    /** All without a column of their own, as a JSON object. */
    String json() {
        Map<String, String> rest = new LinkedHashMap<>(others);
        rest.keySet().removeAll(java.util.Set.of("host", "version", "commit"));
        return Json.text(rest);
    }
}
