package tallyflame.cli.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.cli.CommandLineRun;

class EventsCommandTest {
    private static final int PARKS = 30;

    @TempDir
    private static Path folder;

    private static Path recording;

    @BeforeAll
    static void record() throws Exception {
        recording =
                Files.createDirectories(folder.resolve("run/passes/sample-1")).resolve("flight.jfr");
        try (Recording jfr = new Recording()) {
            jfr.enable("jdk.ThreadPark").withThreshold(Duration.ZERO).withStackTrace();
            jfr.enable("jdk.JVMInformation");
            jfr.start();
            for (int i = 0; i < PARKS; i++) {
                LockSupport.parkNanos(1000);
            }
            jfr.dump(recording);
        }
    }

    private static JsonNode json(Object... arguments) throws Exception {
        return new ObjectMapper().readTree(events(arguments).out());
    }

    private static CommandLineRun events(Object... arguments) {
        String[] line = new String[arguments.length + 1];
        Arrays.setAll(line, i -> i == 0 ? "events" : arguments[i - 1].toString());
        return CommandLineRun.of(line);
    }

    @Test
    void everyTypeIsCountedWithItsDurations() throws Exception {
        List<RecordedEvent> all = RecordingFile.readAllEvents(recording);
        JsonNode json = json(recording, "--json");
        assertThat(json.get("schema").asInt()).isEqualTo(1);
        assertThat(json.get("unit").asText()).isEqualTo("ns");
        assertThat(json.get("count").asInt()).isEqualTo(all.size());
        assertThat(json.get("unreadable")).isEmpty();
        for (JsonNode type : json.get("events")) {
            List<RecordedEvent> events = all.stream()
                    .filter(event -> event.getEventType()
                            .getName()
                            .equals(type.get("name").asText()))
                    .toList();
            assertThat(type.get("count").asInt()).isEqualTo(events.size()).isPositive();
            assertThat(type.get("bytes").asLong()).isPositive();
            assertThat(type.get("total").isNull()).isEqualTo(!events.get(0).hasField("duration"));
            if (type.get("name").asText().equals("jdk.ThreadPark")) {
                assertThat(type.get("stacks").asInt()).isEqualTo(events.size()).isGreaterThanOrEqualTo(PARKS);
                assertThat(type.get("max").asLong())
                        .isBetween(1L, type.get("total").asLong());
                assertThat(type.get("mean").asDouble() * events.size())
                        .isEqualTo(type.get("total").asDouble());
            }
        }
    }

    @Test
    void theTableNamesTypesWithAndWithoutStacks() {
        CommandLineRun run = events(folder.resolve("run"));
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).containsPattern("events .* types").contains("jdk.ThreadPark", "jdk.JVMInformation");
        String[] csv = events(recording, "--format", "csv", "--top", 1).out().split("\n", -1);
        assertThat(csv).hasSize(3);
        assertThat(csv[0]).isEqualTo("name,count,total,mean,max,stacks,bytes");
    }

    @Test
    void whatIsDamagedIsSaid() throws Exception {
        byte[] whole = Files.readAllBytes(recording);
        Path cut = Files.write(folder.resolve("cut.jfr"), Arrays.copyOf(whole, whole.length - 10));
        assertThat(events(cut).out()).contains("not readable: " + cut);
        assertThat(json(cut, "--json").get("unreadable")).isNotEmpty();
        Path text = Files.writeString(folder.resolve("notes.jfr"), "hello");
        CommandLineRun run = events(text);
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).hasLineCount(1).contains("notes.jfr: is not a flight recording");
    }
}
