package tallyflame.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileInputStream;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import one.profiler.AsyncProfiler;
import one.profiler.AsyncProfilerLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.flamegraphs.Ledger;
import tallyflame.flamegraphs.Profile;
import tallyflame.recordings.chunk.ChunkHeader;
import tallyflame.recordings.sample.Settings;

/** Windows, time ranges, threads, kinds and several files. */
class SelectionTest {
    @TempDir
    private Path folder;

    private static Profile read(ReadOptions options, Path... files) throws Exception {
        List<Profile> profiles = RecordingReader.read(List.of(files), options);
        assertThat(profiles).isNotEmpty();
        Profile profile = profiles.get(0);
        assertThat(profile.ledger().balanced()).isTrue();
        return profile;
    }

    private static ReadOptions park() {
        return ReadOptions.defaults().withEvents("park");
    }

    private static long count(Path file, Predicate<RecordedEvent> wanted) throws Exception {
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().equals("jdk.ThreadPark"))
                .filter(wanted)
                .count();
    }

    /** Two threads park; only one marks a window, around the second of its three rounds; the end may be missing. */
    private Path windowed(boolean ended) throws Exception {
        Path file = folder.resolve("windowed-" + ended + ".jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.ThreadPark").withThreshold(Duration.ZERO).withStackTrace();
            recording.enable("tallyflame.Window");
            recording.enable("tallyflame.WindowStart");
            recording.start();
            Thread other = new Thread(Workload::park, "other");
            Thread marking = new Thread(() -> mark(ended), "marking");
            other.start();
            marking.start();
            other.join();
            marking.join();
            recording.dump(file);
        }
        return file;
    }

    private static void mark(boolean ended) {
        Workload.park();
        WindowMark.Start start = new WindowMark.Start();
        WindowMark.Whole whole = new WindowMark.Whole();
        start.commit();
        whole.begin();
        Workload.park();
        if (ended) {
            whole.commit();
        }
        Workload.park();
    }

    @Test
    void onlySamplesOfTheMarkedThreadWithinItsWindowCount() throws Exception {
        Path file = windowed(true);
        RecordedEvent window = RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().equals("tallyflame.Window"))
                .findFirst()
                .orElseThrow();
        long expected = count(
                file,
                event -> event.getThread().getJavaName().equals("marking")
                        && !event.getStartTime().isBefore(window.getStartTime())
                        && !event.getStartTime().isAfter(window.getEndTime()));
        Ledger ledger = read(park(), file).ledger();
        assertThat(expected).isEqualTo(Workload.PARKS);
        assertThat(ledger.kept()).isEqualTo(expected);
        assertThat(ledger.outsideWindow()).isEqualTo(ledger.total() - expected).isPositive();
        assertThat(read(park().withMeasuredWindowOnly(false), file).ledger().outsideWindow())
                .isZero();
    }

    @Test
    void aWindowWithoutEndLastsToTheEndOfTheRecording() throws Exception {
        assertThat(read(park(), windowed(false)).ledger().kept()).isEqualTo(2L * Workload.PARKS);
    }

    @Test
    void aWindowMarkedInOneRecordingHoldsForTheOthersOfTheFolder() throws Exception {
        Path file = windowed(true);
        Path copy = Files.copy(file, folder.resolve("copy.jfr"));
        assertThat(read(park(), file, copy).ledger().kept()).isEqualTo(2L * Workload.PARKS);
        Path elsewhere =
                Files.copy(file, Files.createDirectory(folder.resolve("other")).resolve("a.jfr"));
        assertThat(read(park(), file, elsewhere).ledger().kept()).isEqualTo(2L * Workload.PARKS);
    }

    /** The calls of a method stand for counters, which few machines let a program have. */
    @Test
    void samplesOfACounterGoByItsName() throws Exception {
        Path file = folder.resolve("counter.jfr");
        String counter = Counted.class.getName() + ".call";
        AsyncProfiler profiler = AsyncProfilerLoader.load();
        profiler.execute("start,jfr,event=" + counter + ",alloc=64k,file=" + file);
        for (int i = 0; i < CALLS; i++) {
            Counted.call();
        }
        profiler.execute("stop,file=" + file);
        for (String name : List.of(counter, "cpu")) {
            Profile profile = read(ReadOptions.defaults().withEvents(name), file);
            assertThat(profile.event()).isEqualTo(counter);
            assertThat(profile.unit()).isEqualTo("samples");
            assertThat(profile.tree().totalWeights().get(0)).isEqualTo(CALLS);
        }
        assertThat(read(ReadOptions.defaults().withPrimaryEvent(), file).event())
                .isEqualTo(counter);
        assertThatThrownBy(() -> read(ReadOptions.defaults().withEvents("cache-misses"), file))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(file + ": holds no samples of cache-misses; it holds: ")
                .hasMessageContaining(counter);
    }

    private static final int CALLS = 5;

    /** Not among the methods of other tests, because the profiler changes its class. */
    private static final class Counted {
        static int calls;

        static void call() {
            calls++;
        }
    }

    private static long startNanos(Path file) throws Exception {
        try (FileChannel channel = FileChannel.open(file)) {
            return ChunkHeader.read(channel, 0).startNanos();
        }
    }

    @Test
    void timeRangeCountsFromTheStart() throws Exception {
        Path file = Recordings.jdk();
        Instant start = Instant.ofEpochSecond(0, startNanos(file));
        ReadOptions options = ReadOptions.defaults().withEvents("park");
        Duration from = Duration.ofMillis(300);
        Duration to = Duration.ofMillis(900);
        long expected = count(
                file,
                event -> !event.getStartTime().isBefore(start.plus(from))
                        && !event.getStartTime().isAfter(start.plus(to))
                        && event.getStackTrace() != null);
        Ledger ledger = read(options.withRange(from, to), file).ledger();
        // An event at the very bound may fall to either side by rounding of ticks.
        assertThat(ledger.kept()).isBetween(expected - 2, expected + 2).isPositive();
        assertThat(ledger.outsideRange()).isPositive();
    }

    @Test
    void threadsByGlob() throws Exception {
        Path file = Recordings.jdk();
        ReadOptions options = ReadOptions.defaults().withEvents("park").withSamples(true);
        Profile profile = read(options.withThread("worker-?"), file);
        long expected = count(file, event -> event.getThread().getJavaName().matches("worker-."));
        assertThat(profile.ledger().kept()).isEqualTo(expected).isPositive();
        assertThat(Arrays.stream(profile.samples().orElseThrow().threads())
                        .mapToObj(thread ->
                                profile.samples().orElseThrow().threadNames().get(thread)))
                .allMatch(name -> name.startsWith("worker-"));
        Profile none = read(options.withThread("nobody*"), file);
        assertThat(none.ledger().kept()).isZero();
        assertThat(none.ledger().otherThreads())
                .isEqualTo(none.ledger().total())
                .isPositive();
    }

    @Test
    void severalFilesAreMerged() throws Exception {
        Path file = Recordings.jdk();
        Profile once = read(ReadOptions.defaults().withEvents("cpu"), file);
        Profile twice = read(ReadOptions.defaults().withEvents("cpu"), file, file);
        assertThat(twice.distinct().tree().size())
                .isEqualTo(once.distinct().tree().size());
        assertThat(twice.tree().weight()).isEqualTo(2 * once.tree().weight());
    }

    @Test
    void theMostTellingKindComesFirst() throws Exception {
        Path file = Recordings.jdk();
        assertThat(read(ReadOptions.defaults().withPrimaryEvent(), file).event())
                .isEqualTo("cpu");
        assertThat(RecordingReader.read(List.of(file), ReadOptions.defaults()).stream()
                        .map(Profile::event))
                .startsWith("cpu")
                .contains("lock", "park")
                .doesNotHaveDuplicates();
    }

    @Test
    void aKindThatIsNotThereNamesThoseThatAre() throws Exception {
        Path file = Recordings.jdk();
        assertThatThrownBy(() -> RecordingReader.read(
                        List.of(file), ReadOptions.defaults().withEvents("malloc")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("holds no samples of malloc; it holds: alloc, cpu, ");
    }

    /** Files are read and a thread is started: events that are no samples by design, one with a duration and one without. */
    @Test
    void anyEventWithAStackFolds() throws Exception {
        Path file = folder.resolve("generic.jfr");
        Path read = Files.write(folder.resolve("read.txt"), new byte[100_000]);
        try (Recording recording = new Recording()) {
            recording.enable("jdk.FileRead").withThreshold(Duration.ZERO).withStackTrace();
            recording.enable("jdk.ThreadStart").withStackTrace();
            recording.enable("jdk.ActiveRecording").withoutStackTrace();
            recording.start();
            try (InputStream in = new FileInputStream(read.toFile())) {
                while (in.read(new byte[1000]) >= 0) {}
            }
            Thread thread = new Thread(() -> {}, "started");
            thread.start();
            thread.join();
            recording.dump(file);
        }
        ReaderAgainstOraclesTest.assertSame(
                file, "jdk.FileRead", "jdk.FileRead", new Oracle.Weigher("duration", 0, false));
        Profile reads = read(ReadOptions.defaults().withEvents("jdk.FileRead"), file);
        assertThat(reads.unit()).isEqualTo("ns");
        assertThat(reads.tree().samples()).isGreaterThanOrEqualTo(100);
        Profile starts = read(ReadOptions.defaults().withEvents("jdk.ThreadStart"), file);
        assertThat(starts.unit()).isEqualTo("samples");
        assertThat(starts.tree().weight()).isEqualTo(starts.tree().samples()).isPositive();
        for (String wrong : List.of("jdk.FileReed", "FileRead", "jdk.fileread")) {
            assertThatThrownBy(() -> read(ReadOptions.defaults().withEvents(wrong), file))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("it holds: jdk.FileRead, jdk.ThreadStart")
                    .message()
                    .doesNotContain("jdk.Active")
                    .hasLineCount(1);
        }
    }

    @Test
    void settingsOfTheJdkAndOfAsyncProfilerGiveIntervals() {
        Settings settings = new Settings();
        settings.put(101, "interval", "1000000");
        settings.put(102, "period", "20 ms");
        settings.put(103, "interval", "0");
        assertThat(settings.interval(101)).isEqualTo(1_000_000);
        assertThat(settings.interval(102)).isEqualTo(20_000_000);
        assertThat(settings.interval(103)).isEqualTo(10_000_000);
        assertThat(settings.interval(104)).isZero();
    }
}
