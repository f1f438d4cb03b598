package tallyflame.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagingTest {
    private static final String STANDALONE = "spark://master:7077";

    @TempDir
    Path folder;

    @Test
    void chunksWaitWhereTheClusterManagerRemovesThem() {
        assertThat(Staging.parent(Map.of("SPARK_EXECUTOR_DIRS", folder + ":/second"), STANDALONE))
                .isEqualTo(folder);
        assertThat(Staging.parent(Map.of("CONTAINER_ID", "container_1", "LOCAL_DIRS", folder + ",/second"), "yarn"))
                .isEqualTo(folder);
    }

    @Test
    void elsewhereTheyWaitInTheTemporaryFolder() {
        assertThat(Staging.parent(Map.of(), STANDALONE)).isNull();
        assertThat(Staging.parent(Map.of("LOCAL_DIRS", folder.toString()), STANDALONE))
                .as("of no container")
                .isNull();
        assertThat(Staging.parent(Map.of("SPARK_EXECUTOR_DIRS", folder + "/missing"), STANDALONE))
                .isNull();
        assertThat(Staging.parent(Map.of("SPARK_EXECUTOR_DIRS", folder.toString()), "local-cluster[2,1,600]"))
                .as("the driver removes it while its executors are still ending")
                .isNull();
    }
}
