package tallyflame.cli.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;
import tallyflame.agent.AgentJar;

/** A small program in one of several versions, each with its own source folder, compiled and counted in a JVM of its own. */
final class PlantedVersion {
    static final String BASE =
            """
            package org.acme;

            import java.util.HashMap;
            import java.util.Map;

            public class Job {
                private static final Map<Integer, Long> CACHE = new HashMap<>();

                public static void main(String[] arguments) {
                    long sum = 0;
                    for (int batch = 0; batch < 4; batch++) {
                        sum += process(100);
                    }
                    System.out.println(sum);
                }

                static long process(int items) {
                    int[] values = new int[items];
                    for (int i = 0; i < items; i++) {
                        values[i] = i % 10;
                    }
                    long sum = 0;
                    for (int i = 0; i < items; i++) {
                        sum += look(values[i]);
                    }
                    sum += send(values);
                    return sum;
                }

                static long look(int key) {
                    Long known = CACHE.get(key);
                    if (known == null) {
                        known = expensive(key);
                        CACHE.put(key, known);
                    }
                    return known;
                }

                static long expensive(int key) {
                    long x = key;
                    for (int round = 0; round < 50; round++) {
                        x = 31 * x + round;
                    }
                    return x;
                }

                static long send(int... values) {
                    return 40L + values.length;
                }
            }
            """;

    final Path sources;
    final Path counts;
    private final Path classes;
    private final String text;

    private PlantedVersion(Path sources, Path classes, Path counts, String text) {
        this.classes = classes;
        this.sources = sources;
        this.counts = counts;
        this.text = text;
    }

    /** The base version with some of its text replaced: each pair is what is there and what comes in its place. */
    static PlantedVersion of(Path folder, String... replacements) throws IOException, InterruptedException {
        String text = BASE;
        for (int i = 0; i < replacements.length; i += 2) {
            assertThat(text).contains(replacements[i]);
            text = text.replace(replacements[i], replacements[i + 1]);
        }
        Path sources = Files.createDirectories(folder.resolve("src"));
        Path file = Files.createDirectories(sources.resolve("org/acme")).resolve("Job.java");
        Files.writeString(file, text);
        Path classes = Files.createDirectories(folder.resolve("classes"));
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-g", "-d", classes.toString(), file.toString()))
                .isZero();
        Path counts = folder.resolve("counts.tfc");
        PlantedVersion version = new PlantedVersion(sources, classes, counts, text);
        version.await(version.count(counts));
        return version;
    }

    /** Starts another count in a JVM of its own. */
    Process count(Path file) throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx64m",
                        "-javaagent:" + AgentJar.path() + "=count=org.acme.**,out=" + file,
                        "-cp",
                        classes.toString(),
                        "org.acme.Job"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Waits for a count to end. */
    void await(Process process) throws InterruptedException {
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    /** Number of the line that contains a text. */
    int line(String part) {
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(part)) {
                return i + 1;
            }
        }
        throw new IllegalArgumentException(part);
    }
}
