package tallyflame.cli.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.cli.CommandLineRun;

/** JMH's benchmarks, by JMH itself; the second version takes 3 % more turns. */
@Tag("any-jdk")
class JmhCommandTest {
    private static final String SOURCE =
            """
            package bench;
            import org.openjdk.jmh.annotations.*;
            public class Turns {
                static int turn(int i) {
                    return i * 31 + 7;
                }
                @Benchmark public int turns() {
                    int sum = 0;
                    for (int i = 0; i < TIMES; i++) {
                        sum += turn(i); // a turn
                    }
                    return sum;
                }
            }
            """;

    @TempDir
    Path folder;

    private CommandLineRun jmh(String name, int times) throws IOException {
        Path classes = Files.createDirectories(folder.resolve(name).resolve("classes"));
        Path source =
                Files.createDirectories(folder.resolve(name).resolve("bench")).resolve("Turns.java");
        Files.writeString(source, SOURCE.replace("TIMES", String.valueOf(times)));
        String path = System.getProperty("java.class.path");
        int status = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(
                        System.out,
                        System.err,
                        "-g",
                        "-cp",
                        path,
                        "-processor",
                        "org.openjdk.jmh.generators.BenchmarkProcessor",
                        "-d",
                        classes.toString(),
                        source.toString());
        assertThat(status).isZero();
        List<String> arguments = new ArrayList<>(List.of(
                "jmh",
                "--count",
                "bench.**",
                "--passes",
                "count",
                "--out",
                out(name).toString(),
                "--"));
        arguments.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djmh.ignoreLock=true",
                "-cp",
                classes + System.getProperty("path.separator") + path,
                "org.openjdk.jmh.Main"));
        arguments.addAll(List.of("Turns", "-f", "1", "-wi", "1", "-i", "3", "-w", "50ms", "-r", "50ms"));
        return CommandLineRun.of(arguments.toArray(new String[0]));
    }

    private Path out(String name) {
        return folder.resolve("jmh-" + name);
    }

    @Test
    void moreWorkIsNamedWithItsLine() throws Exception {
        CommandLineRun before = jmh("before", 1000);
        assertThat(before.exitCode()).isZero();
        assertThat(before.out())
                .as(before.err())
                .contains("scores, without a profiler", "Turns.turns", "exact counts for one operation")
                .containsPattern("hits\\(Turns.java:9\\) +1,001")
                .containsPattern("entered\\(Turns.turn\\) +1,000");
        jmh("after", 1030);
        CommandLineRun diff =
                CommandLineRun.of("diff", out("before").toString(), out("after").toString());
        assertThat(diff.out()).contains("MORE WORK: Turns.java:").contains("× 1.030");
    }

    @Test
    void aProfileThatIsMissingIsNamed() throws Exception {
        Files.writeString(Files.createDirectories(out("lost")).resolve("count"), "a file where the profiles would be");
        CommandLineRun run = jmh("lost", 1000);
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("bench.Turns.turns-thrpt: the pass count left no whole profile; JMH's output above says why")
                .contains("scores, without a profiler");
    }

    @Test
    void aCommandThatIsNotJavaIsRefused() throws Exception {
        CommandLineRun run = CommandLineRun.of("jmh", "--out", out("none").toString(), "--", "make", "bench");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("name a java command with JMH's benchmarks");
    }
}
