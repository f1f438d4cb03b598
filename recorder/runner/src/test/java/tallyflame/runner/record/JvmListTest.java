package tallyflame.runner.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

/** Every JVM at and below a command is listed: what it recorded, or why it did not. */
@EnabledOnOs(OS.LINUX)
class JvmListTest {
    private static final String COUNTED = "tallyflame.runner.record.**";
    private static final String JVM = "'" + Java.launcher() + "' -cp '" + System.getProperty("java.class.path") + "' ";

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    private RunDirectory record(ChildJvms children, Pass pass, List<String> command) throws Exception {
        RecordPlan plan = new RecordPlan(
                Sampling.CPU,
                Duration.ofMillis(1),
                List.of(pass),
                List.of(COUNTED),
                false,
                List.of(),
                1,
                false,
                children,
                folder.resolve("run"));
        new CommandRecorder(Sampling.HERE, output).record(plan, command);
        return RunDirectory.open(plan.out());
    }

    private static List<String> starter(String... arguments) {
        return Stream.concat(
                        Stream.of(
                                Java.launcher().toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Starter.class.getName()),
                        Stream.of(arguments))
                .toList();
    }

    private static List<String> bash(String text) {
        return List.of("bash", "-c", text);
    }

    @Test
    void tenChildrenOfAJavaCommandAreCountedAndTheirParentIsNamed() throws Exception {
        RunDirectory run = record(
                ChildJvms.ALL,
                Pass.COUNT,
                starter("--", "1", "20", "300", "4000", "50000", "1", "20", "300", "4000", "50000"));
        assertThat(worked(run)).isEqualTo(printed()).isEqualTo(108_642);
        List<JvmProcess> jvms = run.processes();
        assertThat(jvms).hasSize(11).allSatisfy(jvm -> {
            assertThat(jvm.recorded()).containsExactly("counts");
            assertThat(jvm.problem()).isNull();
            assertThat(Instant.parse(jvm.ended())).isAfter(Instant.parse(jvm.started()));
            assertThat(run.root().resolve(jvm.directory()).resolve(RunDirectory.COUNTS))
                    .exists();
        });
        JvmProcess parent = jvms.get(0);
        assertThat(parent.name()).isEqualTo(Starter.class.getName());
        assertThat(parent.exitCode()).isZero();
        assertThat(parent.directory()).isEqualTo("passes/count-1");
        assertThat(jvms.subList(1, 11)).allSatisfy(child -> {
            assertThat(child.parent()).isEqualTo(parent.pid());
            assertThat(child.name()).isEqualTo(Worker.class.getName());
            assertThat(child.exitCode()).isNull();
            assertThat(child.directory()).startsWith("passes/count-1/jvms/" + child.pid() + "-");
        });
        assertThat(run.jvms())
                .extracting(files -> run.process(files).orElseThrow())
                .containsExactlyInAnyOrderElementsOf(jvms);
        assertThat(run.missing()).isEmpty();
    }

    @Test
    void aJvmWithoutTheEnvironmentIsListedAsNotRecorded() throws Exception {
        RunDirectory run = record(ChildJvms.ALL, Pass.COUNT, starter("env", "-i", "--", "7"));
        assertThat(run.processes()).hasSize(2);
        JvmProcess child = run.processes().get(1);
        assertThat(child.name()).isEqualTo(Worker.class.getName());
        assertThat(child.recorded()).isEmpty();
        assertThat(child.directory()).isNull();
        assertThat(child.problem()).contains("the options did not reach it").contains("env -i");
        assertThat(run.missing())
                .singleElement()
                .asString()
                .startsWith("pass count: " + Worker.class.getName() + " (pid " + child.pid() + ") recorded nothing: ");
    }

    @Test
    void aJvmThatWroteNothingIsNamed() throws Exception {
        RunDirectory run = record(
                ChildJvms.ALL,
                Pass.COUNT,
                bash("JAVA_TOOL_OPTIONS=-Dlost=$TALLYFLAME_PASS_DIRECTORY " + JVM + Worker.class.getName() + " 3; "
                        + JVM + Worker.class.getName() + " 5"));
        assertThat(run.processes()).hasSize(2);
        assertThat(run.processes().get(0).problem()).contains("before it wrote anything");
        assertThat(run.processes().get(1).directory()).isEqualTo("passes/count-1");
        assertThat(worked(run)).isEqualTo(5);
    }

    @Test
    void theFilesOfAJvmThatStillRunsAreLeftToIt() throws Exception {
        Path ready = folder.resolve("ready");
        Path stop = folder.resolve("stop");
        RunDirectory run = record(
                ChildJvms.ALL,
                Pass.SAMPLE,
                bash(JVM + Staying.class.getName() + " '" + ready + "' '" + stop + "' > /dev/null & "
                        + "while ! test -e '" + ready + "'; do sleep 0.01; done"));
        JvmProcess staying = run.processes().get(0);
        ProcessHandle process = ProcessHandle.of(staying.pid()).orElseThrow();
        assertThat(staying.ended()).isNull();
        assertThat(staying.problem()).contains("still ran");
        Files.createFile(stop);
        process.onExit().get();
        assertThat(RunDirectory.open(run.root()).jvms()).singleElement().satisfies(jvm -> {
            assertThat(jvm.id()).isEqualTo(Long.toString(staying.pid()));
            assertThat(jvm.files()).containsOnlyKeys(FileKind.ASYNC, FileKind.FLIGHT, FileKind.COUNTS);
        });
    }

    /** It has no options of ours, and what it did while the command ran may have been the command's work. */
    @Test
    void aDaemonThatRanBeforeTheCommandIsNamed() throws Exception {
        Path ready = folder.resolve("ready");
        Path finished = folder.resolve("finished");
        Process daemon = new ProcessBuilder(
                        Java.launcher().toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        GradleDaemon.class.getName(),
                        ready.toString(),
                        finished.toString())
                .inheritIO()
                .start();
        try {
            String ask = "touch '" + ready + "'; while [ ! -e '" + finished + "' ]; do :; done; ";
            RunDirectory run = record(ChildJvms.ALL, Pass.COUNT, bash(ask + JVM + Worker.class.getName() + " 7"));
            assertThat(run.processes()).anySatisfy(jvm -> {
                assertThat(jvm.pid()).isEqualTo(daemon.pid());
                assertThat(jvm.recorded()).isEmpty();
                assertThat(jvm.problem()).contains("before");
            });
            assertThat(worked(run)).isEqualTo(7);
            assertThat(run.missing()).anyMatch(line -> line.contains("GradleDaemon") && line.contains("before"));
        } finally {
            daemon.destroyForcibly().waitFor();
        }
    }

    @Test
    void withoutChildrenOnlyTheFirstJvmIsKeptAndNothingIsInherited() throws Exception {
        RunDirectory run = record(ChildJvms.NONE, Pass.SAMPLE, starter("--", "7"));
        assertThat(run.jvms()).hasSize(1);
        assertThat(run.processes())
                .extracting(JvmProcess::name)
                .containsExactly(Starter.class.getName(), Worker.class.getName());
        assertThat(run.processes().get(1).problem()).isEqualTo("left out by --children none");
        assertThat(run.missing()).isEmpty();
    }

    @Test
    void childrenAreChosenByTheirMainClass() throws Exception {
        String script = JVM + Starter.class.getName() + " -- 5; " + JVM + Busy.class.getName() + " 10 0";
        RunDirectory run = record(new ChildJvms("*.Worker"), Pass.COUNT, bash(script));
        assertThat(run.processes())
                .extracting(JvmProcess::name, jvm -> jvm.recorded().size())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Starter.class.getName(), 1),
                        org.assertj.core.groups.Tuple.tuple(Worker.class.getName(), 1),
                        org.assertj.core.groups.Tuple.tuple(Busy.class.getName(), 0));
        assertThat(run.jvms()).hasSize(2);
        assertThat(worked(run)).isEqualTo(5);
    }

    /** What the program says of all its JVMs. */
    private long printed() {
        return output.toString(StandardCharsets.UTF_8)
                .lines()
                .mapToLong(Long::parseLong)
                .sum();
    }

    private static long worked(RunDirectory run) throws IOException {
        List<CountFile> counts = run.jvms().stream()
                .flatMap(jvm -> jvm.of(FileKind.COUNTS).stream())
                .map(JvmListTest::read)
                .collect(Collectors.toList());
        return counts.stream()
                .flatMap(file -> file.classes().stream())
                .filter(type -> type.name().equals(Worker.class.getName()))
                .flatMap(type -> type.methods().stream())
                .filter(method -> method.name().equals("work"))
                .mapToLong(method -> method.entered())
                .sum();
    }

    private static CountFile read(Path file) {
        try {
            return CountFile.read(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
