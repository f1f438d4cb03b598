package tallyflame.cli.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.agent.AgentJar;
import tallyflame.cli.CommandLineRun;

/** A program with a class that is never loaded and one that runs and is not asked for. */
class NeverLoadedTest {
    private static final String MAIN =
            """
            package acme;
            class Main {
                public static void main(String[] args) {
                    acme.gen.Made.run();
                    if (args.length > 3) {
                        Idle.run(args.length);
                    }
                }
            }
            """;
    private static final String IDLE =
            """
            package acme;
            class Idle {
                static int run(int n) {
                    if (n > 3) {
                        return 1;
                    }
                    return 2;
                }
            }
            """;
    private static final String MADE =
            """
            package acme.gen;
            public class Made {
                public static void run() {}
            }
            """;

    @TempDir
    private Path folder;

    private Path counts;
    private Path classes;

    @BeforeEach
    void count() throws Exception {
        counts = folder.resolve("counts.tfc");
        classes = compile("classes", Map.of("Main", MAIN, "Idle", IDLE, "Made", MADE));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-javaagent:" + AgentJar.path() + "=count=acme.**;!acme.gen.**,out=" + counts,
                        "-cp",
                        classes.toString(),
                        "acme.Main")
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
    }

    private Path compile(String name, Map<String, String> sources) throws Exception {
        Path out = Files.createDirectories(folder.resolve(name));
        List<String> arguments = new java.util.ArrayList<>(List.of("-g", "-d", out.toString()));
        for (Map.Entry<String, String> source : new TreeMap<>(sources).entrySet()) {
            Path file = Files.createDirectories(folder.resolve(name + "-src")).resolve(source.getKey() + ".java");
            arguments.add(Files.writeString(file, source.getValue()).toString());
        }
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
                .isZero();
        return out;
    }

    private String lcov(String... more) throws Exception {
        Path file = folder.resolve("coverage.info");
        Files.deleteIfExists(file);
        List<String> line = new java.util.ArrayList<>(List.of("lines", counts.toString(), "--lcov", file.toString()));
        line.addAll(List.of(more));
        CommandLineRun run = CommandLineRun.of(line.toArray(String[]::new));
        assertThat(run.exitCode()).as(run.err()).isZero();
        return Files.readString(file);
    }

    @Test
    void itsLinesAndBranchesHaveZeroHitsAndWhatWasNotAskedForStaysOut() throws Exception {
        assertThat(lcov()).contains("Main.java").doesNotContain("Idle.java");
        String whole = lcov("--classes", classes.toString());
        assertThat(whole).contains("Main.java").doesNotContain("Made");
        assertThat(whole.substring(whole.indexOf("Idle.java"), whole.indexOf("end_of_record")))
                .isEqualToIgnoringNewLines(
                        """
                        Idle.java
                        FN:2,acme.Idle.<init>()V
                        FN:4,acme.Idle.run(I)I
                        FNDA:0,acme.Idle.<init>()V
                        FNDA:0,acme.Idle.run(I)I
                        FNF:2
                        FNH:0
                        BRDA:4,0,0,-
                        BRDA:4,0,1,-
                        BRF:2
                        BRH:0
                        DA:2,0
                        DA:4,0
                        DA:5,0
                        DA:7,0
                        LF:4
                        LH:0
                        """);
        assertThat(CommandLineRun.of("lines", counts.toString(), "--classes", classes.toString())
                        .out())
                .contains("never loaded, shown with 0 hits (--classes): 1 class");
    }

    @Test
    void anotherVersionOfAClassThatRanIsRefused() throws Exception {
        Path changed = compile("changed", Map.of("Main", MAIN.replace("> 3", "> 4"), "Idle", IDLE, "Made", MADE));
        CommandLineRun run = CommandLineRun.of("lines", counts.toString(), "--classes", changed.toString());
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err())
                .contains("--classes has another version of acme.Main than was counted")
                .hasLineCount(1);
    }

    @Test
    void aFolderThatIsNotThereIsSaid() {
        CommandLineRun run = CommandLineRun.of("lines", counts.toString(), "--classes", "no/such/folder");
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err())
                .contains("no/such/folder: no such folder or jar of classes")
                .hasLineCount(1);
    }
}
