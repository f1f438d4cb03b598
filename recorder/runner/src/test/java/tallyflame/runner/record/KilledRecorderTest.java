package tallyflame.runner.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.runner.instruments.Java;
import tallyflame.runs.FileKind;
import tallyflame.runs.Pass;
import tallyflame.runs.RunDirectory;
import tallyflame.runs.RunDocument;

/** The recorder is ended by SIGKILL while the program that it records is at work. */
class KilledRecorderTest {
    @TempDir
    private Path folder;

    private Process startRecorder(Path run) throws Exception {
        Process recorder = new ProcessBuilder(
                        Java.launcher().toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Recorder.class.getName(),
                        run.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(new BufferedReader(new InputStreamReader(recorder.getInputStream(), StandardCharsets.UTF_8))
                        .readLine())
                .isEqualTo("busy");
        return recorder;
    }

    @Test
    void theProgramGoesOnAndItsRecordingIsReadable() throws Exception {
        Path out = folder.resolve("run");
        Process recorder = startRecorder(out);
        List<ProcessHandle> programs = recorder.children().toList();
        assertThat(programs).hasSize(1);
        recorder.destroyForcibly();
        assertThat(recorder.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(programs.get(0).isAlive()).isTrue();

        recorder.getOutputStream().close(); // the program's standard input, at whose end it ends by itself
        programs.get(0).onExit().get(60, TimeUnit.SECONDS);
        RunDirectory run = RunDirectory.open(out);
        assertThat(run.document().status()).isEqualTo(RunDocument.RUNNING);
        assertThat(run.missing())
                .containsExactly(
                        "the run is still running, or was killed",
                        "pass count: 0 of 1 forks were started",
                        "pass sample fork 1: did not finish");
        assertThat(RecordTest.samplesInBusy(
                        run.files(Pass.SAMPLE, FileKind.ASYNC).get(0)))
                .isPositive();
        assertThat(run.files(Pass.SAMPLE, FileKind.FLIGHT)).singleElement().satisfies(recording -> assertThat(
                        RecordingFile.readAllEvents(recording))
                .isNotEmpty());
    }
}
