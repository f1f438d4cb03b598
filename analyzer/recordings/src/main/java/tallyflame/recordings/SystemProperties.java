package tallyflame.recordings;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The system properties that a profiled JVM wrote into its recording, as the JDK and async-profiler both make it do. */
public final class SystemProperties {
    private SystemProperties() {}

    /**
     * Reads a recording, chunk by chunk, until some properties are known. A JVM writes all of them at once.
     *
     * @param wanted their names
     * @return the properties met until then, perhaps without some that were wanted; damage is passed over
     * @throws tallyflame.recordings.InputException if the file is no recording
     */
    public static Map<String, String> read(Path recording, Set<String> wanted) throws IOException {
        Map<String, String> inEvents = read(EventReader.of(recording).withoutConstants(), wanted);
        // An empty value may be a constant, though no JVM so far writes one for it.
        Map<String, String> properties =
                inEvents.containsValue("") ? read(EventReader.of(recording), wanted) : inEvents;
        properties.values().removeIf(String::isEmpty);
        return properties;
    }

    private static Map<String, String> read(EventReader reader, Set<String> wanted) throws IOException {
        Map<String, String> properties = new LinkedHashMap<>();
        reader.withParallelism(1)
                .until(() -> !Collections.disjoint(properties.keySet(), wanted))
                .on(
                        "jdk.InitialSystemProperty",
                        List.of("key", "value"),
                        event -> properties.put(event.text(0), event.text(1)))
                .read();
        return properties;
    }
}
