package tallyflame.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;

class SystemPropertiesTest {
    private static Path jdk() throws Exception {
        Path file = Recordings.folder().resolve("properties.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.InitialSystemProperty");
            recording.start();
            recording.dump(file);
        }
        return file;
    }

    private static Map<String, String> oracle(Path file) throws Exception {
        Map<String, String> properties = new LinkedHashMap<>();
        for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
            String value = event.getEventType().getName().equals("jdk.InitialSystemProperty")
                    ? event.getString("value")
                    : null;
            if (value != null && !value.isEmpty()) {
                properties.put(event.getString("key"), value);
            }
        }
        return properties;
    }

    @Test
    void theJdksOwnReaderFindsTheSame() throws Exception {
        for (Path file : List.of(
                jdk(),
                Recordings.async("detail", "event=" + Recordings.cpuEvent() + ",interval=1ms,alloc=64k,cstack=vm"))) {
            assertThat(SystemProperties.read(file, Set.of("no.such.property")))
                    .isEqualTo(oracle(file))
                    .containsKey("java.class.path");
        }
        assertThat(SystemProperties.read(jdk(), Set.of("java.home")))
                .containsEntry("java.home", System.getProperty("java.home"));
    }

    /** What nobody wrote is not found, and is no error. */
    @Test
    void aRecordingWithoutPropertiesHasNone() throws Exception {
        Path file = Recordings.folder().resolve("none.jfr");
        Files.write(file, JdkLayout.recording(17));
        assertThat(SystemProperties.read(file, Set.of("java.home"))).isEmpty();
    }
}
