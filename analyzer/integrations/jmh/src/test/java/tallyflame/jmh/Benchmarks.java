package tallyflame.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;

/** A benchmark of a sort, compiled as its users would, and JMH's own command line. */
final class Benchmarks {
    /** Everything is sorted in descending order, so that each sort takes the same number of turns. */
    private static final String SOURCE =
            """
            package bench;
            import org.openjdk.jmh.annotations.*;
            public class Sorting {
                public static class Sorter {
                    public static void sort(int[] a) {
                        for (int i = 1; i < a.length; i++) {
                            int x = a[i];
                            int j = i;
                            while (j > 0 && a[j - 1] > x) { // line 9
                                a[j] = a[j - 1]; // line 10
                                j--;
                            }
                            a[j] = x;
                        }
                    }
                }
                @State(Scope.Thread)
                public static class Data {
                    @Param({"10", "20"}) int size;
                    int[] a;
                    @Setup(Level.Trial) public void fill() {
                        a = new int[size];
                        for (int i = 0; i < size; i++) a[i] = size - i;
                        Sorter.sort(a.clone());
                    }
                    @Setup(Level.Iteration) public void before() {
                        for (int i = 0; i < 7; i++) Sorter.sort(a.clone());
                    }
                    @TearDown(Level.Iteration) public void after() {
                        for (int i = 0; i < 5; i++) Sorter.sort(a.clone());
                    }
                }
                @Benchmark public int[] sort(Data data) {
                    int[] a = new int[data.size]; // line 34
                    System.arraycopy(data.a, 0, a, 0, a.length);
                    Sorter.sort(a);
                    return a;
                }
            }
            """;

    /** Each call takes as much CPU time as it is told; three quarters of it are spent on setting up. */
    private static final String PREPARED =
            """
            package bench;
            import java.lang.management.ManagementFactory;
            import org.openjdk.jmh.annotations.*;
            public class Prepared {
                static long burn(long millis) {
                    var threads = ManagementFactory.getThreadMXBean();
                    long end = threads.getCurrentThreadCpuTime() + millis * 1_000_000;
                    long turns = 0;
                    while (threads.getCurrentThreadCpuTime() < end) turns++;
                    return turns;
                }
                @State(Scope.Thread)
                public static class Data {
                    @Setup(Level.Iteration) public void before() {
                        burn(40);
                    }
                    @Setup(Level.Invocation) public void prepare() {
                        burn(40);
                    }
                    @TearDown(Level.Invocation) public void tidy() {
                        burn(40);
                    }
                }
                @Benchmark public long work(Data data) {
                    return burn(40);
                }
                public static class Fragile {
                    @Benchmark public void dies() {
                        if (System.getProperty("die") != null) Runtime.getRuntime().halt(3);
                    }
                    @Benchmark public void lives() {}
                }
            }
            """;

    private static final long LIMIT_SECONDS = 240;
    private final Path folder;

    Benchmarks(Path folder) {
        this.folder = folder;
    }

    /** Compiles the benchmarks. */
    void compile() throws IOException {
        Path source = Files.writeString(folder.resolve("Sorting.java"), SOURCE);
        Path prepared = Files.writeString(folder.resolve("Prepared.java"), PREPARED);
        Path classes = Files.createDirectories(folder.resolve("classes"));
        int status = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(
                        System.out,
                        System.err,
                        "-g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-processor",
                        "org.openjdk.jmh.generators.BenchmarkProcessor",
                        "-d",
                        classes.toString(),
                        source.toString(),
                        prepared.toString());
        assertThat(status).isZero();
    }

    /** What JMH and its forks print, of the benchmark of a sort; the last line is its exit code. */
    String run(String... arguments) throws IOException, InterruptedException {
        return runOf("Sorting", arguments);
    }

    /** The same of benchmarks of some name. */
    String runOf(String name, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(
                "-Djmh.ignoreLock=true",
                "-cp",
                folder.resolve("classes")
                        + System.getProperty("path.separator")
                        + System.getProperty("java.class.path"),
                "org.openjdk.jmh.Main",
                name));
        command.addAll(List.of("-wi", "1", "-i", "2", "-w", "100ms", "-r", "100ms", "-to", "60s"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        return output + "\nexit " + process.exitValue();
    }
}
