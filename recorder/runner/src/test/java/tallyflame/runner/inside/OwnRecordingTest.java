package tallyflame.runner.inside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.runs.EnvironmentException;

/** Chunks are taken from a recording that goes on; the JDK's own reader says what is in them. */
class OwnRecordingTest {
    @TempDir
    Path folder;

    @Name("test.Step")
    @StackTrace(false)
    static final class Step extends Event {
        int number;
    }

    private final Map<String, byte[]> taken = new LinkedHashMap<>();

    @Test
    void everyEventIsTakenOnceWhileTheRecordingGoesOn() throws Exception {
        OwnRecording recording = start();
        step(1);
        recording.take(taken::put);
        List<Integer> before = steps();
        step(2);
        step(3);
        recording.take(taken::put);
        List<Integer> between = steps();
        step(4);
        work();
        recording.stop(taken::put);

        assertThat(before).containsExactly(1);
        assertThat(between).containsExactly(1, 2, 3);
        assertThat(steps()).containsExactly(1, 2, 3, 4);
        assertThat(events("async"))
                .extracting(event -> event.getEventType().getName())
                .contains("jdk.ExecutionSample");
        assertThat(recording.engine().name()).isIn("perf-cpu-clock", "ctimer", "itimer");
    }

    @Test
    void theTickOfTheKernelIsMeasuredInThisJvm() throws Exception {
        OwnRecording recording = OwnRecording.start(folder, "ctimer", Duration.ofNanos(100_000));
        recording.stop(taken::put);

        // No kernel without ticks is known, but one may come: it would deliver what was asked for.
        if (recording.engine().intervalNanos() != 100_000) {
            assertThat(recording.engine().raised())
                    .startsWith("the interval was raised from 0.1 ms to ")
                    .contains(" of the kernel, here ");
        }
    }

    @Test
    void whatCouldNotBeKeptIsHandedOverAgain() throws Exception {
        OwnRecording recording = start();
        step(1);
        assertThatThrownBy(() -> recording.take((name, chunk) -> {
                    throw new IOException("no room for " + name);
                }))
                .hasMessageContaining("no room for flight-000001.jfr");
        step(2);
        recording.stop(taken::put);

        assertThat(steps()).containsExactly(1, 2);
    }

    @Test
    void anEventThatCannotBeSampledIsRefusedAndNothingRuns() throws Exception {
        assertThatThrownBy(() -> OwnRecording.start(folder, "no-such-event", Duration.ofMillis(1)))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining("no-such-event");
        OwnRecording recording = start(); // which would fail if the profiler ran
        recording.stop(taken::put);
    }

    /** A JVM whose flight recorder has ended, as it does beside other hooks, when the recording is stopped. */
    static final class EndingJvm {
        public static void main(String[] arguments) throws Exception {
            Path folder = Path.of(arguments[0]);
            OwnRecording recording = OwnRecording.start(folder, "cpu", Duration.ofMillis(1));
            step(1);
            recording.take((name, chunk) -> Files.write(folder.resolve("taken-" + name), chunk));
            step(2);
            Path repository = Path.of(System.getProperty("jdk.jfr.repository"));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAfter(repository, recording, folder)));
        }

        private static void stopAfter(Path repository, OwnRecording recording, Path folder) {
            while (Files.exists(repository)) {
                Thread.onSpinWait();
            }
            try {
                recording.stop((name, chunk) -> Files.write(folder.resolve("taken-" + name), chunk));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Test
    void everyEventIsTakenOnceWhereTheJvmHasEndedItsRecordingBefore() throws Exception {
        Process jvm = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        EndingJvm.class.getName(),
                        folder.toString())
                .inheritIO()
                .start();
        assertThat(jvm.waitFor(5, TimeUnit.MINUTES)).isTrue();
        for (int number = 1; Files.exists(folder.resolve("taken-flight-00000" + number + ".jfr")); number++) {
            String name = "flight-00000" + number + ".jfr";
            taken.put(name, Files.readAllBytes(folder.resolve("taken-" + name)));
        }

        assertThat(steps()).containsExactly(1, 2);
    }

    private OwnRecording start() throws IOException, EnvironmentException {
        return OwnRecording.start(folder, "cpu", Duration.ofMillis(1));
    }

    private static void step(int number) {
        Step step = new Step();
        step.number = number;
        step.commit();
    }

    private static void work() {
        long until = System.nanoTime() + Duration.ofMillis(200).toNanos();
        while (System.nanoTime() < until) {
            Thread.onSpinWait();
        }
    }

    private List<Integer> steps() throws IOException {
        return events("flight").stream()
                .filter(event -> event.getEventType().getName().equals("test.Step"))
                .map(event -> event.getInt("number"))
                .toList();
    }

    private List<RecordedEvent> events(String kind) throws IOException {
        List<RecordedEvent> events = new ArrayList<>();
        for (Map.Entry<String, byte[]> chunk : taken.entrySet()) {
            if (chunk.getKey().startsWith(kind)) {
                Path file = Files.write(folder.resolve(chunk.getKey()), chunk.getValue());
                events.addAll(RecordingFile.readAllEvents(file));
            }
        }
        return events;
    }
}
