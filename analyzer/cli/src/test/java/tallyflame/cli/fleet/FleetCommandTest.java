package tallyflame.cli.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.cli.CommandLineRun;
import tallyflame.flamegraphs.Profile;
import tallyflame.recordings.ReadOptions;

/** The store of a fleet against {@code functions} of the recordings in it, whatever is added twice, at once, broken or killed. */
class FleetCommandTest {
    private static FleetRecordings files;
    private static Map<String, List<Long>> expected;

    @TempDir
    private Path folder;

    @BeforeAll
    static void record() throws Exception {
        files = FleetRecordings.get();
        expected = functionsOf(files.later(), files.other(), files.async());
    }

    @Test
    void totalsAreThoseOfTheRecordings() throws Exception {
        add(files.later(), files.other(), files.async());
        assertThat(functionsOfStore()).isEqualTo(expected).hasSizeGreaterThan(5);
        assertThat(expected.keySet()).anyMatch(key -> key.startsWith("alloc ")).anyMatch(key -> key.contains("nested"));
    }

    @Test
    void whatIsThereAlreadyIsNotCountedAgain() throws Exception {
        add(files.earlier());
        add(files.later(), files.other(), files.async());
        assertThat(functionsOfStore()).isEqualTo(expected);
        assertThat(add(files.later(), files.earlier(), files.async()).out())
                .contains("0 chunks of 0 recordings added")
                .contains(" 0 refused");
        assertThat(functionsOfStore()).isEqualTo(expected);
    }

    @Test
    void brokenOnesGoToTheLedgerOnce() throws Exception {
        Path text = Files.writeString(folder.resolve("notes.jfr"), "hello");
        byte[] whole = Files.readAllBytes(files.earlier());
        Path cut = Files.write(folder.resolve("cut.jfr"), Arrays.copyOf(whole, whole.length - 100));
        byte[] other = whole.clone();
        other[other.length - 1] ^= 1;
        add(files.later(), files.other());
        Path changed = Files.write(folder.resolve("changed.jfr"), other);
        CommandLineRun added = add(text, cut, changed, files.async());
        assertThat(added.exitCode()).isZero();
        assertThat(added.err())
                .hasLineCount(3)
                .contains("notes.jfr: " + text + ": is not a flight recording")
                .contains("cut.jfr: the chunk at byte 0 began when one began that is counted")
                .contains("changed.jfr: the chunk at byte 0 began when one began that is counted");
        assertThat(add(text, cut, changed).err()).isEmpty();
        assertThat(functionsOfStore()).isEqualTo(expected);
        assertThat(query("SELECT count(*) AS n FROM ledger WHERE event IS NULL"))
                .contains("[{\"n\":3}]");
    }

    /** Allocations are in both recordings of the JVM, parking in that of the JDK alone. */
    @Test
    void ofAJvmEachKindOfEventIsOfOneRecorder() throws Exception {
        Path pass = Files.createDirectories(folder.resolve("run/passes/sample-1"));
        Files.copy(files.async(), pass.resolve("async.jfr"));
        Files.copy(files.beside(), pass.resolve("flight.jfr"));
        Map<String, List<Long>> once = functionsOf(folder.resolve("run"));
        assertThat(once.keySet()).anyMatch(key -> key.startsWith("alloc ")).anyMatch(key -> key.startsWith("park "));
        assertThat(functionsOf(files.async(), files.beside())).isNotEqualTo(once);
        add(folder.resolve("run"));
        assertThat(functionsOfStore()).isEqualTo(once);
        deleteStore();
        // In any order, whatever the files are called.
        add(files.beside());
        add(files.async());
        assertThat(functionsOfStore()).isEqualTo(once);
        assertThat(CommandLineRun.of("fleet", "functions", store().toString(), "--event", "alloc")
                        .out())
                .contains("of alloc are not among them: they are of JVMs that another recorder sampled");
        assertThat(query("SELECT DISTINCT event FROM twice")).contains("[{\"event\":\"alloc\"}]");
        deleteStore();
        // Another host has another JVM, whatever its number.
        add(files.beside());
        add(files.async(), "--label", "host=b");
        assertThat(functionsOfStore()).isEqualTo(functionsOf(files.async(), files.beside()));
    }

    /** Spans count with their chunk; percentiles are of groups of durations, up to an eighth too long. */
    @Test
    void spansCountOnceToo() throws Exception {
        add(files.earlier());
        add(files.later(), files.other());
        JsonNode expected = json(CommandLineRun.of("spans", files.later().toString(), "--json"))
                .get("names");
        JsonNode found = json(CommandLineRun.of("fleet", "spans", store().toString(), "--json"))
                .get("names");
        assertThat(found).hasSize(3);
        assertThat(counts(found, "spans")).isEqualTo(counts(expected, "count"));
        assertThat(query("SELECT DISTINCT span FROM samples WHERE event = 'park' AND span IS NOT NULL ORDER BY 1"))
                .contains("[{\"span\":\"park 0\"},{\"span\":\"park 1\"},{\"span\":\"park 2\"}]");
        CommandLineRun none = CommandLineRun.of("fleet", "spans", store().toString(), "--where", "name = 'checkout'");
        assertThat(none.err()).hasLineCount(1).contains("no spans are in the store");
    }

    @Test
    void unfinishedChunksWait() throws Exception {
        byte[] whole = Files.readAllBytes(files.other());
        Path cut = Files.write(folder.resolve("cut.jfr"), Arrays.copyOf(whole, whole.length - 100));
        assertThat(add(cut).err()).contains("is unfinished").contains("--unfinished");
        add(files.later(), files.other(), files.async());
        assertThat(functionsOfStore()).isEqualTo(expected);
    }

    @Test
    void killedAtAnyStepItGoesOn() throws Exception {
        // Three recordings, then the files, then the manifest.
        for (int step = 1; step <= 5; step++) {
            Process process = adding(step, files.later(), files.other(), files.async());
            assertThat(process.waitFor()).isEqualTo(137);
            assertThat(add(files.later(), files.other(), files.async()).exitCode())
                    .isZero();
            assertThat(functionsOfStore()).as("killed at step %d", step).isEqualTo(expected);
            assertThat(files("samples"))
                    .as("files of dead writers are cleared away")
                    .hasSize(days());
            deleteStore();
        }
    }

    @Test
    void severalAddAtOnce() throws Exception {
        List<Process> processes = new ArrayList<>();
        processes.add(adding(0, files.earlier(), files.other()));
        processes.add(adding(0, files.later(), files.async()));
        processes.add(adding(0, files.async(), files.later(), files.other()));
        for (Process process : processes) {
            assertThat(process.waitFor()).isZero();
        }
        assertThat(functionsOfStore()).isEqualTo(expected);
    }

    @Test
    void newerSchemaIsRefusedByNumber() throws Exception {
        add(files.other());
        Files.writeString(store().resolve("fleet.json"), "{\"schema\":3}");
        for (String[] words : new String[][] {
            {"fleet", "functions", store().toString()},
            {"query", store().toString(), "FROM samples"},
            {"fleet", "add", store().toString(), files.later().toString()}
        }) {
            CommandLineRun refused = CommandLineRun.of(words);
            assertThat(refused.exitCode()).isEqualTo(3);
            assertThat(refused.err()).hasLineCount(1).contains("has schema 3, and this version reads schema 2");
        }
    }

    @Test
    void functionsOfSomeSamples() throws Exception {
        add(files.other(), "--label", "service=checkout", "--label", "version=1", "--label", "zone=eu");
        add(files.later(), "--label", "service=search", "--label", "version=2");
        Map<String, List<Long>> one = functionsOf(files.other());
        String event = one.keySet().iterator().next().split(" ", 2)[0];
        for (String where : List.of(
                "service = 'checkout' and day >= '2020-01-01'",
                "version = '1' -- as released",
                "labels ->> 'zone' = 'eu'")) {
            JsonNode answer = json(CommandLineRun.of(
                    "fleet",
                    "functions",
                    store().toString(),
                    "--where",
                    where,
                    "--event",
                    event,
                    "--top",
                    "0",
                    "--json"));
            assertThat(sums(answer)).isEqualTo(ofEvent(one, event));
        }
        CommandLineRun wrong =
                CommandLineRun.of("fleet", "functions", store().toString(), "--where", "servic = 'checkout'");
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).hasLineCount(1).contains("servic");
        CommandLineRun writes = CommandLineRun.of(
                "fleet", "functions", store().toString(), "--where", "true); CREATE TABLE x (a INT); SELECT (1");
        assertThat(writes.exitCode()).isEqualTo(2);
        CommandLineRun none = CommandLineRun.of("fleet", "functions", store().toString(), "--where", "version = '3'");
        assertThat(none.err()).contains("no samples").contains("version = '3'");
    }

    private static Map<String, Long> counts(JsonNode names, String count) {
        Map<String, Long> counts = new TreeMap<>();
        names.forEach(row -> counts.put(row.get("name").asText(), row.get(count).asLong()));
        return counts;
    }

    private Path store() {
        return folder.resolve("store");
    }

    private int days() throws IOException {
        JsonNode rows = new ObjectMapper()
                .readTree(query("SELECT DISTINCT day FROM samples"))
                .get("rows");
        return rows.size();
    }

    private List<Path> files(String table) throws IOException {
        try (Stream<Path> entries = Files.walk(store().resolve(table))) {
            return entries.filter(Files::isRegularFile).toList();
        }
    }

    private void deleteStore() throws IOException {
        tallyflame.analysis.store.Store.delete(store());
    }

    private CommandLineRun add(Object... words) {
        List<String> all = new ArrayList<>(List.of("fleet", "add", store().toString(), "--label", "host=a"));
        Arrays.stream(words).map(Object::toString).forEach(all::add);
        return CommandLineRun.of(all.toArray(String[]::new));
    }

    private Process adding(int step, Path... recordings) throws IOException {
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                path,
                KilledAdd.class.getName(),
                store().toString(),
                String.valueOf(step)));
        Arrays.stream(recordings).map(Path::toString).forEach(command::add);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private String query(String sql) {
        CommandLineRun run = CommandLineRun.of("query", store().toString(), sql, "--json");
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run.out().replace("\n", "");
    }

    /** Self and total weight and samples by event and function, as the verb {@code functions} has them, without hidden classes. */
    private static Map<String, List<Long>> functionsOf(Path... recordings) throws IOException {
        Map<String, List<Long>> sums = new TreeMap<>();
        for (Path recording : recordings) {
            for (Profile profile :
                    Evidence.open(recording).anySamples(ReadOptions.defaults().withEverything())) {
                sums(json(CommandLineRun.of(
                                "functions", recording.toString(), "--event", profile.event(), "--top", "0", "--json")))
                        .forEach((key, values) -> sums.merge(key, values, FleetCommandTest::plus));
            }
        }
        return sums;
    }

    private static List<Long> plus(List<Long> some, List<Long> others) {
        List<Long> sum = new ArrayList<>();
        for (int i = 0; i < some.size(); i++) {
            sum.add(some.get(i) + others.get(i));
        }
        return sum;
    }

    private Map<String, List<Long>> functionsOfStore() throws IOException {
        Map<String, List<Long>> sums = new TreeMap<>();
        for (JsonNode row : new ObjectMapper()
                .readTree(query("SELECT DISTINCT event FROM samples"))
                .get("rows")) {
            CommandLineRun run = CommandLineRun.of(
                    "fleet",
                    "functions",
                    store().toString(),
                    "--event",
                    row.get("event").asText(),
                    "--top",
                    "0",
                    "--json");
            sums.putAll(sums(json(run)));
        }
        return sums;
    }

    private static Map<String, List<Long>> sums(JsonNode answer) {
        Map<String, List<Long>> sums = new TreeMap<>();
        for (JsonNode row : answer.get("functions")) {
            String name = row.get("name").asText();
            if (!name.contains("Lambda") && !name.contains("LambdaForm") && !name.contains("/0x")) {
                sums.put(
                        answer.get("event").asText() + " " + name,
                        Stream.of("self", "total", "samples")
                                .map(key -> row.get(key).asLong())
                                .toList());
            }
        }
        return sums;
    }

    private static Map<String, List<Long>> ofEvent(Map<String, List<Long>> all, String event) {
        return all.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(event + " "))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static JsonNode json(CommandLineRun run) throws IOException {
        assertThat(run.exitCode()).as(run.err()).isZero();
        return new ObjectMapper().readTree(run.out());
    }
}
