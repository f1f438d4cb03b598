package tallyflame.runner.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.runner.SmallDisk;
import tallyflame.runner.instruments.Java;
import tallyflame.runner.launch.Sampling;
import tallyflame.runs.EnvironmentException;
import tallyflame.runs.FileKind;
import tallyflame.runs.Pass;
import tallyflame.runs.RunDirectory;
import tallyflame.runs.RunDocument;

/** Records onto a disk that gets full: the recording ends before the program would have to. */
class NearlyFullDiskTest {
    @TempDir
    private Path folder;

    private static RecordPlan plan(Path disk) {
        return new RecordPlan(Sampling.CPU, Duration.ofMillis(1), List.of(Pass.SAMPLE), List.of(), disk.resolve("run"));
    }

    @Test
    void theRecordingEndsAndTheProgramGoesOn() throws Exception {
        try (SmallDisk disk = SmallDisk.in(folder, "64m")) {
            RunDocument run = new CommandRecorder(Sampling.HERE, OutputStream.nullOutputStream())
                    .record(plan(disk.path()), program(disk));

            assertThat(run.status()).isEqualTo(RunDocument.INCOMPLETE);
            assertThat(run.passes()).singleElement().satisfies(pass -> {
                assertThat(pass.exitCode()).isEqualTo(5);
                assertThat(pass.status()).isEqualTo(RunDocument.STOPPED);
                assertThat(pass.problem())
                        .contains("the recording was ended after ")
                        .contains("MiB were left on its device; what was recorded until then is kept");
            });
            RunDirectory directory = RunDirectory.open(disk.path().resolve("run"));
            assertThat(directory.document()).isEqualTo(run);
            assertThat(RecordTest.samplesInBusy(
                            directory.files(Pass.SAMPLE, FileKind.ASYNC).get(0)))
                    .isPositive();
            assertThat(directory.files(Pass.SAMPLE, FileKind.FLIGHT)).hasSize(1);
        }
    }

    @Test
    void theRecordingOfARunningProcessEndsToo() throws Exception {
        try (SmallDisk disk = SmallDisk.in(folder, "64m")) {
            Process process = new ProcessBuilder(program(disk)).start();
            assertThat(process.getInputStream().read()).as("it runs").isEqualTo('b');
            RunDocument run =
                    new AttachRecorder(Sampling.HERE).record(plan(disk.path()), process.pid(), Duration.ofMinutes(1));

            assertThat(process.waitFor()).isEqualTo(5);
            assertThat(run.passes()).singleElement().satisfies(pass -> {
                assertThat(pass.status()).isEqualTo(RunDocument.STOPPED);
                assertThat(pass.problem()).contains("MiB were left on its device");
            });
            assertThat(RunDirectory.open(disk.path().resolve("run")).files(Pass.SAMPLE, FileKind.ASYNC))
                    .hasSize(1);
        }
    }

    private static List<String> program(SmallDisk disk) {
        return List.of(
                Java.launcher().toString(),
                "-cp",
                System.getProperty("java.class.path"),
                FillsDisk.class.getName(),
                disk.path().resolve("ballast").toString(),
                String.valueOf(24 << 20));
    }

    @Test
    void itDoesNotBeginWhereItCouldNotEnd() throws Exception {
        try (SmallDisk disk = SmallDisk.in(folder, "8m")) {
            assertThatThrownBy(
                            () -> new CommandRecorder(Sampling.HERE, null).record(plan(disk.path()), List.of("true")))
                    .isInstanceOf(EnvironmentException.class)
                    .hasMessageContaining("only 8 MiB left on its device, and a recording needs 32");
        }
    }
}
