package tallyflame.runner.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.counts.file.CountFile;
import tallyflame.runner.instruments.Java;
import tallyflame.runner.launch.Sampling;
import tallyflame.runs.FileKind;
import tallyflame.runs.Pass;
import tallyflame.runs.RunDirectory;

/** Records commands that start several JVMs, and holds the sums over them against what the program itself counted. */
class ManyJvmsTest {
    private static final String JVM =
            "'" + Java.launcher() + "' -cp '" + System.getProperty("java.class.path") + "' " + Worker.class.getName();

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    private RunDirectory record(List<Pass> passes, List<String> command) throws Exception {
        RecordPlan plan = new RecordPlan(
                Sampling.CPU, Duration.ofMillis(1), passes, List.of(Worker.class.getName()), folder.resolve("run"));
        new CommandRecorder(Sampling.HERE, output).record(plan, command);
        return RunDirectory.open(plan.out());
    }

    private List<String> script(String text) throws IOException {
        return List.of("bash", Files.writeString(folder.resolve("script"), text).toString());
    }

    @Test
    void twoJvmsOfAScriptAreBothCounted() throws Exception {
        RunDirectory run = record(List.of(Pass.COUNT), script(JVM + " 5\n" + JVM + " 7\n"));
        assertThat(run.files(Pass.COUNT, FileKind.COUNTS)).hasSize(2);
        assertThat(worked(run, Pass.COUNT)).isEqualTo(12);
    }

    @Test
    void elevenJvmsAtATimeLeaveElevenOfEverything() throws Exception {
        RunDirectory run = record(
                List.of(Pass.SAMPLE),
                script("for i in 1 2 3 4 5 6 7 8 9 10; do " + JVM + " ${i}00 &\ndone\nwait\n" + JVM + " 7\n"));
        assertThat(run.jvms()).hasSize(11).allSatisfy(jvm -> {
            assertThat(jvm.id()).matches("\\d+");
            assertThat(jvm.of(FileKind.ASYNC)).hasSize(1);
            assertThat(jvm.of(FileKind.FLIGHT)).singleElement().satisfies(recording -> assertThat(
                            RecordingFile.readAllEvents(recording))
                    .isNotEmpty());
            assertThat(jvm.of(FileKind.COUNTS)).singleElement().satisfies(counts -> assertThat(
                            CountFile.read(counts).header().pid())
                    .hasToString(jvm.id()));
        });
        assertThat(printed()).isEqualTo(5_507);
        assertThat(worked(run, Pass.SAMPLE)).isEqualTo(5_507);
    }

    @Test
    void aJvmWithItsParentsOptionsHasFilesOfItsOwn() throws Exception {
        RunDirectory run = record(
                List.of(Pass.SAMPLE),
                List.of(
                        Java.launcher().toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Worker.class.getName(),
                        "5",
                        "2000"));
        assertThat(run.jvms()).hasSize(2).allSatisfy(jvm -> assertThat(jvm.files())
                .containsOnlyKeys(FileKind.ASYNC, FileKind.FLIGHT, FileKind.COUNTS));
        assertThat(printed()).isEqualTo(2_005);
        assertThat(worked(run, Pass.SAMPLE)).isEqualTo(2_005);
    }

    @Test
    void theOnlyJvmNeedsNoProcessIdInItsNames() throws Exception {
        record(List.of(Pass.SAMPLE), script("exec " + JVM + " 5\n"));
        assertThat(folder.resolve("run/passes/sample-1"))
                .isDirectoryContaining("glob:**/async.jfr")
                .isDirectoryContaining("glob:**/flight.jfr")
                .isDirectoryContaining("glob:**/counts.tfc");
    }

    /** What the program says of all its JVMs. */
    private long printed() {
        return output.toString(StandardCharsets.UTF_8)
                .lines()
                .mapToLong(Long::parseLong)
                .sum();
    }

    /** What was counted in all JVMs. */
    private static long worked(RunDirectory run, Pass pass) throws IOException {
        long worked = 0;
        for (Path counts : run.files(pass, FileKind.COUNTS)) {
            worked += CountFile.read(counts).classes().stream()
                    .flatMap(type -> type.methods().stream())
                    .filter(method -> method.name().equals("work"))
                    .mapToLong(method -> method.entered())
                    .sum();
        }
        return worked;
    }
}
