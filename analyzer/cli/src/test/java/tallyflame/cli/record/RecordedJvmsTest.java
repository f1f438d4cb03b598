package tallyflame.cli.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.cli.CommandLineRun;
import tallyflame.runs.JvmProcess;
import tallyflame.runs.RunDirectory;

/** A script with several JVMs, from the recording to the tables of one of them. */
@EnabledOnOs(OS.LINUX)
class RecordedJvmsTest {
    private static final String WORK =
            """
            public class Work {
                static double sum;
                public static void main(String[] arguments) {
                    int times = Integer.parseInt(arguments[0]);
                    for (int i = 0; i < times; i++) work(i);
                    long end = System.nanoTime() + 300_000_000L;
                    while (System.nanoTime() < end) sum = Math.sqrt(sum + 1);
                }
                static void work(int i) {
                    sum += i;
                }
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void theJvmsOfAScriptAreListedAddUpAndCanBeAskedOneByOne() throws Exception {
        Path source = Files.writeString(folder.resolve("Work.java"), WORK);
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-g", "-d", folder.toString(), source.toString()))
                .isZero();
        String java = "'" + Path.of(System.getProperty("java.home"), "bin", "java") + "' -cp '" + folder + "' Work ";
        Path run = folder.resolve("run");

        CommandLineRun recorded = CommandLineRun.of(
                "record",
                "--count",
                "Work",
                "--out",
                run.toString(),
                "--",
                "bash",
                "-c",
                java + "5; " + java + "7; env -i " + java + "3; true");

        assertThat(recorded.exitCode()).as(recorded.err()).isZero();
        List<JvmProcess> jvms = RunDirectory.open(run).processes();
        assertThat(jvms).extracting(JvmProcess::name).containsExactly("Work", "Work", "Work");
        assertThat(recorded.out())
                .contains("JVMs", "the options did not reach it")
                .containsPattern("hits read in 2 JVMs one by one, as many as in all together")
                .containsPattern("samples read in 2 JVMs one by one, as many as in all together")
                .doesNotContain("ERROR");
        assertThat(hits(run)).isEqualTo(12);
        assertThat(hits(run, "--jvm", Long.toString(jvms.get(0).pid()))).isEqualTo(5);
        assertThat(hits(run, "--jvm", Long.toString(jvms.get(1).pid()))).isEqualTo(7);
        long whole = samples(run);
        assertThat(whole).isPositive();
        assertThat(samples(run, "--jvm", Long.toString(jvms.get(0).pid()))
                        + samples(run, "--jvm", Long.toString(jvms.get(1).pid())))
                .isEqualTo(whole);
        CommandLineRun none = CommandLineRun.of(
                "functions", run.toString(), "--jvm", Long.toString(jvms.get(2).pid()));
        assertThat(none.exitCode()).isEqualTo(3);
        assertThat(none.err())
                .contains(
                        "no JVM that left anything is",
                        "Work (pid " + jvms.get(0).pid() + ")");
        CommandLineRun events = CommandLineRun.of("events", run.toString(), "--jvm", "W*k");
        assertThat(events.exitCode()).as(events.err()).isZero();
    }

    private static long hits(Path run, String... more) throws Exception {
        for (JsonNode method : json("lines", run, more).path("methods")) {
            if (method.path("method").asText().equals("work")) {
                return method.path("entered").asLong();
            }
        }
        return 0;
    }

    private static long samples(Path run, String... more) throws Exception {
        return json("functions", run, more).path("ledger").path("kept").asLong();
    }

    private static JsonNode json(String verb, Path run, String... more) throws Exception {
        String[] arguments = new String[more.length + 3];
        arguments[0] = verb;
        arguments[1] = run.toString();
        arguments[2] = "--json";
        System.arraycopy(more, 0, arguments, 3, more.length);
        CommandLineRun answer = CommandLineRun.of(arguments);
        assertThat(answer.exitCode()).as(answer.err()).isZero();
        return new ObjectMapper().readTree(answer.out());
    }
}
