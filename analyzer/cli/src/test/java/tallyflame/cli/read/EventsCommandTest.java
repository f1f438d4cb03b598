package tallyflame.cli.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
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
                assertThat(type.get("mean").asDouble())
                        .isEqualTo(type.get("total").asDouble() / events.size());
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
    void eventsOfATypeAreAddedUpByTheirFields() throws Exception {
        Path reads = folder.resolve("reads.jfr");
        Path large = Files.write(folder.resolve("large.bin"), new byte[3000]);
        Path small = Files.write(folder.resolve("small.bin"), new byte[10]);
        try (Recording jfr = new Recording()) {
            jfr.enable("jdk.FileRead").withThreshold(Duration.ZERO);
            jfr.start();
            for (Path file : List.of(large, small, large)) {
                try (FileInputStream in = new FileInputStream(file.toFile())) {
                    assertThat(in.read(new byte[4000])).isPositive();
                }
            }
            jfr.dump(reads);
        }
        List<RecordedEvent> ofLarge = RecordingFile.readAllEvents(reads).stream()
                .filter(event -> event.hasField("path") && large.toString().equals(event.getString("path")))
                .toList();
        JsonNode json = json(reads, "--event", "jdk.FileRead", "--json");
        assertThat(json.get("by")).hasSize(1);
        assertThat(json.get("groups"))
                .filteredOn(group -> group.get("path").asText().equals(large.toString()))
                .singleElement()
                .satisfies(group -> {
                    assertThat(group.get("count").asInt()).isEqualTo(2).isEqualTo(ofLarge.size());
                    assertThat(group.get("bytes").asLong()).isEqualTo(6000);
                    assertThat(group.get("total").asLong())
                            .isEqualTo(ofLarge.stream()
                                    .mapToLong(event -> event.getDuration().toNanos())
                                    .sum());
                });
        assertThat(events(reads, "--event", "jdk.FileRead", "--by", "path,endOfFile")
                        .out())
                .contains("bytes", "endOfFile", small.toString());
        assertThat(events(reads, "--event", "jdk.FileRead", "--by", "file").err())
                .contains("events of jdk.FileRead have no field file; they have: startTime, duration,")
                .contains("path");
        assertThat(events(reads, "--event", "jdk.FileWrite").err()).contains("holds no events of jdk.FileWrite");
        assertThat(events(recording, "--event", "jdk.JVMInformation").err()).contains("Name it with --by");
        assertThat(events(reads, "--by", "path").exitCode()).isEqualTo(2);
    }

    @Test
    @EnabledForJreRange(minVersion = 25)
    void timedMethodsAreATable() throws Exception {
        Path timed = folder.resolve("timed.jfr");
        try (Recording jfr = new Recording()) {
            jfr.enable("jdk.MethodTiming")
                    .with("filter", EventsCommandTest.class.getName() + "::timed")
                    .with("period", "endChunk");
            jfr.start();
            timed();
            // Another recording that starts makes the JVM begin a new chunk, and write what it timed so far.
            try (Recording second = new Recording()) {
                second.start();
                timed();
                timed();
            }
            jfr.dump(timed);
        }
        RecordedEvent last = RecordingFile.readAllEvents(timed).stream()
                .filter(event -> event.getEventType().getName().equals("jdk.MethodTiming"))
                .max(Comparator.comparing(RecordedEvent::getStartTime))
                .orElseThrow();
        JsonNode method = json(timed, "--event", "jdk.MethodTiming", "--json")
                .get("groups")
                .get(0);
        assertThat(method.get("method").asText()).isEqualTo(EventsCommandTest.class.getName() + ".timed");
        assertThat(method.get("invocations").asLong()).isEqualTo(3).isEqualTo(last.getLong("invocations"));
        assertThat(method.get("max").asLong())
                .isEqualTo(last.getDuration("maximum").toNanos());
        assertThat(method.get("min").asLong())
                .isEqualTo(last.getDuration("minimum").toNanos());
    }

    private static void timed() {
        LockSupport.parkNanos(1000);
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
