package tallyflame.cli.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.cli.CommandLineRun;

/** Names in a recording of a program with a pool, lambdas and anonymous classes: for people with lines, otherwise as recorded. */
class NamesTest {
    private static final String SETTINGS =
            """
            <configuration version="2.0">
              <event name="jdk.ThreadPark">
                <setting name="enabled">true</setting>
                <setting name="stackTrace">true</setting>
                <setting name="threshold">0 ns</setting>
              </event>
              <event name="jdk.InitialSystemProperty">
                <setting name="enabled">true</setting>
                <setting name="period">endChunk</setting>
              </event>
            </configuration>
            """;

    @TempDir
    private static Path folder;

    private static Path recording;

    @BeforeAll
    static void record() throws Exception {
        Path source = Files.writeString(
                folder.resolve("Main.java"),
                """
                import java.util.concurrent.*;
                import java.util.concurrent.locks.LockSupport;
                public class Main {
                    public static void main(String[] a) throws Exception {
                        ExecutorService pool = Executors.newFixedThreadPool(3);
                        CyclicBarrier all = new CyclicBarrier(3);
                        for (int i = 0; i < 3; i++) {
                            pool.submit(() -> { // line 8
                                all.await();
                                LockSupport.parkNanos(1000);
                                return 1;
                            });
                        }
                        pool.shutdown();
                        pool.awaitTermination(1, TimeUnit.MINUTES);
                        new Runnable() { // line 16
                            public void run() {
                                LockSupport.parkNanos(1000);
                            }
                        }.run();
                    }
                }
                """);
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-g", "-d", folder.toString(), source.toString()))
                .isZero();
        recording = folder.resolve("names.jfr");
        Path settings = Files.writeString(folder.resolve("park.jfc"), SETTINGS);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:StartFlightRecording:filename=" + recording + ",settings=" + settings,
                        "-cp",
                        folder.toString(),
                        "Main")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out.txt").toFile())
                .start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    private static String run(String... words) {
        CommandLineRun run = CommandLineRun.of(words);
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run.out();
    }

    @Test
    void lambdasAndAnonymousClassesHaveTheLineOfTheirDeclaration() throws Exception {
        String table = run("functions", recording.toString(), "--event", "park", "--top", "100");
        assertThat(table).containsPattern("Main\\.lambda\\$main\\$\\d+ \\(Main\\.java:8\\)");
        assertThat(table).contains("Main$1.run (Main.java:16)").doesNotContain("Main.main (");
        Path page = folder.resolve("names.html");
        run("report", recording.toString(), "--event", "park", "-o", page.toString());
        assertThat(page).content().contains("<span class=\"note\">Main.java:16</span>");
    }

    @Test
    void boxesOfAPageKnowThatLineToo() throws Exception {
        Path page = folder.resolve("flame.html");
        run("flame", recording.toString(), "--event", "park", "-o", page.toString());
        Matcher names = Pattern.compile("id=\"part-names\">([^<]+)<").matcher(Files.readString(page));
        assertThat(names.find()).isTrue();
        byte[] deflated = Base64.getDecoder().decode(names.group(1));
        try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(deflated), new Inflater(true))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .containsPattern("\"places\":\\{[^}]*\"Main\\.java:8\"")
                    .containsPattern("\"places\":\\{[^}]*\"Main\\.java:16\"");
        }
    }

    /** What is stored and compared goes by the recording alone, and is the same whether the class path is still there. */
    @Test
    void documentsHaveTheNamesOfTheRecording() throws Exception {
        JsonNode json =
                new ObjectMapper().readTree(run("functions", recording.toString(), "--event", "park", "--json"));
        assertThat(json.get("functions").findValuesAsText("name"))
                .contains("Main$1.run")
                .noneMatch(name -> name.contains("("));
        assertThat(run("functions", recording.toString(), "--event", "park", "--format", "csv"))
                .contains("Main$1.run,")
                .doesNotContain("(Main.java");
    }

    @Test
    void namesDoNotDifferFromRunToRun() {
        String names = run("functions", recording.toString(), "--event", "park", "--format", "csv", "--top", "1000");
        assertThat(names).contains("Main$$Lambda.call").doesNotContain("0x0");
        assertThat(run(
                        "functions",
                        recording.toString(),
                        "--event",
                        "park",
                        "--no-normalize",
                        "--format",
                        "csv",
                        "--top",
                        "1000"))
                .containsPattern("Main\\$\\$Lambda.*0x0");
        assertThat(run("query", recording.toString(), "SELECT DISTINCT class FROM frames", "--format", "csv"))
                .contains("Main$$Lambda")
                .doesNotContain("0x0");
    }

    @Test
    void threadsOfAPoolHaveAName() {
        assertThat(run(
                        "query",
                        recording.toString(),
                        "SELECT pool, count(DISTINCT thread) AS n FROM samples WHERE event = 'park' AND thread LIKE 'pool-%'"
                                + " GROUP BY pool",
                        "--format",
                        "csv"))
                .isEqualTo("pool,n\npool-1-thread-#,3\n");
    }
}
