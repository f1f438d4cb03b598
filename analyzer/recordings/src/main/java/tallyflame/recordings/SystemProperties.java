package tallyflame.recordings;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The system properties that a profiled JVM wrote into its recording, as the JDK and async-profiler both make it do. */
public final class SystemProperties {
    private SystemProperties() {}

    /**
     * Reads a recording, chunk by chunk, until some properties are known.
     *
     * @param wanted their names
     * @return the properties met until then, perhaps without some that were wanted; damage is passed over
     * @throws tallyflame.recordings.InputException if the file is no recording
     */
    public static Map<String, String> read(Path recording, Set<String> wanted) throws IOException {
        Map<String, String> properties = new LinkedHashMap<>();
        EventReader.of(recording)
                .withParallelism(1)
                .until(() -> properties.keySet().containsAll(wanted))
                .on("jdk.InitialSystemProperty", List.of("key", "value"), event -> {
                    if (!event.text(1).isEmpty()) {
                        properties.put(event.text(0), event.text(1));
                    }
                })
                .read();
        return properties;
    }
}
