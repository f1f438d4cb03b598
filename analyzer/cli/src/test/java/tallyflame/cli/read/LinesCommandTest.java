package tallyflame.cli.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.analysis.counts.CountDifference;
import tallyflame.analysis.counts.CountForks;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.cli.Main;
import tallyflame.cli.options.Failures;

/** The verb on a real program: compiled, counted and sampled by real JVMs. */
class LinesCommandTest {
    private static final int ROUNDS = 3;

    @TempDir
    static Path folder;

    private static CountedProject project;
    private static String counts;
    private static String samples;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void countAndSample() throws Exception {
        project = new CountedProject(folder.resolve("project"));
        counts = project.count(ROUNDS).toString();
        samples = project.sample(4000).toString();
    }

    @Test
    void countsEveryLineAsItsCommentSays() throws IOException {
        assertThat(execute("lines", counts, "--json")).isZero();
        JsonNode document = new ObjectMapper().readTree(out.toString());

        assertThat(hits(document, "main", "round < rounds")).isEqualTo(ROUNDS + 1);
        assertThat(hits(document, "work", "long sum = 0; // 1")).isEqualTo(ROUNDS);
        assertThat(hits(document, "work", "i < pixels")).isEqualTo(ROUNDS * 1001L);
        assertThat(hits(document, "lambda$work$0", "int y")).isEqualTo(ROUNDS * 1000L);
        assertThat(hits(document, "work", "i % 100")).isEqualTo(ROUNDS * 1000L);
        assertThat(hits(document, "work", "Deep.fall(20)")).isEqualTo(ROUNDS * 10L);
        assertThat(hits(document, "fall", "depth == 0")).isEqualTo(ROUNDS * 10L * 21);
        assertThat(branches(document, "work", "i % 100")).containsExactlyInAnyOrder(ROUNDS * 10L, ROUNDS * 990L);
        assertThat(branches(document, "fall", "depth == 0")).containsExactlyInAnyOrder(ROUNDS * 10L, ROUNDS * 200L);
        assertThat(document.at("/ledger/counts/residual").asLong()).isZero();
        assertThat(document.at("/ledger/counts/complete").asBoolean()).isTrue();
    }

    @Test
    void understandsTheOptionsOfLineProfiler() {
        assertThat(execute("lines", counts, samples, "-u", "1e-3", "-t", "-z", "-m"))
                .isZero();
        String text = out.toString();
        assertThat(text)
                .contains("Time in ms, Per Hit in ms")
                .doesNotContain("Time in s,")
                .doesNotContain("Time in µs");
        List<String> methods = methods(text);
        String summary = text.substring(text.indexOf("% Run"));
        assertThat(methods).isNotEmpty().allSatisfy(method -> assertThat(summary)
                .contains(method));

        out.getBuffer().setLength(0);
        assertThat(execute("lines", counts, samples, "-z")).isZero();
        List<String> hottestFirst = new ArrayList<>(methods(out.toString()));
        Collections.reverse(hottestFirst);
        assertThat(methods).isEqualTo(hottestFirst);

        out.getBuffer().setLength(0);
        assertThat(execute("lines", counts, "-z")).isZero();
        assertThat(methods(out.toString()))
                .as("methods with time, of counts alone")
                .isEmpty();

        assertThat(execute("lines", counts, "-u", "weeks")).isEqualTo(Failures.USAGE);
        assertThat(err.toString()).contains("--unit must be s, ms, us or ns");
    }

    private static List<String> methods(String tables) {
        return tables.lines()
                .filter(line -> line.startsWith("Method: "))
                .map(line -> line.replaceAll("Method: (\\S+) .*", "$1"))
                .toList();
    }

    @Test
    void joinsHitsWithSampledTimeAndTheModulesOwnSource() {
        assertThat(execute("lines", counts, samples, "--class", "Work")).isZero();

        // The class path stands in the recording, the module's source root follows from it.
        assertThat(out.toString())
                .contains("File: " + project.source + "\n")
                .contains("Method: org.acme.Work.spin at line " + CountedProject.line("double spin"))
                .containsPattern("total [\\d.]+ m?s \\(sampled, ±[\\d.]+ m?s\\)   entered 3\n")
                .contains("Line #", "Hits", "Time", "Per Hit", "% Time", "±", "Branches", "Line Contents")
                .contains("» counted as a method of its own: org.acme.Work.lambda$work$0")
                .contains("residual of flow 0");
        assertThat(cells("the hottest line by far")[1]).as("hits").isEqualTo("120,000");
        // Without more debug information than it has by default a JVM gives the body of a loop to its header.
        double share = Double.parseDouble(cells("the hottest line by far")[4])
                + Double.parseDouble(cells("i < 40 * times")[4]);
        assertThat(share).as("percent of the method's time in its loop").isGreaterThan(80);
    }

    @Test
    void ranksTheHottestLinesOfARecordingWithoutCounts() {
        assertThat(execute("lines", samples, "--hot", "3", "--source", project.root.toString()))
                .isZero();

        assertThat(out.toString())
                .contains("hits:  none, the input has no counts")
                .contains("org.acme.Work.spin:");
        // How many lines share the samples is the sampler's and the JIT's choice; that the loop comes first is not.
        assertThat(rows().get(0)).contains("org.acme.Work.spin:");
        assertThat(rows().stream().filter(row -> row.contains("org.acme.")).count())
                .isBetween(1L, 3L);
    }

    @Test
    void namesWhatCouldNotBeCounted() {
        assertThat(execute("lines", counts, "--class", "Stripped")).isZero();

        assertThat(out.toString())
                .contains("no method of the classes asked for was counted or sampled")
                .contains("not counted: org.acme.Stripped.half(I)I: it has no line numbers");
    }

    @Test
    void listsBranchesByBalance() {
        assertThat(execute(
                        "lines", "--branches", counts, "--class", "org.acme.Work", "--source", project.root.toString()))
                .isZero();

        assertThat(rows().get(0)).contains("120,003").contains("100.0 %").contains("org.acme.Work.spin:");
    }

    @Test
    void writesAnLcovFileOfAbsolutePaths() throws IOException {
        Path lcov = folder.resolve("coverage.info");
        assertThat(execute("lines", counts, samples, "--lcov", lcov.toString(), "--format", "csv"))
                .isZero();

        assertThat(Files.readString(lcov))
                .contains("SF:" + project.source + "\n")
                .contains("DA:" + CountedProject.line("i % 100") + ",3000\n")
                .contains("FNDA:3,org.acme.Work.work(I)J\n");
        assertThat(out.toString()).startsWith("class,method,descriptor,file,line,hits,");
        assertThat(err.toString()).isEqualTo("wrote " + lcov + "\n");
    }

    @Test
    void saysThatAnotherAgentHadChangedAClass() throws Exception {
        CountedProject changed = new CountedProject(folder.resolve("covered"));
        String init = "class Work { static boolean[] $jacocoInit() { return null; } ";
        Files.writeString(changed.source, CountedProject.SOURCE.replace("class Work {", init));
        changed.compile(changed.source, "-g:lines,source");
        Path file = changed.count(1);
        Path recording = changed.sample(1);
        Files.writeString(changed.source, CountedProject.SOURCE);
        changed.compile(changed.source, "-g:lines,source");

        assertThat(execute("lines", file.toString(), recording.toString())).isEqualTo(Failures.UNREADABLE_INPUT);
        assertThat(err.toString())
                .hasLineCount(1)
                .contains("org.acme.Work was counted as JaCoCo's agent had changed it; count without that");
    }

    @Test
    void refusesCountsOfAClassThatChanged() throws Exception {
        CountedProject changed = new CountedProject(folder.resolve("changed"));
        Path file = changed.count(1);
        Path recording = changed.sample(1);
        Files.writeString(changed.source, CountedProject.SOURCE.replace("i % 100", "i % 10"));
        changed.compile(changed.source, "-g:lines,source");

        assertThat(execute("lines", file.toString(), recording.toString())).isEqualTo(Failures.UNREADABLE_INPUT);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString())
                .hasLineCount(1)
                .startsWith("tallyflame: " + file + ": org.acme.Work has changed since it was counted");
    }

    @Test
    void namesTheCountsOnWhichTwoForksDiffer() throws Exception {
        Path run = folder.resolve("differing");
        fork(run, 1, Path.of(counts));
        fork(run, 2, project.count(ROUNDS + 1));

        CountForks forks = CountForks.of(Evidence.open(run));

        assertThat(forks.comparable()).isTrue();
        assertThat(forks.differences())
                .extracting(CountDifference::words)
                .contains("org.acme.Work.work(int) line " + CountedProject.line("i % 100") + ", hits: 3000 and 4000")
                .contains("org.acme.Work.work(int), entered: 3 and 4")
                .noneMatch(words -> words.contains(".main(String[]), entered"));
        fork(run, 2, Path.of(counts));
        assertThat(CountForks.of(Evidence.open(run)).differences()).isEmpty();
        assertThat(CountForks.of(Evidence.open(run)).figures()).isGreaterThan(20);
    }

    /** Puts a count file where a fork of a run leaves it. */
    private static void fork(Path run, int number, Path counts) throws IOException {
        Path directory = Files.createDirectories(run.resolve("passes/count-" + number));
        Files.copy(counts, directory.resolve("counts.tfc"), StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(
                run.resolve("run.json"),
                """
                {"schema":1,"tool":{},"kind":"run","status":"complete","started":"2026-01-01T00:00:00Z","host":{},
                "plan":{"passes":["count"],"forks":1},"passes":[
                {"pass":"count","fork":1,"directory":"passes/count-1","status":"complete"},
                {"pass":"count","fork":2,"directory":"passes/count-2","status":"complete"}]}
                """);
    }

    @Test
    void refusesABrokenCountFile() throws IOException {
        Path broken = folder.resolve("broken.tfc");
        byte[] bytes = Files.readAllBytes(Path.of(counts));
        bytes[bytes.length / 2] ^= 1;
        Files.write(broken, bytes);

        assertThat(execute("lines", broken.toString())).isEqualTo(Failures.UNREADABLE_INPUT);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).hasLineCount(1).startsWith("tallyflame: " + broken + ": ");
    }

    @Test
    void saysThatSourceDoesNotMatchAndNeverShowsIt() throws IOException {
        Path other = Files.createDirectories(folder.resolve("other/org/acme"));
        Files.writeString(other.resolve("Work.java"), "package org.acme;\nclass Work {}\n");

        assertThat(execute("lines", counts, "--method", "work", "--source", other.toString()))
                .isZero();

        assertThat(out.toString())
                .contains("Work.java (does not match the class: it has 2 lines, the method reaches line ")
                .doesNotContain("class Work {}");
    }

    @Test
    void explainsItself() {
        assertThat(execute("lines", "--help")).isZero();

        assertThat(out.toString()).contains("--lcov=FILE").contains("Examples:");
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThat(execute("lines", counts, "--hot", "0")).isEqualTo(Failures.USAGE);
        assertThat(execute("lines", counts, "--hot", "3", "--branches")).isEqualTo(Failures.USAGE);
        assertThat(execute("lines", counts, "--balanced")).isEqualTo(Failures.USAGE);
        assertThat(execute("lines", samples, "--lcov", folder.resolve("x.info").toString()))
                .isEqualTo(Failures.USAGE);
        assertThat(execute("lines", folder.resolve("gone").toString())).isEqualTo(Failures.UNREADABLE_INPUT);
        assertThat(execute("lines", counts, "--source", folder.resolve("gone").toString()))
                .isEqualTo(Failures.UNREADABLE_INPUT);
        assertThat(folder.resolve("x.info")).doesNotExist();
    }

    private int execute(String... arguments) {
        return Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    /** The figures of the line of the table that ends in a source line. */
    private String[] cells(String source) {
        return out.toString()
                .lines()
                .filter(line -> line.contains(source))
                .findFirst()
                .orElseThrow()
                .strip()
                .split("\\s+");
    }

    private List<String> rows() {
        return out.toString().lines().skip(4).toList();
    }

    private static JsonNode line(JsonNode document, String method, String text) {
        for (JsonNode candidate : document.get("methods")) {
            if (candidate.get("method").asText().equals(method)) {
                for (JsonNode line : candidate.get("lines")) {
                    if (line.get("line").asInt() == CountedProject.line(text)) {
                        return line;
                    }
                }
            }
        }
        throw new AssertionError(method + " has no line for " + text);
    }

    private static long hits(JsonNode document, String method, String text) {
        return line(document, method, text).get("hits").asLong();
    }

    private static List<Long> branches(JsonNode document, String method, String text) {
        return Stream.iterate(0, i -> i + 1)
                .limit(line(document, method, text).get("branches").size())
                .map(i -> line(document, method, text)
                        .at("/branches/" + i + "/count")
                        .asLong())
                .toList();
    }
}
