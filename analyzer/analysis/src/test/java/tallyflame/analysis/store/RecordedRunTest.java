package tallyflame.analysis.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.analysis.functions.FunctionTable;
import tallyflame.flamegraphs.Profile;
import tallyflame.recordings.InputException;
import tallyflame.recordings.ReadOptions;
import tallyflame.recordings.RecordingReader;

/** A recording of this JVM in SQL, against what the JDK's own reader says of it. */
class RecordedRunTest {
    private static final long WORK_NANOS = 1_500_000_000L;

    @TempDir
    static Path folder;

    private static Path recording;
    private static List<RecordedEvent> events;
    private static Database database;
    private static final LongAdder SINK = new LongAdder();

    @BeforeAll
    static void record() throws Exception {
        recording = folder.resolve("this-jvm.jfr");
        try (Recording jfr = new Recording()) {
            jfr.enable("jdk.ExecutionSample").withPeriod(Duration.ofMillis(10));
            jfr.enable("jdk.ObjectAllocationSample").with("throttle", "1000/s");
            jfr.start();
            Thread other = new Thread(RecordedRunTest::work, "worker-7");
            other.start();
            work();
            other.join();
            jfr.stop();
            jfr.dump(recording);
        }
        events = RecordingFile.readAllEvents(recording);
        RunSource run = RecordedRun.of(recording);
        Path tables = new Store(folder, true, source -> {}).tables(run, SyntheticRun.ALL);
        database = Database.open(
                List.of(new RunFolder(run.run(), tables)), SyntheticRun.ALL, folder.resolve("spill"), "1GB");
    }

    @AfterAll
    static void close() throws IOException {
        database.close();
    }

    private static void work() {
        long end = System.nanoTime() + WORK_NANOS;
        List<int[]> rubbish = new ArrayList<>();
        for (long n = 0; System.nanoTime() < end; n++) {
            SINK.add(recurse(12, n));
            rubbish.add(new int[64]);
            if (rubbish.size() == 1000) {
                rubbish.clear();
            }
        }
    }

    private static long recurse(int depth, long n) {
        return depth == 0 ? Long.toString(n).hashCode() : recurse(depth - 1, n) + depth;
    }

    private static List<RecordedEvent> events(String type) {
        List<RecordedEvent> found = events.stream()
                .filter(event -> event.getEventType().getName().equals(type) && event.getStackTrace() != null)
                .toList();
        assertThat(found).as(type).isNotEmpty();
        return found;
    }

    private static List<String> sums(
            String type, Function<RecordedEvent, String> key, ToLongFunction<RecordedEvent> value) {
        Map<String, Long> sums = new TreeMap<>();
        events(type).forEach(event -> sums.merge(key.apply(event), value.applyAsLong(event), Long::sum));
        return sums.entrySet().stream()
                .map(e -> e.getKey() + " " + e.getValue())
                .toList();
    }

    private static String function(RecordedFrame frame) {
        return frame.getMethod().getType().getName() + "." + frame.getMethod().getName();
    }

    @Test
    void samplesByThreadAreTheJdks() throws Exception {
        assertThat(Rows.of(
                                database,
                                "SELECT thread, sum(samples) FROM samples WHERE event = 'cpu' GROUP BY thread ORDER BY thread")
                        .lines())
                .isEqualTo(sums(
                        "jdk.ExecutionSample",
                        event -> event.getThread("sampledThread").getJavaName(),
                        event -> 1));
    }

    @Test
    void topFunctionsAreTheJdks() throws Exception {
        assertThat(Rows.of(
                                database,
                                "SELECT function, sum(s.samples) FROM samples s JOIN stacks USING (stack)"
                                        + " JOIN frames USING (frame) WHERE s.event = 'cpu' GROUP BY function"
                                        + " ORDER BY function")
                        .lines())
                .isEqualTo(sums(
                        "jdk.ExecutionSample",
                        event -> function(event.getStackTrace().getFrames().get(0)),
                        event -> 1));
    }

    @Test
    void allocatedBytesByThreadAreTheJdks() throws Exception {
        assertThat(Rows.of(
                                database,
                                "SELECT thread, sum(weight) FROM samples WHERE event LIKE 'alloc%' GROUP BY thread"
                                        + " ORDER BY thread")
                        .lines())
                .isEqualTo(sums(
                        "jdk.ObjectAllocationSample",
                        event -> event.getThread().getJavaName(),
                        event -> event.getLong("weight")));
    }

    @Test
    void timesAreTheJdksToTheMillisecond() throws Exception {
        List<Long> expected = events("jdk.ExecutionSample").stream()
                .map(event -> event.getStartTime().toEpochMilli())
                .sorted()
                .toList();
        List<List<Object>> times =
                Rows.of(database, "SELECT epoch_ms(time) FROM samples WHERE event = 'cpu' ORDER BY time").cells;
        assertThat(times).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat((Long) times.get(i).get(0)).isBetween(expected.get(i) - 1, expected.get(i) + 1);
        }
    }

    @Test
    void totalsAreTheProfilesAndFunctions() throws Exception {
        for (Profile profile :
                RecordingReader.read(List.of(recording), ReadOptions.defaults().withNormalizedHidden(true))) {
            String where = " WHERE event = '" + profile.event() + "'";
            assertThat(Rows.of(database, "SELECT sum(samples), sum(weight) FROM samples" + where)
                            .lines())
                    .containsExactly(
                            profile.tree().samples() + " " + profile.tree().weight());
            assertThat(Rows.of(
                                    database,
                                    "SELECT function, sum(weight) FROM inclusive_of('" + profile.event()
                                            + "') GROUP BY ALL")
                            .lines())
                    .containsExactlyInAnyOrderElementsOf(FunctionTable.of(profile).functions().stream()
                            .map(function -> function.name() + " " + function.total())
                            .toList());
        }
    }

    @Test
    void linesHaveTheSamplesOfTheirStacks() throws Exception {
        long expected = events("jdk.ExecutionSample").stream()
                .filter(event -> event.getStackTrace().getFrames().stream()
                        .anyMatch(frame -> function(frame).equals(RecordedRunTest.class.getName() + ".recurse")))
                .count();
        assertThat(Rows.of(
                                database,
                                "SELECT max(samples) FROM lines WHERE class = '" + RecordedRunTest.class.getName()
                                        + "' AND method = 'recurse'")
                        .single())
                .isEqualTo(expected);
    }

    @Test
    void tablesAreSmallerThanTheRecording() throws Exception {
        long size = 0;
        Path tables = new Store(folder, true, source -> {}).tables(RecordedRun.of(recording), SyntheticRun.ALL);
        for (ParquetTable table : ParquetTable.values()) {
            size += Files.size(tables.resolve(table.fileName()));
        }
        assertThat(size).isLessThan(Files.size(recording) / 2);
    }

    @Test
    void runDirectoryKeepsItsTables() throws Exception {
        Path pass = Files.createDirectories(folder.resolve("run-1/passes/sample-1"));
        Files.copy(recording, pass.resolve("async.jfr"));
        RunSource run = RecordedRun.of(folder.resolve("run-1"));
        assertThat(run.run()).isEqualTo("run-1");
        assertThat(new Store(folder, true, source -> {}).tables(run, SyntheticRun.ALL))
                .isEqualTo(folder.resolve("run-1/tables"));
    }

    @Test
    void whatIsNoRunIsSaid() throws IOException {
        assertThatThrownBy(() -> RecordedRun.of(folder.resolve("gone"))).isInstanceOf(NoSuchFileException.class);
        Path empty = Files.createDirectories(folder.resolve("empty"));
        assertThatThrownBy(() -> RecordedRun.of(empty))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("is not a run directory");
    }
}
