package tallyflame.runner.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.counts.file.CountFile;
import tallyflame.runner.instruments.Java;
import tallyflame.runner.launch.Sampling;
import tallyflame.runs.EnvironmentException;
import tallyflame.runs.FileKind;
import tallyflame.runs.Pass;
import tallyflame.runs.RunDirectory;
import tallyflame.runs.RunDocument;
import tallyflame.runs.RunDocument.PassResult;

/** Records real processes. */
class RecordTest {
    private static final Duration MILLI = Duration.ofMillis(1);

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    private RecordPlan plan(List<Pass> passes, String... count) {
        return new RecordPlan(Sampling.CPU, MILLI, passes, List.of(count), folder.resolve("run"));
    }

    private RunDocument record(RecordPlan plan, List<String> command) throws Exception {
        return new CommandRecorder(Sampling.HERE, output).record(plan, command);
    }

    private static List<String> busy(int millis, int exitCode, String... end) {
        List<String> command = new ArrayList<>(List.of(
                Java.launcher().toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Busy.class.getName(),
                String.valueOf(millis),
                String.valueOf(exitCode)));
        command.addAll(List.of(end));
        return command;
    }

    static long samplesInBusy(Path recording) throws IOException {
        return RecordingFile.readAllEvents(recording).stream()
                .filter(event -> event.getEventType().getName().equals("jdk.ExecutionSample"))
                .map(RecordedEvent::getStackTrace)
                .filter(stack -> stack != null
                        && stack.getFrames().stream()
                                .anyMatch(frame -> frame.getMethod().getName().equals("work")))
                .count();
    }

    /** Nobody can be asked: the options would keep a JVM of Java 8 from starting at all. */
    @Test
    void aJavaThatIsTooOldForThePassIsNotStarted() throws Exception {
        Path home = Files.createDirectories(folder.resolve("jdk8/bin")).getParent();
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"1.8.0_402\"\n");
        Path started = folder.resolve("started");
        Path java = Files.writeString(home.resolve("bin/java"), "#!/bin/sh\ntouch '" + started + "'\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        assertThatThrownBy(() -> record(plan(List.of(Pass.SAMPLE)), List.of(java.toString(), "acme.Main")))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining("is of Java 8, and the pass sample needs 11");
        assertThat(started).doesNotExist();
    }

    @Test
    void aJavaCommandIsRecordedAndItsExitCodeKept() throws Exception {
        RunDocument run = record(plan(List.of(Pass.SAMPLE)), busy(800, 5));

        assertThat(run.kind()).isEqualTo("record");
        assertThat(run.status()).isEqualTo(RunDocument.COMPLETE);
        assertThat(run.passes().get(0).exitCode()).isEqualTo(5);
        assertThat(run.passes().get(0).problem()).isEqualTo("the command ended with exit code 5");
        assertThat(output.toString(StandardCharsets.UTF_8))
                .as("nothing of ours amid it")
                .isEqualTo("busy\n");
        RunDirectory directory = RunDirectory.open(folder.resolve("run"));
        assertThat(samplesInBusy(directory.files(Pass.SAMPLE, FileKind.ASYNC).get(0)))
                .isGreaterThan(10);
        assertThat(directory.files(Pass.SAMPLE, FileKind.FLIGHT)).hasSize(1);
    }

    @Test
    void aPassThatCannotBeStartedHasFailedAndSaysWhy() throws Exception {
        List<String> command = List.of(folder.resolve("no-such-program").toString());
        assertThatThrownBy(() -> record(plan(List.of(Pass.SAMPLE, Pass.COUNT), "acme.**"), command))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining("no-such-program");

        RunDocument run = RunDirectory.open(folder.resolve("run")).document();
        assertThat(run.status()).isEqualTo(RunDocument.INCOMPLETE);
        assertThat(run.passes()).singleElement().satisfies(pass -> {
            assertThat(pass.status()).isEqualTo(RunDocument.FAILED);
            assertThat(pass.problem()).contains("no-such-program", "No such file");
        });
    }

    @Test
    void theCommandHasTheLocaleOfTheUser() {
        Map<String, String> unset = new TreeMap<>(Map.of("LC_ALL", "C.UTF-8", "TALLYFLAME_LC_ALL", "", "LANG", "C"));
        CommandRecorder.restoreLocale(unset);
        assertThat(unset).isEqualTo(Map.of("LANG", "C"));
        Map<String, String> set = new TreeMap<>(Map.of("LC_ALL", "C.UTF-8", "TALLYFLAME_LC_ALL", "de_DE"));
        CommandRecorder.restoreLocale(set);
        assertThat(set).isEqualTo(Map.of("LC_ALL", "de_DE"));
    }

    @Test
    void aPassThatFailsIsTheLast() throws Exception {
        RunDocument run = record(plan(List.of(Pass.SAMPLE, Pass.COUNT), Busy.class.getName()), busy(300, 4, "halt"));

        assertThat(run.status()).isEqualTo(RunDocument.INCOMPLETE);
        assertThat(run.passes()).singleElement().satisfies(pass -> {
            assertThat(pass.status()).isEqualTo(RunDocument.COMPLETE);
            assertThat(pass.exitCode()).isEqualTo(4);
        });
        RunDirectory directory = RunDirectory.open(folder.resolve("run"));
        assertThat(directory.missing()).contains("pass count: 0 of 1 forks were started");
        assertThat(samplesInBusy(directory.files(Pass.SAMPLE, FileKind.ASYNC).get(0)))
                .isPositive();
    }

    @Test
    void itIsNotTheLastIfExitCodesAreIgnored() throws Exception {
        List<Pass> passes = List.of(Pass.SAMPLE, Pass.BASELINE);
        RecordPlan plan = new RecordPlan(
                Sampling.CPU,
                MILLI,
                passes,
                List.of(),
                false,
                List.of(),
                1,
                true,
                ChildJvms.ALL,
                folder.resolve("run"));
        RunDocument run = record(plan, busy(100, 5));

        assertThat(run.status()).isEqualTo(RunDocument.COMPLETE);
        assertThat(run.passes()).extracting(PassResult::exitCode).containsExactly(5, 5);
    }

    @Test
    void aCommandThatIsKilledIsNotComplete() throws Exception {
        RunDocument run = record(plan(List.of(Pass.SAMPLE)), busy(300, 0, "kill"));

        assertThat(run.status()).isEqualTo(RunDocument.INCOMPLETE);
        assertThat(run.passes()).singleElement().satisfies(pass -> {
            assertThat(pass.status()).isEqualTo("died");
            assertThat(pass.exitCode()).isEqualTo(137);
            assertThat(pass.problem()).startsWith("the command ended with exit code 137 (signal 9, killed");
        });
    }

    @Test
    void aDirectoryIsLockedWhileItIsWritten() throws Exception {
        Path run = Files.createDirectory(folder.resolve("run"));
        Path lock = Files.createFile(run.resolve(RunDirectory.LOCK)); // left by a process that was killed
        RecordPlan plan = plan(List.of(Pass.BASELINE));
        List<String> tellsTheLock = List.of("sh", "-c", "test -e " + lock);
        try (FileChannel other = FileChannel.open(lock, StandardOpenOption.WRITE);
                FileLock held = other.lock()) {
            assertThat(held.isValid()).isTrue();
            assertThatThrownBy(() -> record(plan, tellsTheLock))
                    .isInstanceOf(EnvironmentException.class)
                    .hasMessage(run + ": another run is being written into it; choose another with --out");
            assertThat(run.resolve(RunDirectory.RUN_JSON)).doesNotExist();
        }
        assertThat(record(plan, tellsTheLock).passes())
                .extracting(PassResult::exitCode)
                .containsExactly(0);
        assertThat(lock).doesNotExist();
        assertThatThrownBy(() -> record(plan, tellsTheLock)).hasMessageContaining("already holds a run");
        assertThat(lock).doesNotExist();
    }

    @Test
    void aScriptHandsTheInstrumentsToAllItsJvms() throws Exception {
        Path script = folder.resolve("twice");
        Files.writeString(script, "#!/bin/sh\n\"$@\"\n\"$@\"\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(busy(500, 0));
        record(plan(List.of(Pass.SAMPLE)), command);

        RunDirectory directory = RunDirectory.open(folder.resolve("run"));
        assertThat(directory.files(Pass.SAMPLE, FileKind.ASYNC))
                .hasSize(2)
                .allSatisfy(recording -> assertThat(samplesInBusy(recording)).isPositive());
        assertThat(directory.files(Pass.SAMPLE, FileKind.FLIGHT)).hasSize(2);
    }

    @Test
    void countsInAnExecutionOfTheirOwnOrWhileSampling() throws Exception {
        RunDocument apart = record(plan(List.of(Pass.SAMPLE, Pass.COUNT), Busy.class.getName()), busy(200, 0));
        assertThat(apart.passes()).hasSize(2).noneMatch(pass -> pass.perturbed());
        RunDirectory directory = RunDirectory.open(folder.resolve("run"));
        assertThat(directory.files(Pass.SAMPLE, FileKind.COUNTS)).isEmpty();
        assertThat(entered(directory.files(Pass.COUNT, FileKind.COUNTS).get(0), "main"))
                .isEqualTo(1);

        RecordPlan together = new RecordPlan(
                Sampling.CPU, MILLI, List.of(Pass.SAMPLE), List.of(Busy.class.getName()), folder.resolve("run2"));
        assertThat(record(together, busy(200, 0)).passes()).singleElement().matches(pass -> pass.perturbed());
        RunDirectory second = RunDirectory.open(folder.resolve("run2"));
        assertThat(entered(second.files(Pass.SAMPLE, FileKind.COUNTS).get(0), "main"))
                .isEqualTo(1);
    }

    private static long entered(Path counts, String method) throws IOException {
        return CountFile.read(counts).classes().stream()
                .flatMap(type -> type.methods().stream())
                .filter(candidate -> candidate.name().equals(method))
                .mapToLong(candidate -> candidate.entered())
                .sum();
    }

    @Test
    void aCommandWithoutAJvmIsSaid() {
        assertThatThrownBy(() -> record(plan(List.of(Pass.SAMPLE)), List.of("true")))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining("'true' ended with exit code 0 and no JVM was recorded");
    }

    @Test
    void aCommandThatIsNotThereIsSaid() {
        assertThatThrownBy(() -> record(plan(List.of(Pass.SAMPLE)), List.of("/no/such/command")))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining("cannot start /no/such/command");
    }

    @Test
    void aRunningJvmIsRecordedForAWhileAndGoesOn() throws Exception {
        Process target = new ProcessBuilder(busy(60_000, 0)).start();
        try {
            assertThat(target.getInputStream().read()).as("it runs").isEqualTo('b');
            RunDocument run = new AttachRecorder(Sampling.HERE)
                    .record(plan(List.of(Pass.SAMPLE)), target.pid(), Duration.ofMillis(700));

            assertThat(run.status()).isEqualTo(RunDocument.COMPLETE);
            assertThat(target.isAlive()).isTrue();
            RunDirectory directory = RunDirectory.open(folder.resolve("run"));
            assertThat(samplesInBusy(
                            directory.files(Pass.SAMPLE, FileKind.ASYNC).get(0)))
                    .isGreaterThan(10);
            assertThat(RecordingFile.readAllEvents(
                            directory.files(Pass.SAMPLE, FileKind.FLIGHT).get(0)))
                    .isNotEmpty();
        } finally {
            target.destroyForcibly();
        }
    }

    @Test
    void aProcessThatEndsWhileRecordedIsNoLoss() throws Exception {
        Process target = new ProcessBuilder(busy(600_000, 0)).start();
        assertThat(target.getInputStream().read()).isEqualTo('b');
        Path started = folder.resolve("run/passes/sample-1/flight.jfr");
        Thread killer = new Thread(() -> {
            while (!Files.exists(started)) {
                Thread.onSpinWait();
            }
            target.destroy();
        });
        killer.setDaemon(true);
        killer.start();
        RunDocument run = new AttachRecorder(Sampling.HERE)
                .record(plan(List.of(Pass.SAMPLE)), target.pid(), Duration.ofMinutes(5));

        assertThat(run.passes().get(0).problem()).startsWith("the process ended after");
        RunDirectory directory = RunDirectory.open(folder.resolve("run"));
        assertThat(samplesInBusy(directory.files(Pass.SAMPLE, FileKind.ASYNC).get(0)))
                .isPositive();
    }

    @Test
    void whatCannotBeAttachedToIsSaid() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        assertThatThrownBy(() -> TargetProcess.of(ended.pid()))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining("no process " + ended.pid());
        Process other = new ProcessBuilder("sleep", "60").start();
        try {
            assertThatThrownBy(() -> TargetProcess.of(other.pid()))
                    .isInstanceOf(EnvironmentException.class)
                    .hasMessageContaining("is not a HotSpot JVM");
        } finally {
            other.destroyForcibly();
        }
    }
}
