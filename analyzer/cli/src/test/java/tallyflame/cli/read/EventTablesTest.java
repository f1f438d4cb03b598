package tallyflame.cli.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.cli.CommandLineRun;

/** SQL on the events themselves, held against the JDK's own reader. */
class EventTablesTest {
    @TempDir
    private static Path folder;

    private static Path recording;
    private static List<RecordedEvent> events;

    @Name("demo.parts.Order")
    static final class Order extends Event {
        String customer;
        int items;
        double price;
        boolean paid;
    }

    @Name("Plain")
    static final class Plain extends Event {}

    @BeforeAll
    static void record() throws Exception {
        recording = folder.resolve("events.jfr");
        try (Recording jfr = new Recording()) {
            jfr.enable("jdk.GCPhasePause");
            jfr.enable("jdk.GCHeapSummary");
            jfr.enable("jdk.FileWrite").withThreshold(Duration.ZERO);
            jfr.start();
            System.gc();
            order("it's; DROP", 3, 1.5, true);
            order(null, -4, -2.5e10, false);
            new Plain().commit();
            Files.write(folder.resolve("file"), new byte[1234]);
            jfr.dump(recording);
        }
        events = RecordingFile.readAllEvents(recording);
    }

    private static void order(String customer, int items, double price, boolean paid) {
        Order order = new Order();
        order.customer = customer;
        order.items = items;
        order.price = price;
        order.paid = paid;
        order.commit();
    }

    private static List<RecordedEvent> events(String type) {
        return events.stream()
                .filter(event -> event.getEventType().getName().equals(type))
                .toList();
    }

    private static String csv(String sql) {
        CommandLineRun run = CommandLineRun.of("query", recording.toString(), sql, "--format", "csv");
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run.out();
    }

    @Test
    void everyTypeInTheRecordingIsATable() {
        Map<String, Long> counts = events.stream()
                .collect(Collectors.groupingBy(
                        event -> event.getEventType().getName(), TreeMap::new, Collectors.counting()));
        assertThat(counts).containsKeys("jdk.GCPhasePause", "demo.parts.Order", "Plain", "jdk.FileWrite");
        String all = counts.keySet().stream()
                .map(type -> "SELECT '" + type + "' AS type, count(*) AS n FROM \"" + type + "\"")
                .collect(Collectors.joining(" UNION ALL "));
        assertThat(csv("FROM (" + all + ") ORDER BY type"))
                .isEqualTo(counts.entrySet().stream()
                        .map(count -> count.getKey() + "," + count.getValue() + "\n")
                        .collect(Collectors.joining("", "type,n\n", "")));
    }

    @Test
    void fieldsHaveTheirTypes() {
        assertThat(
                        csv(
                                "SELECT run, customer, items, price, paid, stackTrace FROM \"demo.parts.Order\" ORDER BY items DESC"))
                .isEqualTo(
                        """
                        run,customer,items,price,paid,stackTrace
                        events.jfr,it's; DROP,3,1.5,true,true
                        events.jfr,,-4,-2.5E10,false,true
                        """);
        RecordedEvent pause = events("jdk.GCPhasePause").get(0);
        assertThat(
                        csv(
                                "SELECT epoch_ns(startTime) // 1000 AS t, duration, name, gcId FROM \"jdk.GCPhasePause\" LIMIT 1"))
                .isEqualTo("t,duration,name,gcId\n" + micros(pause.getStartTime()) + ","
                        + pause.getDuration().toNanos() + "," + pause.getString("name") + "," + pause.getInt("gcId")
                        + "\n");
        RecordedEvent heap = events("jdk.GCHeapSummary").stream()
                .min(Comparator.comparing(RecordedEvent::getStartTime))
                .orElseThrow();
        assertThat(
                        csv(
                                "SELECT heapSpace_committedSize AS size, \"when\" FROM jdk.GCHeapSummary ORDER BY startTime LIMIT 1"))
                .isEqualTo(
                        "size,when\n" + heap.getValue("heapSpace.committedSize") + "," + heap.getString("when") + "\n");
    }

    private static long micros(Instant time) {
        return time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000;
    }

    @Test
    void groupsByFieldAreSql() {
        String path = folder.resolve("file").toString();
        assertThat(csv("SELECT path, sum(bytesWritten) AS bytes FROM jdk.FileWrite WHERE path = '" + path
                        + "' GROUP BY path"))
                .isEqualTo("path,bytes\n" + path + ",1234\n");
    }

    /** What is written in a text or a comment names no table, and what the recording does not declare is said by DuckDB. */
    @Test
    void onlyNamesAreNames() {
        assertThat(csv("SELECT 'jdk.GCPhasePause' AS a, count(*) AS tables FROM duckdb_tables() -- \"Plain\"\n"))
                .isEqualTo("a,tables\njdk.GCPhasePause,0\n");
        CommandLineRun run = CommandLineRun.of("query", recording.toString(), "FROM \"jdk.Nothing\"");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("Table with name jdk.Nothing does not exist");
    }

    /** The JDK and async-profiler may have recorded the same events of a run's JVM. */
    @Test
    void whatWasRecordedTwiceIsThereOnce() throws Exception {
        Path pass = Files.createDirectories(folder.resolve("run/passes/sample-1"));
        Files.copy(recording, pass.resolve("async.jfr"));
        Files.copy(recording, pass.resolve("flight.jfr"));
        CommandLineRun run = CommandLineRun.of(
                "query", folder.resolve("run").toString(), "SELECT count(*) AS n FROM \"Plain\"", "--format", "csv");
        assertThat(run.out()).as(run.err()).isEqualTo("n\n1\n");
    }
}
