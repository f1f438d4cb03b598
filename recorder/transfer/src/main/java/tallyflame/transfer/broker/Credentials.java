package tallyflame.transfer.broker;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the broker knows a user by. {@link #toString} names no secrets.
 *
 * @param survey whose alerts
 * @param username given by the broker
 * @param password may be {@code null}
 * @param groupId consumer group: offsets are committed under this name
 * @param servers addresses, joined by commas
 * @param maxTimeout seconds to wait for alerts that the topic should have
 * @param topics subscriptions
 * @param settings of the Kafka client, such as {@code security.protocol}
 */
public record Credentials(
        Survey survey,
        String username,
        String password,
        String groupId,
        String servers,
        int maxTimeout,
        List<String> topics,
        Map<String, String> settings) {
    /** Seconds to wait where nothing else is said. */
    public static final int DEFAULT_TIMEOUT = 10;

    /** What is shown in place of a secret. */
    public static final String HIDDEN = "********";

    private static final Set<String> SECRET_WORDS = Set.of("password", "jaas", "secret", "token", "key");

    /** Whether a setting of the Kafka client must not be shown. */
    public static boolean isSecret(String setting) {
        String name = setting.toLowerCase(Locale.ROOT);
        return SECRET_WORDS.stream().anyMatch(name::contains) && !name.endsWith(".location");
    }

    /** The entries, by the names in the file, secrets hidden. */
    public Map<String, Object> shown() {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("survey", survey.label());
        shown.put("username", username);
        shown.put("groupid", groupId);
        shown.put("servers", servers);
        shown.put("maxtimeout", maxTimeout);
        shown.put("topics", topics);
        if (password != null) {
            shown.put("password", HIDDEN);
        }
        for (String name : new TreeSet<>(settings.keySet())) {
            shown.put(name, isSecret(name) ? HIDDEN : settings.get(name));
        }
        return shown;
    }

    @Override
    public String toString() {
        return shown().toString();
    }
}
