package tallyflame.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static tallyflame.spark.Application.CLUSTER;
import static tallyflame.spark.Application.COUNTED;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.runs.cluster.ClusterLine;
import tallyflame.runs.cluster.ClusterLine.Task;
import tallyflame.runs.cluster.ClusterLog;

/** Executors that do not end as Spark would have them. */
class ExecutorEndIT {
    /** Each has run a task of the first stage when the second begins. */
    private static final List<String> BOTH_EXECUTORS = List.of(
            "--conf",
            "spark.scheduler.minRegisteredResourcesRatio=1.0",
            "--conf",
            "spark.scheduler.maxRegisteredResourcesWaitingTime=5m");
    /** Otherwise the other executor may read what the killed one has left on the disk of both. */
    private static final List<String> LOST_WITH_ITS_FILES = List.of("--conf", "spark.shuffle.readHostLocalDisk=false");

    private Application application;

    @TempDir
    Path folder;

    @BeforeEach
    void findSpark() {
        Application.sparkHome();
        application = new Application(folder);
    }

    @Test
    void nothingIsLostWhereExecutorsAreTerminatedAfterTheirLastTask() throws Exception {
        application.submit(List.of(CLUSTER, COUNTED), List.of("--terminate"));

        assertThat(application.log().lines().stream().map(ClusterLine::executor))
                .as("executors that went")
                .anyMatch(executor -> executor != null && executor.lost() != null);
        application.assertAllMarked();
        application.assertExact();
    }

    /** With a master and a worker of their own, which remove what a killed executor could not. */
    @Test
    void countsAreThoseOfTheUsedAttemptsWhereAnExecutorIsKilledAndItLeavesNoFiles() throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        Path local = Files.createDirectory(folder.resolve("local"));
        try (Standalone spark = Standalone.start(folder, local)) {
            application.submit(
                    List.of(
                            List.of("--master", spark.master(), "--conf", "spark.executor.cores=1"),
                            List.of("--conf", "spark.executor.extraJavaOptions=-Djava.io.tmpdir=" + temporary),
                            BOTH_EXECUTORS,
                            LOST_WITH_ITS_FILES,
                            COUNTED),
                    List.of(folder.resolve("killed").toString()));

            spark.awaitRemoval();
        }
        ClusterLog log = application.log();
        assertThat(Application.tasks(log)).as("the task that died").anyMatch(task -> task.outcome()
                .equals("failed"));
        assertThat(Application.tasks(log).stream().filter(task -> task.outcome().equals(Task.SUCCEEDED)))
                .as("map tasks whose output died with the executor ran again")
                .hasSizeGreaterThan(log.used().size());
        application.assertExact();
        assertThat(Application.files(temporary, ".jfr")).isEmpty();
        assertThat(Application.files(local, ".jfr")).isEmpty();
    }
}
