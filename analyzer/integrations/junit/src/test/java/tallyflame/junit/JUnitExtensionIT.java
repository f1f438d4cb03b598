package tallyflame.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.console.ConsoleLauncher;
import tallyflame.agent.AgentJar;

/** Tests of fixtures, run by JUnit's own launcher in a JVM of their own, to which the agent is attached unless said otherwise. */
class JUnitExtensionIT {
    @TempDir
    Path folder;

    private String run(String fixture, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(options));
        String classPath = System.getProperty("java.class.path") + System.getProperty("path.separator") + folder;
        command.addAll(List.of("-cp", classPath, ConsoleLauncher.class.getName(), "execute"));
        command.addAll(List.of("--disable-banner", "--disable-ansi-colors", "--details=tree", "--details-theme=ascii"));
        command.addAll(List.of("-c", "tallyflame.junit.fixtures." + fixture));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    @Test
    void keptBudgetsPass() throws Exception {
        assertThat(run("KeptBudgets")).contains("4 tests successful").contains("0 tests failed");
    }

    @Test
    void aBrokenBudgetNamesLineSourceHitsLimitAndBranch() throws Exception {
        String output = run("BrokenBudgets");
        assertThat(output)
                .contains("4 tests failed")
                .contains(
                        "tallyflame.junit.fixtures.Sorter.sort, Sorter.java:11 `while (j > 0 && a[j - 1] > x) {`: 54 hits,"
                                + " the budget is at most 53")
                .contains(
                        "Sorter.java:12 `a[j] = a[j - 1];`: 45 hits, the budget is at most 44; sent there by the branch"
                                + " of line 11: 11→12 45, 11→15 0")
                .contains("tallyflame.junit.fixtures.Sorter.audit: 1 call, the budget is at most 0")
                .containsPattern(
                        "allocation of the test's thread: 1,[0-3]\\d\\d,\\d+ bytes, the budget is at most 100,000");
    }

    @Test
    void aBudgetThatMeansNothingFailsBeforeTheBodyRuns() throws Exception {
        assertThat(run("WrongBudgets"))
                .doesNotContain("A BODY RAN")
                .contains("7 tests failed")
                .contains("method(): tallyflame.junit.fixtures.Sorter has no method sorts with code; near are sort")
                .contains("type(): there is no class tallyflame.junit.fixtures.Sorters on the tests' class path")
                .contains("ambiguous(): several lines of tallyflame.junit.fixtures.Sorter.sort contain 'a[j]': 12, 15")
                .contains("text(): no line of tallyflame.junit.fixtures.Sorter.sort contains 'until'; its lines are 8")
                .contains("line(): tallyflame.junit.fixtures.Sorter.sort has no code on line 1; it has on 8, 9,")
                .contains("noMethod(): 'tallyflame.junit.fixtures.Sorter' names no function")
                .contains("library(): java.util.ArrayList.add is not counted")
                .contains("the counters depend on classes of java.base");
    }

    @Test
    void aClassWithoutLineNumbersIsNamedBeforeTheBodyRuns() throws Exception {
        Path source = folder.resolve("Plain.java");
        Files.writeString(source, "package nolines; public class Plain { public static void run() {} }");
        ToolProvider javac = ToolProvider.findFirst("javac").orElseThrow();
        assertThat(javac.run(System.out, System.err, "-g:none", "-d", folder.toString(), source.toString()))
                .isZero();
        assertThat(run("NoLines"))
                .doesNotContain("A BODY RAN")
                .contains("run(): nolines.Plain.run is not counted; not counted: nolines.Plain.run()V:")
                .contains("line numbers");
    }

    @Test
    void growthIsKeptBrokenOrUndecided() throws Exception {
        String output = run("Growths");
        assertThat(output)
                .contains(
                        "tallyflame.junit.fixtures.Index.scan, Index.java:31 `for (int i = 0; i < keys.length; i++) {` grows"
                                + " as n, faster than log n: hits 65 257 1,025 4,097 16,385 at n = 64 256 1,024 4,096 16,384")
                .containsPattern(
                        "Index.java:43 `while \\(steps < most\\) \\{` is undecided: log n and .+ explain it about as well")
                .contains("a law needs at least 5 sizes, the last at least 32 times the first; these are [64, 128,")
                .contains("2 tests failed");
    }

    @Test
    void parallelTestsHaveTheirOwnCounts() throws Exception {
        assertThat(run(
                        "InParallel",
                        "-Djunit.jupiter.execution.parallel.enabled=true",
                        "-Djunit.jupiter.execution.parallel.config.strategy=fixed",
                        "-Djunit.jupiter.execution.parallel.config.fixed.parallelism=4"))
                .contains("3 tests successful")
                .contains("1 tests failed")
                .doesNotContain("A BODY RAN")
                .contains(
                        "allThreads(): tests run in parallel, so that counts of all threads are not those of this test");
    }

    @Test
    void testsAreSpansOfARecording() throws Exception {
        Path recording = folder.resolve("tests.jfr");
        String output = run(
                "KeptBudgets",
                "-Djunit.jupiter.extensions.autodetection.enabled=true",
                "-XX:StartFlightRecording=filename=" + recording);
        assertThat(output).contains("4 tests successful");
        List<String> tags = new ArrayList<>();
        for (RecordedEvent event : RecordingFile.readAllEvents(recording)) {
            if (event.getEventType().getName().equals("tallyflame.Span")) {
                assertThat(event.getString("name")).isEqualTo("test");
                tags.add(event.getString("tag"));
            }
        }
        String fixture = "tallyflame.junit.fixtures.KeptBudgets.";
        assertThat(tags)
                .containsExactlyInAnyOrder(
                        fixture + "sortsSorted",
                        fixture + "sortsDescending repetition 1 of 2",
                        fixture + "sortsDescending repetition 2 of 2",
                        fixture + "sortsOnThreads");
    }

    @Test
    void countsOfTwoRunsAreEqualWhicheverWayTheAgentCame() throws Exception {
        String attached = counts(run("PlainCounts"));
        String started = counts(run(
                "PlainCounts",
                "-XX:TieredStopAtLevel=4",
                "-javaagent:" + AgentJar.path() + "=count=tallyflame.junit.fixtures.**,out="
                        + folder.resolve("x.tfc")));
        assertThat(attached).hasSizeGreaterThan(500).isEqualTo(started);
    }

    private static String counts(String output) {
        assertThat(output).contains("2 tests successful");
        return output.lines()
                .filter(line -> line.startsWith("counts "))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aJvmThatLetsNoAgentInIsToldWhatToDo() throws Exception {
        assertThat(run("BrokenBudgets", "-XX:+DisableAttachMechanism"))
                .contains("line(): the agent cannot be attached: ")
                .contains("; start the tests' JVM with -javaagent:");
    }

    @Test
    void saysHowToAvoidTheWarningOfTheJdk() throws Exception {
        String said = "in the tests' JVM options (Surefire: argLine) avoids that";
        if (Runtime.version().feature() >= 21) {
            assertThat(run("KeptBudgets")).contains(said);
            assertThat(run("KeptBudgets", "-XX:+EnableDynamicAgentLoading")).doesNotContain(said);
        } else {
            assertThat(run("KeptBudgets")).doesNotContain(said);
        }
    }

    @Test
    void countsLandInTheBuildFolder() throws Exception {
        Path files = Path.of("target", "tallyflame");
        run("KeptBudgets");
        try (var found = Files.list(files)) {
            assertThat(found.map(path -> path.getFileName().toString()))
                    .anyMatch(name -> name.matches("tests-\\d+\\.tfc"));
        }
    }
}
