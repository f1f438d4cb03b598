package tallyflame.runner.launch;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.modules.generate.AlertGenerator;
import tallyflame.runner.SmallDisk;
import tallyflame.runs.EnvironmentException;
import tallyflame.runs.Pass;

/** A run on a device without space. */
class FullDiskTest {
    @TempDir
    private Path folder;

    @Test
    void isOneClearLine() throws Exception {
        try (SmallDisk small = SmallDisk.in(folder, "32k")) {
            Path disk = small.path();
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
}
