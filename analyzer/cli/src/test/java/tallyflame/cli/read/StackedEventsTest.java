package tallyflame.cli.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.cli.CommandLineRun;

/** Events with stacks that are no samples by design: SQL has them all, and its views do not mix their units. */
class StackedEventsTest {
    private static final int TICKS = 7;

    @TempDir
    private static Path folder;

    private static Path recording;

    @Name("demo.Tick")
    static final class Tick extends Event {}

    @BeforeAll
    static void record() throws Exception {
        recording = folder.resolve("events.jfr");
        try (Recording jfr = new Recording()) {
            jfr.enable("jdk.FileWrite").withThreshold(Duration.ZERO).withStackTrace();
            jfr.enable("jdk.ThreadPark").withThreshold(Duration.ZERO).withStackTrace();
            jfr.enable("jdk.ObjectAllocationSample").withStackTrace();
            // Its type could have a stack, its events have none.
            jfr.enable("jdk.ActiveRecording");
            jfr.start();
            for (int i = 0; i < TICKS; i++) {
                new Tick().commit();
                LockSupport.parkNanos(1000);
                Files.write(folder.resolve("file"), new byte[1 << 20]);
            }
            jfr.dump(recording);
        }
    }

    private static String csv(String sql) {
        CommandLineRun run = CommandLineRun.of("query", recording.toString(), sql, "--format", "csv");
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run.out();
    }

    @Test
    void profilesHaveEveryEventWithAStack() throws Exception {
        Map<String, Long> expected = RecordingFile.readAllEvents(recording).stream()
                .filter(event -> event.getStackTrace() != null)
                .collect(Collectors.groupingBy(
                        event -> event.getEventType().getName(), TreeMap::new, Collectors.counting()));
        assertThat(expected).containsEntry("demo.Tick", (long) TICKS).containsKeys("jdk.FileWrite", "jdk.ThreadPark");
        Map<String, Long> found = csv("SELECT event, samples FROM profiles")
                .lines()
                .skip(1)
                .map(line -> line.split(",", -1))
                .collect(Collectors.toMap(
                        cells -> Map.of("park", "jdk.ThreadPark", "alloc", "jdk.ObjectAllocationSample")
                                .getOrDefault(cells[0], cells[0]),
                        cells -> Long.parseLong(cells[1])));
        assertThat(found).containsAllEntriesOf(expected).hasSameSizeAs(expected);
        assertThat(csv("SELECT sum(samples) FROM samples WHERE event = 'demo.Tick'"))
                .endsWith("\n" + TICKS + "\n");
    }

    @Test
    void viewsShowTheMainEventOnly() {
        assertThat(csv("SELECT event FROM profiles WHERE main")).isEqualTo("event\nalloc\n");
        for (String view : new String[] {"main_functions", "main_samples", "inclusive"}) {
            assertThat(csv("SELECT DISTINCT " + (view.equals("main_functions") ? "" : "event, ") + "unit FROM " + view))
                    .as(view)
                    .endsWith("bytes\n")
                    .hasLineCount(2);
        }
        assertThat(csv("SELECT DISTINCT event, unit FROM inclusive_of('park')")).isEqualTo("event,unit\npark,ns\n");
        assertThat(csv("SELECT DISTINCT event, unit FROM functions ORDER BY event"))
                .contains("alloc,bytes\n", "demo.Tick,samples\n", "jdk.FileWrite,ns\n", "park,ns\n");
    }
}
