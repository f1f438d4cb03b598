package tallyflame.cli.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;
import tallyflame.agent.AgentJar;

/** A small Maven project in a folder, compiled and run in JVMs of its own: counted by the agent, sampled by the JDK. */
final class CountedProject {
    static final String SOURCE =
            """
            package org.acme;

            import java.util.function.IntUnaryOperator;

            public class Work {
                public static void main(String[] arguments) throws Exception {
                    int rounds = Integer.parseInt(arguments[0]);
                    long sum = 0;
                    for (int round = 0; round < rounds; round++) { // rounds + 1
                        sum += work(1000);
                    }
                    System.out.println(sum + Stripped.half(rounds));
                }

                static long work(int pixels) {
                    IntUnaryOperator heat = x -> {
                        int y = x % 7; // 1000
                        return y * y; // 1000
                    };
                    long sum = 0; // 1
                    for (int i = 0; i < pixels; i++) { // 1001, 1000→ 1→
                        sum += heat.applyAsInt(i); // 1000
                        if (i % 100 == 0) { // 1000, 10→ 990→
                            sum += Deep.fall(20); // 10
                        }
                    }
                    sum += spin(pixels); // 1
                    return sum; // 1
                }

                static double spin(int times) {
                    double x = 0;
                    for (int i = 0; i < 40 * times; i++) {
                        x += Math.sqrt(i + x); // the hottest line by far
                    }
                    return x;
                }

                static class Deep {
                    static long fall(int depth) {
                        return depth == 0 ? 0 : 1 + fall(depth - 1); // 21, 1→ 20→
                    }
                }
            }
            """;
    private static final String STRIPPED =
            """
            package org.acme;

            class Stripped {
                static int half(int n) {
                    return n / 2;
                }
            }
            """;

    final Path root;
    final Path source;
    final Path classes;

    CountedProject(Path root) throws IOException {
        this.root = root;
        source = root.resolve("src/main/java/org/acme/Work.java");
        classes = Files.createDirectories(root.resolve("target/classes"));
        Files.createDirectories(source.getParent());
        Files.writeString(root.resolve("pom.xml"), "<project/>");
        Files.writeString(source, SOURCE);
        Path stripped = root.resolve("stripped/org/acme/Stripped.java");
        Files.createDirectories(stripped.getParent());
        Files.writeString(stripped, STRIPPED);
        compile(stripped, "-g:none");
        compile(source, "-g:lines,source");
    }

    /** Compiles a file into the class folder. */
    void compile(Path file, String debug) {
        int result = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-implicit:none",
                        debug,
                        "--release",
                        "17",
                        "-cp",
                        classes.toString(),
                        "-sourcepath",
                        root.resolve("src/main/java") + ":" + root.resolve("stripped"),
                        "-d",
                        classes.toString(),
                        file.toString());
        assertThat(result).isZero();
    }

    /** Counts some rounds; returns the count file. */
    Path count(int rounds) throws Exception {
        Path file = root.resolve("counts-" + rounds + ".tfc");
        run("-javaagent:" + AgentJar.path() + "=count=org.acme.**,out=" + file, rounds);
        return file;
    }

    /** Samples some rounds; 4000 are a second or two of work. Returns the recording. */
    Path sample(int rounds) throws Exception {
        Path file = root.resolve("work.jfr");
        run("-XX:StartFlightRecording:jdk.ExecutionSample#period=10ms,filename=" + file, rounds);
        return file;
    }

    private void run(String option, int rounds) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                option,
                "-cp",
                classes.toString(),
                "org.acme.Work",
                String.valueOf(rounds)));
        Path output = root.resolve("output.txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
    }

    /** Number of the line of the source that contains a text. */
    static int line(String text) {
        List<String> lines = SOURCE.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(text)) {
                return i + 1;
            }
        }
        throw new IllegalArgumentException(text);
    }
}
