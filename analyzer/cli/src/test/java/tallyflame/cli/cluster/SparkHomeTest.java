package tallyflame.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.cli.CommandLineRun;
import tallyflame.runs.EnvironmentException;

class SparkHomeTest {
    @TempDir
    private Path folder;

    @Test
    void whereThereIsNoSparkItIsSaidHowToGetOne() {
        assertThatThrownBy(() -> SparkHome.submit(Map.of("TALLYFLAME_CACHE", folder.toString()), "/nowhere"))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining("set SPARK_HOME")
                .hasMessageContaining("scripts/spark-home")
                .hasMessageContaining(folder.toString());
        assertThatThrownBy(() -> SparkHome.submit(Map.of("SPARK_HOME", folder.toString()), "/nowhere"))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageStartingWith("SPARK_HOME is " + folder)
                .hasMessageContaining("bin/spark-submit");
    }

    @Test
    void whatWasLaidOutWholeIsFound() throws Exception {
        Files.createDirectories(folder.resolve("spark-9.9.9"));
        Path whole = Files.createDirectories(folder.resolve("spark-4.2.0"));
        Files.createFile(whole.resolve("RELEASE"));

        assertThat(SparkHome.submit(Map.of("TALLYFLAME_CACHE", folder.toString()), "/nowhere"))
                .isEqualTo(whole.resolve("bin/spark-submit"));
    }

    @Test
    void optionsThatWouldHaveNoEffectAreRefused() {
        CommandLineRun threads = CommandLineRun.of("run", "hostless", "--spark", "local[2]", "--threads", "2");
        assertThat(threads.exitCode()).isEqualTo(2);
        assertThat(threads.err()).contains("--threads has no effect with --spark");

        CommandLineRun loops = CommandLineRun.of("run", "hostless", "--loops", "2");
        assertThat(loops.exitCode()).isEqualTo(2);
        assertThat(loops.err()).contains("--loops needs --spark");
    }
}
