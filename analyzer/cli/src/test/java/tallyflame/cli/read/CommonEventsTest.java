package tallyflame.cli.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import one.profiler.AsyncProfiler;
import one.profiler.AsyncProfilerLoader;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.cli.CommandLineRun;

/** Reads, writes, exceptions, locks and others in a real recording, added up by what they are about, as the JDK's own reader says. */
class CommonEventsTest {
    private static final Object FIRST = new Object();
    private static final Object SECOND = new Object();
    private static final List<String> TYPES = List.of(
            "jdk.FileRead",
            "jdk.FileWrite",
            "jdk.SocketRead",
            "jdk.SocketWrite",
            "jdk.JavaErrorThrow",
            "jdk.JavaExceptionThrow",
            "jdk.JavaMonitorEnter",
            "jdk.SafepointLatency");

    @TempDir
    private static Path folder;

    private static Path recording;
    private static List<RecordedEvent> events;

    @BeforeAll
    static void record() throws Exception {
        recording = folder.resolve("work.jfr");
        try (Recording jfr = new Recording()) {
            for (String type : TYPES) {
                jfr.enable(type).withThreshold(Duration.ZERO).withStackTrace();
            }
            jfr.start();
            files();
            sockets();
            exceptions();
            contend(FIRST);
            contend(SECOND);
            System.gc();
            jfr.dump(recording);
        }
        events = RecordingFile.readAllEvents(recording);
    }

    private static void files() throws Exception {
        for (int bytes : new int[] {1000, 2000, 3000}) {
            Path file = Files.write(folder.resolve(bytes + ".bin"), new byte[bytes]);
            assertThat(Files.readAllBytes(file)).hasSize(bytes);
        }
    }

    private static void sockets() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket accepted = server.accept()) {
            try (OutputStream out = client.getOutputStream();
                    InputStream in = accepted.getInputStream()) {
                out.write(new byte[100]);
                assertThat(in.readNBytes(100)).hasSize(100);
            }
        }
    }

    private static void exceptions() {
        for (int i = 0; i < 5; i++) {
            assertThat(new AssertionError("no " + i)).hasMessageContaining("no");
            assertThat(new IllegalStateException("no " + i)).hasMessageContaining("no");
        }
    }

    /** Lets another thread wait for a lock: it is let go only once that thread is blocked. */
    private static void contend(Object lock) throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        Thread other = new Thread(() -> {
            begun.countDown();
            synchronized (lock) {
                assertThat(Thread.holdsLock(lock)).isTrue();
            }
        });
        synchronized (lock) {
            other.start();
            begun.await();
            while (other.getState() != Thread.State.BLOCKED) {
                Thread.onSpinWait();
            }
        }
        other.join();
    }

    private static JsonNode groups(String type, String... more) throws Exception {
        List<String> words = new ArrayList<>(List.of("events", recording.toString(), "--event", type, "--json"));
        words.addAll(Arrays.asList(more));
        CommandLineRun run = CommandLineRun.of(words.toArray(String[]::new));
        assertThat(run.exitCode()).as(run.err()).isZero();
        return new ObjectMapper().readTree(run.out()).get("groups");
    }

    private static Map<String, Long> counts(JsonNode groups, String... fields) {
        Map<String, Long> counts = new TreeMap<>();
        groups.forEach(group -> counts.put(
                Arrays.stream(fields).map(field -> group.get(field).asText()).collect(Collectors.joining(" ")),
                group.get("count").asLong()));
        return counts;
    }

    private static Map<String, Long> expected(String type, Function<RecordedEvent, String> key) {
        return events.stream()
                .filter(event -> event.getEventType().getName().equals(type))
                .collect(Collectors.groupingBy(key, TreeMap::new, Collectors.counting()));
    }

    private static String className(RecordedEvent event, String field) {
        return ((RecordedClass) event.getValue(field)).getName();
    }

    @Test
    void readsAndWritesByFile() throws Exception {
        for (String type : List.of("jdk.FileRead", "jdk.FileWrite")) {
            assertThat(counts(groups(type), "path"))
                    .isEqualTo(expected(type, event -> String.valueOf(event.getString("path"))))
                    .containsKey(folder.resolve("2000.bin").toString());
        }
    }

    @Test
    void socketsByTheOtherEnd() throws Exception {
        for (String type : List.of("jdk.SocketRead", "jdk.SocketWrite")) {
            assertThat(counts(groups(type), "host", "port"))
                    .isEqualTo(expected(type, event -> event.getString("host") + " " + event.getInt("port")))
                    .isNotEmpty();
        }
    }

    @Test
    void exceptionsByClass() throws Exception {
        assertThat(counts(groups("jdk.JavaExceptionThrow"), "thrownClass"))
                .isEqualTo(expected("jdk.JavaExceptionThrow", event -> className(event, "thrownClass")))
                .containsEntry(IllegalStateException.class.getName(), 5L);
        assertThat(counts(groups("jdk.JavaErrorThrow"), "thrownClass"))
                .containsEntry(AssertionError.class.getName(), 5L);
    }

    /** Two locks of one class are two: their addresses tell them apart. */
    @Test
    void locksByAddress() throws Exception {
        assertThat(counts(groups("jdk.JavaMonitorEnter"), "monitorClass", "address"))
                .isEqualTo(expected(
                        "jdk.JavaMonitorEnter",
                        event -> className(event, "monitorClass") + " 0x" + Long.toHexString(event.getLong("address"))))
                .satisfies(locks -> assertThat(locks.keySet())
                        .filteredOn(lock -> lock.startsWith("java.lang.Object "))
                        .hasSizeGreaterThanOrEqualTo(2));
        assertThat(groups("jdk.JavaMonitorEnter", "--by", "monitorClass"))
                .hasSizeLessThan(groups("jdk.JavaMonitorEnter").size());
    }

    /** async-profiler and the JDK may both have recorded a run's locks: each is counted once. */
    @Test
    void whatWasRecordedTwiceIsCountedOnce() throws Exception {
        Path pass = Files.createDirectories(folder.resolve("run/passes/sample-1"));
        Files.copy(recording, pass.resolve("async.jfr"));
        Files.copy(recording, pass.resolve("flight.jfr"));
        CommandLineRun run = CommandLineRun.of(
                "events", folder.resolve("run").toString(), "--event", "jdk.JavaMonitorEnter", "--json");
        assertThat(new ObjectMapper().readTree(run.out()).get("groups")).isEqualTo(groups("jdk.JavaMonitorEnter"));
    }

    /** A thread that is sampled says how long it took to be ready for it. */
    @Test
    @EnabledForJreRange(minVersion = 25)
    void safepointLatencyHasGroupsAndStacks() throws Exception {
        Path file = folder.resolve("latency.jfr");
        try (Recording jfr = new Recording()) {
            jfr.enable("jdk.ExecutionSample").withPeriod(Duration.ofMillis(10));
            jfr.enable("jdk.SafepointLatency").withThreshold(Duration.ZERO).withStackTrace();
            jfr.start();
            assertThat(work(Duration.ofMillis(700))).isPositive();
            jfr.dump(file);
        }
        List<RecordedEvent> latencies = RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().equals("jdk.SafepointLatency"))
                .toList();
        JsonNode groups = json("events", file.toString(), "--event", "jdk.SafepointLatency", "--json")
                .get("groups");
        assertThat(counts(groups, "threadState"))
                .isEqualTo(latencies.stream()
                        .collect(Collectors.groupingBy(
                                event -> event.getString("threadState"), TreeMap::new, Collectors.counting())))
                .isNotEmpty();
        JsonNode folded = json("functions", file.toString(), "--event", "jdk.SafepointLatency", "--json");
        assertThat(folded.get("unit").asText()).isEqualTo("ns");
        assertThat(folded.get("total").asLong())
                .isEqualTo(latencies.stream()
                        .filter(event -> event.getStackTrace() != null)
                        .mapToLong(event -> event.getDuration().toNanos())
                        .sum());
    }

    private static double work(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        double sum = 1;
        while (System.nanoTime() < end) {
            for (int i = 0; i < 10_000; i++) {
                sum += Math.sqrt(i);
            }
        }
        return sum;
    }

    private static JsonNode json(String... words) throws Exception {
        CommandLineRun run = CommandLineRun.of(words);
        assertThat(run.exitCode()).as(run.err()).isZero();
        return new ObjectMapper().readTree(run.out());
    }

    /** What async-profiler writes of a process is what it used since it began; between two samples it used their difference. */
    @Test
    void processesByWhatTheyUsed() throws Exception {
        Path file = folder.resolve("processes.jfr");
        AsyncProfiler profiler = AsyncProfilerLoader.load();
        profiler.execute("start,jfr,event=itimer,proc=1,file=" + file);
        assertThat(work(Duration.ofMillis(3300))).isPositive();
        profiler.execute("stop,file=" + file);
        long own = ProcessHandle.current().pid();
        List<RecordedEvent> samples = RecordingFile.readAllEvents(file).stream()
                .filter(event ->
                        event.getEventType().getName().equals("profiler.ProcessSample") && event.getInt("pid") == own)
                .sorted(Comparator.comparing(RecordedEvent::getStartTime))
                .toList();
        assertThat(samples).hasSizeGreaterThanOrEqualTo(2);
        JsonNode process = StreamSupport.stream(
                        json("events", file.toString(), "--event", "profiler.ProcessSample", "--json")
                                .get("groups")
                                .spliterator(),
                        false)
                .filter(group -> group.get("pid").asLong() == own)
                .findFirst()
                .orElseThrow();
        RecordedEvent first = samples.get(0);
        RecordedEvent last = samples.get(samples.size() - 1);
        assertThat(process.get("count").asInt()).isEqualTo(samples.size());
        assertThat(process.get("cpu").asDouble() / 1e9)
                .isCloseTo(cpuSeconds(last) - cpuSeconds(first), Offset.offset(1e-3));
        assertThat(process.get("written").asLong()).isEqualTo(last.getLong("ioWrite") - first.getLong("ioWrite"));
        assertThat(process.get("peakMemory").asLong())
                .isEqualTo(samples.stream()
                        .mapToLong(event -> event.getLong("vmRss"))
                        .max()
                        .orElseThrow());
    }

    private static double cpuSeconds(RecordedEvent event) {
        return event.getFloat("cpuUser") + event.getFloat("cpuSystem");
    }

    @Test
    void aReportHasTheirTables() throws Exception {
        Path page = folder.resolve("work.html");
        CommandLineRun run =
                CommandLineRun.of("report", recording.toString(), "--event", "jdk.FileRead", "-o", page.toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(page)
                .content()
                .contains("id=\"report-events\"", "jdk.FileWrite by path", "jdk.JavaExceptionThrow by thrownClass")
                .contains("jdk.JavaMonitorEnter by monitorClass, address", "java.lang.IllegalStateException");
    }
}
