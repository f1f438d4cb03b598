package tallyflame.analysis.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.flamegraphs.Profile;
import tallyflame.recordings.ReadOptions;
import tallyflame.recordings.RecordingReader;

/** The timelines of two recordings of this JVM, against what the JDK's own reader finds in them. */
class TimelineTest {
    /** Milliseconds since 1970 are a multiple of 0.00025 in a double; times may be rounded to the one nanosecond or the other. */
    private static final Offset<Double> MILLIS = Offset.offset(0.001);

    private static final Offset<Double> VALUE = Offset.offset(1e-4);

    private static final List<String> ALLOCATIONS =
            List.of("jdk.ObjectAllocationSample", "jdk.ObjectAllocationInNewTLAB", "jdk.ObjectAllocationOutsideTLAB");

    @TempDir
    private static Path folder;

    /** Where results go, so that the compiler cannot leave them out. */
    static volatile Object sink;

    private static List<Path> recordings;
    private static List<RecordedEvent> events;
    private static Timeline timeline;

    @Name("tallyflame.Window")
    private static final class Window extends Event {}

    @BeforeAll
    static void record() throws Exception {
        Thread[] pool = {spinning(1), spinning(2)};
        recordings = List.of(record("first.jfr"), record("second.jfr"));
        for (Thread thread : pool) {
            thread.interrupt();
            thread.join();
        }
        events = new ArrayList<>();
        for (Path recording : recordings) {
            events.addAll(RecordingFile.readAllEvents(recording));
        }
        events.sort(Comparator.comparing(RecordedEvent::getStartTime));
        timeline = Timeline.of(recordings, chunk -> {});
    }

    private static Thread spinning(int number) {
        Thread thread = new Thread(
                () -> {
                    while (!Thread.currentThread().isInterrupted()) {
                        Thread.onSpinWait();
                    }
                },
                "pool-77-thread-" + number);
        thread.start();
        return thread;
    }

    private static Path record(String name) throws IOException {
        Path file = folder.resolve(name);
        try (Recording recording = new Recording()) {
            for (String periodic : List.of("jdk.CPULoad", "jdk.ThreadCPULoad")) {
                recording.enable(periodic).withPeriod(Duration.ofMillis(10));
            }
            for (String type : List.of("jdk.GCHeapSummary", "jdk.GarbageCollection", "tallyflame.Window")) {
                recording.enable(type).withThreshold(Duration.ZERO);
            }
            ALLOCATIONS.forEach(recording::enable);
            recording.start();
            for (int round = 0; round < 3; round++) {
                Window window = new Window();
                window.begin();
                long end = System.nanoTime() + 150_000_000;
                while (System.nanoTime() < end) {
                    sink = new byte[10_000];
                }
                System.gc();
                window.commit();
            }
            sink = new byte[32 << 20];
            recording.dump(file);
        }
        return file;
    }

    private static Map<Double, Double> expected(String type, ToDoubleFunction<RecordedEvent> value) {
        Map<Double, Double> values = new TreeMap<>();
        events.stream()
                .filter(event -> event.getEventType().getName().equals(type))
                .forEach(event -> values.put(millis(event.getStartTime()), value.applyAsDouble(event)));
        return values;
    }

    private static double millis(Instant time) {
        return time.getEpochSecond() * 1e3 + time.getNano() / 1e6;
    }

    private static Series series(String chart, String name) {
        return timeline.charts().stream()
                .filter(one -> one.title().equals(chart))
                .flatMap(one -> one.series().stream())
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void assertSame(Series series, Map<Double, Double> expected) {
        assertThat(series.times()).hasSameSizeAs(expected.keySet()).isNotEmpty();
        int i = 0;
        for (Map.Entry<Double, Double> entry : expected.entrySet()) {
            assertThat(series.times().get(i)).isCloseTo(entry.getKey(), MILLIS);
            assertThat(series.values().get(i)).isCloseTo(entry.getValue(), VALUE);
            i++;
        }
    }

    @Test
    void loadOfTheProcessors() {
        String chart = "CPU load of all cores";
        assertSame(series(chart, "machine"), expected("jdk.CPULoad", event -> 100.0 * event.getFloat("machineTotal")));
        assertSame(
                series(chart, "this JVM, user"), expected("jdk.CPULoad", event -> 100.0 * event.getFloat("jvmUser")));
        assertSame(
                series(chart, "this JVM, system"),
                expected("jdk.CPULoad", event -> 100.0 * event.getFloat("jvmSystem")));
    }

    @Test
    void loadByThread() {
        String name = Thread.currentThread().getName();
        assertSame(series("CPU load by thread, of all cores", name), loads(name::equals));
    }

    /** Threads of a pool are one line; which of them does the work differs from run to run. */
    @Test
    void loadOfAPool() {
        assertSame(
                series("CPU load by thread, of all cores", "pool-77-thread-#"),
                loads(name -> name != null && name.startsWith("pool-77-thread-")));
    }

    private static Map<Double, Double> loads(Predicate<String> threads) {
        Map<Double, Double> loads = new TreeMap<>();
        for (RecordedEvent event : events) {
            if (event.getEventType().getName().equals("jdk.ThreadCPULoad")
                    && threads.test(event.getThread().getJavaName())) {
                double load = 100.0 * (event.getFloat("user") + event.getFloat("system"));
                loads.merge(millis(event.getStartTime()), load, Double::sum);
            }
        }
        return loads;
    }

    @Test
    void heapAndPauses() {
        String chart = "Heap before and after each collection";
        assertSame(series(chart, "used"), expected("jdk.GCHeapSummary", event -> event.getLong("heapUsed")));
        assertSame(
                series(chart, "committed"),
                expected("jdk.GCHeapSummary", event -> event.getLong("heapSpace.committedSize")));
        assertSame(
                series("Pauses of garbage collections", "sum of pauses"),
                expected(
                        "jdk.GarbageCollection",
                        event -> event.getDuration("sumOfPauses").toNanos() / 1e6));
    }

    @Test
    void allocation() {
        Map<Long, Double> bytes = new TreeMap<>();
        for (RecordedEvent event : events) {
            String size = List.of("weight", "tlabSize", "allocationSize").stream()
                    .filter(event::hasField)
                    .findFirst()
                    .orElse("");
            if (ALLOCATIONS.contains(event.getEventType().getName())) {
                bytes.merge((long) millis(event.getStartTime()) / 200, (double) event.getLong(size), Double::sum);
            }
        }
        Series series = series("Allocation, estimated from samples", "bytes a second");
        Map<Long, Double> found = new TreeMap<>();
        for (int i = 0; i < series.times().size(); i++) {
            if (series.values().get(i) > 0) {
                found.put(
                        series.times().get(i).longValue() / 200, series.values().get(i) / 5);
            }
        }
        assertThat(found).isEqualTo(bytes).hasSizeGreaterThan(1);
    }

    @Test
    void windowsAndBounds() {
        List<RecordedEvent> windows = events.stream()
                .filter(event -> event.getEventType().getName().equals("tallyflame.Window"))
                .toList();
        assertThat(timeline.windows()).hasSameSizeAs(windows).isNotEmpty();
        for (int i = 0; i < windows.size(); i++) {
            assertThat(timeline.windows().get(i)[0])
                    .isCloseTo(millis(windows.get(i).getStartTime()), MILLIS);
            assertThat(timeline.windows().get(i)[1])
                    .isCloseTo(millis(windows.get(i).getEndTime()), MILLIS);
        }
        double[] times = timeline.charts().stream()
                .filter(chart -> !chart.title().startsWith("Allocation"))
                .flatMap(chart -> chart.series().stream())
                .flatMapToDouble(series -> series.times().stream().mapToDouble(Double::doubleValue))
                .toArray();
        assertThat(timeline.startMillis())
                .isLessThanOrEqualTo(Arrays.stream(times).min().orElseThrow());
        assertThat(timeline.endMillis())
                .isGreaterThanOrEqualTo(Arrays.stream(times).max().orElseThrow());
        assertThat(timeline.problems()).isEmpty();
    }

    /** The first half of a recording, and one that is none. */
    @Test
    void whatCannotBeReadIsSaid() throws Exception {
        byte[] whole = Files.readAllBytes(recordings.get(0));
        Path half = Files.write(folder.resolve("half.jfr"), Arrays.copyOf(whole, whole.length / 2));
        Path text = Files.writeString(folder.resolve("text.jfr"), "hello");
        assertThat(Timeline.of(List.of(half, text), chunk -> {}).problems())
                .satisfiesExactly(
                        problem -> assertThat(problem).startsWith("half.jfr: not all of it is in the timeline: "),
                        problem -> assertThat(problem).startsWith("text.jfr: not in the timeline: "));
    }

    /** Also of a recording with something behind its last chunk. */
    @Test
    void heardWhileSamplesAreReadItIsTheSame() throws Exception {
        byte[] whole = Files.readAllBytes(recordings.get(0));
        Path more = Files.write(folder.resolve("more.jfr"), Arrays.copyOf(whole, whole.length + 100));
        List<Path> files = List.of(recordings.get(1), more);
        TimelineListener listener = new TimelineListener(files, chunk -> {});
        List<Profile> profiles =
                RecordingReader.read(files, ReadOptions.defaults().withListener(listener::listen));
        Timeline heard = listener.timeline(profiles.get(0).ledger().unreadable());
        Timeline alone = Timeline.of(files, chunk -> {});
        assertThat(heard).usingRecursiveComparison().isEqualTo(alone);
        assertThat(heard.problems()).singleElement(STRING).startsWith("more.jfr: not all of it is in the timeline: ");
        assertThat(heard.windows()).hasSize(6);
    }
}
