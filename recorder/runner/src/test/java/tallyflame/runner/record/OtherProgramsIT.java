package tallyflame.runner.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.counts.file.CountFile;
import tallyflame.runner.instruments.Java;
import tallyflame.runner.launch.Sampling;
import tallyflame.runs.FileKind;
import tallyflame.runs.JvmProcess;
import tallyflame.runs.Pass;
import tallyflame.runs.RunDirectory;

/** Ordinary work with several JVMs or many threads: benchmarks, a build with forked tests, a server. Each program counts itself. */
@EnabledOnOs(OS.LINUX)
class OtherProgramsIT {
    private static final String CLASS_PATH = System.getProperty("java.class.path");

    private static final String BENCHMARK =
            """
            package bench;
            import org.openjdk.jmh.annotations.*;
            @State(Scope.Benchmark)
            public class Sums {
                long times;
                double sum;
                @Benchmark public double sum() {
                    times++;
                    return work(times);
                }
                double work(long i) {
                    sum += Math.sqrt(i);
                    return sum;
                }
                @TearDown(Level.Trial) public void tell() throws Exception {
                    java.nio.file.Files.writeString(java.nio.file.Path.of(System.getenv("TOLD"),
                            String.valueOf(ProcessHandle.current().pid())), String.valueOf(times));
                }
            }
            """;

    private static final String TEST =
            """
            package proj;
            import org.junit.jupiter.api.Test;
            class Name {
                @Test void works() throws Exception {
                    for (int i = 0; i < TIMES; i++) Lib.work(i);
                    java.nio.file.Files.writeString(java.nio.file.Path.of(System.getenv("TOLD"), "Name"), "TIMES");
                }
            }
            """;

    private static final String POM =
            """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <modelVersion>4.0.0</modelVersion>
              <groupId>proj</groupId><artifactId>proj</artifactId><version>1</version>
              <dependencies>
                <dependency>
                  <groupId>org.junit.jupiter</groupId><artifactId>junit-jupiter</artifactId><version>5.13.4</version>
                  <scope>test</scope>
                </dependency>
              </dependencies>
              <build><plugins><plugin>
                <groupId>org.apache.maven.plugins</groupId><artifactId>maven-surefire-plugin</artifactId>
                <version>3.5.4</version>
                <configuration><forkCount>2</forkCount><reuseForks>false</reuseForks></configuration>
              </plugin></plugins></build>
            </project>
            """;

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    private RunDirectory record(Pass pass, String count, List<String> command) throws Exception {
        RecordPlan plan = new RecordPlan(
                Sampling.CPU,
                Duration.ofMillis(1),
                List.of(pass),
                List.of(count),
                Files.createTempDirectory(folder, "run").resolve("run"));
        new CommandRecorder(Sampling.HERE, output).record(plan, command);
        RunDirectory run = RunDirectory.open(plan.out());
        assertThat(run.document().passes().get(0).exitCode())
                .as(output.toString(StandardCharsets.UTF_8))
                .isZero();
        return run;
    }

    /** {@code env TOLD=… command}, so that every JVM below knows where to write how often it worked. */
    private List<String> telling(Path told, List<String> command) throws IOException {
        Files.createDirectories(told);
        return Stream.concat(Stream.of("env", "TOLD=" + told), command.stream()).toList();
    }

    private static long told(Path folder) throws IOException {
        long sum = 0;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                sum += Long.parseLong(Files.readString(file));
            }
        }
        return sum;
    }

    /** How often methods of a name were entered in all JVMs. */
    private static long entered(RunDirectory run, Pass pass, String name) throws IOException {
        long sum = 0;
        for (Path file : run.files(pass, FileKind.COUNTS)) {
            CountFile counts = CountFile.read(file);
            assertThat(counts.residual()).isZero();
            sum += counts.classes().stream()
                    .flatMap(type -> type.methods().stream())
                    .filter(method -> method.name().equals(name))
                    .mapToLong(method -> method.entered())
                    .sum();
        }
        return sum;
    }

    @Test
    void theForksOfJmhAreSampledAndCountedHoweverTheyComeByTheOptions() throws Exception {
        Path classes = compile(
                folder.resolve("bench"),
                List.of(),
                "bench/Sums.java",
                BENCHMARK,
                "-processor",
                "org.openjdk.jmh.generators.BenchmarkProcessor");
        List<String> jmh =
                new ArrayList<>(List.of(Java.launcher().toString(), "-cp", classes + File.pathSeparator + CLASS_PATH));
        jmh.addAll(List.of(
                "-Djmh.ignoreLock=true",
                "org.openjdk.jmh.Main",
                "-f",
                "2",
                "-wi",
                "1",
                "-w",
                "200ms",
                "-i",
                "2",
                "-r",
                "200ms"));
        String line =
                String.join(" ", jmh.stream().map(word -> "'" + word + "'").toList());
        for (List<String> command : List.of(jmh, List.of("bash", "-c", line + "; true"))) {
            Path told = folder.resolve("told" + command.size());
            RunDirectory run = record(Pass.SAMPLE, "bench.Sums", telling(told, command));
            assertThat(run.processes()).extracting(JvmProcess::name).contains("org.openjdk.jmh.Main");
            assertThat(run.processes().stream().filter(jvm -> jvm.name().equals("org.openjdk.jmh.runner.ForkedMain")))
                    .hasSize(2)
                    .allSatisfy(jvm -> assertThat(jvm.recorded()).containsExactly("async", "counts", "flight"));
            assertThat(entered(run, Pass.SAMPLE, "work")).isEqualTo(told(told)).isPositive();
        }
    }

    @Test
    void theForksOfSurefireAreCounted() throws Exception {
        Path mvn = onPath("mvn");
        assumeTrue(mvn != null, "SKIPPED: there is no mvn on the PATH");
        Path project = Files.createDirectories(folder.resolve("project"));
        Files.writeString(project.resolve("pom.xml"), POM);
        String library = "package proj; public class Lib { static long sum; static void work(int i) { sum += i; } }";
        Path classes = compile(project, List.of(), "proj/Lib.java", library);
        Path tests = project.resolve("target/test-classes");
        int times = 1;
        for (String name : List.of("OneTest", "TwoTest", "ThreeTest")) {
            String test = TEST.replace("Name", name).replace("TIMES", String.valueOf(times *= 10));
            Path compiled = compile(folder.resolve(name), List.of(classes), "proj/" + name + ".java", test);
            Files.createDirectories(tests.resolve("proj"));
            Files.copy(compiled.resolve("proj/" + name + ".class"), tests.resolve("proj/" + name + ".class"));
        }
        Path told = folder.resolve("told");
        RunDirectory run = record(
                Pass.COUNT,
                "proj.Lib",
                telling(
                        told,
                        List.of(
                                mvn.toString(),
                                "-q",
                                "-B",
                                "-f",
                                project.resolve("pom.xml").toString(),
                                "org.apache.maven.plugins:maven-surefire-plugin:3.5.4:test")));
        assertThat(told(told)).isEqualTo(1110);
        assertThat(entered(run, Pass.COUNT, "work")).isEqualTo(1110);
        assertThat(run.processes().stream().filter(jvm -> jvm.name().startsWith("surefirebooter")))
                .hasSize(3)
                .allSatisfy(fork -> assertThat(fork.parent()).isNotNull());
    }

    @Test
    void aServerUnderLoadIsCountedToTheLastRequest() throws Exception {
        for (Pass pass : List.of(Pass.COUNT, Pass.SAMPLE)) {
            output.reset();
            RunDirectory run = record(
                    pass,
                    Serving.class.getName(),
                    List.of(Java.launcher().toString(), "-cp", CLASS_PATH, Serving.class.getName(), "500"));
            String[] said = output.toString(StandardCharsets.UTF_8).strip().split(" ");
            assertThat(said).containsExactly("2000", "1000");
            assertThat(entered(run, pass, "answer")).isEqualTo(2000);
            assertThat(entered(run, pass, "even")).isEqualTo(1000);
        }
    }

    /** Compiles a class into a folder, which is returned. */
    private static Path compile(Path project, List<Path> more, String name, String text, String... options)
            throws IOException {
        Path source = project.resolve("src").resolve(name);
        Files.createDirectories(source.getParent());
        Files.writeString(source, text);
        Path classes = Files.createDirectories(project.resolve("target/classes"));
        String path = Stream.concat(more.stream().map(Path::toString), Stream.of(CLASS_PATH))
                .reduce((a, b) -> a + File.pathSeparator + b)
                .orElseThrow();
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.addAll(List.of("-g", "-cp", path, "-d", classes.toString(), source.toString()));
        int failed = ToolProvider.getSystemJavaCompiler().run(null, said, said, arguments.toArray(new String[0]));
        assertThat(failed).as(said.toString(StandardCharsets.UTF_8)).isZero();
        return classes;
    }

    private static Path onPath(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(entry -> Path.of(entry, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    }
}
