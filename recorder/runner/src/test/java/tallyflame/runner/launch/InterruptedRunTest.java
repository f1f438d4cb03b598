package tallyflame.runner.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.modules.generate.AlertGenerator;
import tallyflame.runner.instruments.Java;
import tallyflame.runs.FileKind;
import tallyflame.runs.Pass;
import tallyflame.runs.RunDirectory;
import tallyflame.runs.RunDocument;

/** The parent is ended while a fork measures: by SIGTERM, whose way through the JVM is that of Ctrl-C, and by SIGKILL. */
class InterruptedRunTest {
    @TempDir
    private Path folder;

    /** Starts a parent and waits until its fork measures; returns the fork. */
    private ProcessHandle measuringFork(Process parent) throws Exception {
        BufferedReader said =
                new BufferedReader(new InputStreamReader(parent.getInputStream(), StandardCharsets.UTF_8));
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            if (line.startsWith("measured")) {
                return ProcessHandle.of(Long.parseLong(line.split(" ", -1)[1])).orElseThrow();
            }
        }
        throw new AssertionError("the parent ended before its fork measured");
    }

    private Process startParent() throws Exception {
        AlertGenerator.write(folder.resolve("alerts"), 20, 1);
        return new ProcessBuilder(
                        Java.launcher().toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        folder.resolve("alerts").toString(),
                        folder.resolve("run").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    @Test
    void endsItsChildrenAndLeavesReadableFiles() throws Exception {
        Process parent = startParent();
        ProcessHandle fork = measuringFork(parent);
        parent.destroy();
        assertThat(parent.waitFor(5, TimeUnit.MINUTES)).isTrue();

        assertThat(fork.isAlive()).isFalse();
        RunDirectory run = RunDirectory.open(folder.resolve("run"));
        assertThat(run.document().status()).isEqualTo(RunDocument.INTERRUPTED);
        assertThat(run.missing()).contains("the run is interrupted", "pass baseline: 0 of 1 forks were started");
        assertThat(RecordingFile.readAllEvents(
                        run.files(Pass.SAMPLE, FileKind.FLIGHT).get(0)))
                .extracting(event -> event.getEventType().getName())
                .contains("tallyflame.WindowStart");
        assertThat(RecordingFile.readAllEvents(
                        run.files(Pass.SAMPLE, FileKind.ASYNC).get(0)))
                .extracting(event -> event.getEventType().getName())
                .contains("jdk.ExecutionSample");
    }

    @Test
    void aForkDoesNotOutliveAKilledParent() throws Exception {
        Process parent = startParent();
        ProcessHandle fork = measuringFork(parent);
        parent.destroyForcibly();
        fork.onExit().get(60, TimeUnit.SECONDS);

        RunDirectory run = RunDirectory.open(folder.resolve("run"));
        assertThat(run.document().status()).isEqualTo(RunDocument.RUNNING);
        assertThat(run.missing()).contains("the run is still running, or was killed");
        assertThat(run.files(Pass.SAMPLE, FileKind.FLIGHT)).hasSize(1);
    }
}
