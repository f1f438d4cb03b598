package tallyflame.runner.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.modules.generate.AlertGenerator;
import tallyflame.runs.EnvironmentException;
import tallyflame.runs.Pass;

/** A run on a device without space, which is a small memory disk; mounting it needs rights, else the test is skipped. */
class FullDiskTest {
    @TempDir
    private Path folder;

    private boolean mounted;

    private Path disk() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        mounted = execute("mount", "-t", "tmpfs", "-o", "size=32k", "tmpfs", disk.toString()) == 0;
        assumeThat(mounted).as("a small file system can be mounted here").isTrue();
        return disk;
    }

    private static int execute(String... command) throws Exception {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (java.io.IOException e) {
            return -1; // no such command on this system
        }
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            assertThat(execute("umount", folder.resolve("disk").toString())).isZero();
        }
    }

    @Test
    void isOneClearLine() throws Exception {
        Path disk = disk();
        AlertGenerator.write(folder.resolve("alerts"), 20, 1);
        Duration quick = Duration.ofMillis(100);
        RunPlan plan = RunPlan.of(
                Workload.of("toy-sums", folder.resolve("alerts")),
                new Schedule(List.of(Pass.BASELINE), 1, quick, quick),
                disk.resolve("run"));
        Files.write(disk.resolve("ballast"), new byte[24 * 1024]);

        assertThatThrownBy(() -> new Runner(Sampling.HERE, ProgressListener.SILENT).run(plan))
                .isInstanceOf(EnvironmentException.class)
                .hasMessage(disk.resolve("run")
                        + ": no space left on its device; free some, or choose another place with --out");
    }
}
