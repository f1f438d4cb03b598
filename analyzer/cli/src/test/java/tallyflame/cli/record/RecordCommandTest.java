package tallyflame.cli.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tallyflame.cli.CommandLineRun;

class RecordCommandTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "record | say what to record",
                "record --pid 1 -- java -version | not both",
                "record --passes count -- java -version | needs --count GLOB",
                "record --event alloc --interval 1ms -- java -version | is not sampled by time",
                "record --event cpu,file=/etc/passwd -- java -version | is not the name of an event",
                "record --pid 1 --trace com.acme.** | need a command",
                "record --pid 1 --passes baseline | need a command",
                "record --pid 1 --duration 0s | must be longer",
                "record --passes trace -- java -version | needs --trace GLOB",
            })
    void wrongUsageIsOneLineAndTwo(String line, String problem) {
        CommandLineRun run = CommandLineRun.of(line.split(" ", -1));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(problem, "see tallyflame record --help").hasLineCount(1);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void countersNameTheirOrdersAndTheProcessThatIsNotThere() throws Exception {
        assertThat(CommandLineRun.of("counters", "1", "pause").err())
                .contains("ORDER", "DUMP, RESET, STOP", "see tallyflame counters --help")
                .hasLineCount(1);
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        CommandLineRun run = CommandLineRun.of("counters", String.valueOf(ended.pid()), "dump");
        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.err()).contains("no process " + ended.pid()).hasLineCount(1);
    }

    @Test
    void theStatusIsThatOfTheCommand() throws Exception {
        Path program = folder.resolve("Three.java");
        Files.writeString(program, "class Three { public static void main(String[] a) { System.exit(3); } }");
        String[] command = {
            "--", Path.of(System.getProperty("java.home"), "bin", "java").toString(), program.toString()
        };

        CommandLineRun run = record("first", command);
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err())
                .isEqualToIgnoringNewLines(
                        "tallyflame: the recorded command ended with exit code 3, which is passed on");
        assertThat(run.out()).contains("files: " + folder.resolve("first"));

        CommandLineRun ignored = record("second", "--ignore-exit", command[0], command[1], command[2]);
        assertThat(ignored.exitCode()).isZero();
        assertThat(ignored.err()).contains("exit code 3, which is ignored").hasLineCount(1);

        CommandLineRun again = record("first", command);
        assertThat(again.exitCode()).as("our own failures have our own codes").isEqualTo(4);
        assertThat(again.err())
                .contains(folder.resolve("first") + ": already holds a run")
                .hasLineCount(1);
    }

    @Test
    void theAnswerHasTheFormThatWasAskedForAndTheProgramsOutputIsElsewhere() throws Exception {
        Path program = folder.resolve("Talking.java");
        Files.writeString(
                program, "class Talking { public static void main(String[] a) { System.out.println(\"TALK\"); } }");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        for (String form : List.of("md", "csv")) {
            CommandLineRun run = record(
                    form, "--format", form, "--passes", "count", "--count", "Talking", "--", java, program.toString());
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out()).doesNotContain("TALK");
            if (form.equals("md")) {
                assertThat(run.out())
                        .containsPattern("(?m)^\\|(---\\||--:\\|)+$")
                        .contains("Talking");
            } else {
                assertThat(run.out()).startsWith("pass,");
            }
        }
    }

    @Test
    void aProgramThatHaltsIsReadAndShown() throws Exception {
        Path program = folder.resolve("Halting.java");
        Files.writeString(
                program,
                """
                class Halting {
                    static double sum;
                    public static void main(String[] arguments) {
                        long until = System.nanoTime() + 700_000_000L;
                        while (System.nanoTime() < until) {
                            work();
                        }
                        Runtime.getRuntime().halt(4);
                    }
                    static void work() {
                        for (int i = 1; i < 10_000; i++) {
                            sum += Math.sqrt(i) / i;
                        }
                    }
                }
                """);
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();

        CommandLineRun run = record("halted", "--", java, program.toString());

        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.out()).contains("Halting.work", " samples of cpu", "files: " + folder.resolve("halted"));
        assertThat(run.err())
                .isEqualToIgnoringNewLines(
                        "tallyflame: the recorded command ended with exit code 4, which is passed on");
        CommandLineRun functions =
                CommandLineRun.of("functions", folder.resolve("halted").toString());
        assertThat(functions.exitCode()).isZero();
        assertThat(functions.out()).contains("Halting.work");
    }

    private CommandLineRun record(String directory, String... more) {
        List<String> line = new ArrayList<>(
                List.of("record", "--out", folder.resolve(directory).toString()));
        line.addAll(List.of(more));
        return CommandLineRun.of(line.toArray(new String[0]));
    }

    @Test
    void aProcessThatIsNotThereIsTheEnvironments() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        CommandLineRun run = CommandLineRun.of("record", "--pid", String.valueOf(ended.pid()));
        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.err()).contains("no process " + ended.pid()).hasLineCount(1);
    }
}
