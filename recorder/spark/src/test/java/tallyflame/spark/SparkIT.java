package tallyflame.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static tallyflame.spark.Application.CLUSTER;
import static tallyflame.spark.Application.COUNTED;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.runs.RunDirectory;
import tallyflame.runs.cluster.ClusterLine;
import tallyflame.runs.cluster.ClusterLine.Task;
import tallyflame.runs.cluster.ClusterLog;

/** The plugin in real applications: a driver and two executors, each a process of its own. */
class SparkIT {
    private static final List<String> LOCAL = List.of("--master", "local[2]");

    private Application application;

    @TempDir
    Path folder;

    @BeforeEach
    void findSpark() {
        Application.sparkHome();
        application = new Application(folder);
    }

    @Test
    void executorsAreSampledAndEveryTaskIsCountedExactly() throws Exception {
        application.submit(List.of(CLUSTER, COUNTED), List.of());

        ClusterLog log = application.log();
        assertThat(Application.tasks(log)).hasSize(10).allMatch(task -> task.outcome()
                .equals(Task.SUCCEEDED));
        application.assertAllMarked();
        assertThat(Application.files(application.run(), ".jfr")).anyMatch(file -> Application.events(file).stream()
                .anyMatch(event -> event.getEventType().getName().equals("jdk.ExecutionSample")));
        application.assertExact();
        assertThat(log.lines().stream().map(ClusterLine::job).filter(line -> line != null))
                .extracting(ClusterLine.Job::description)
                .containsExactly("sums by remainder");
        assertThat(RunDirectory.open(application.run()).missing()).isEmpty();
    }

    @Test
    void tasksInTheDriversOwnJvmAreMarkedAndCounted() throws Exception {
        application.submit(List.of(LOCAL, COUNTED), List.of());

        application.assertAllMarked();
        application.assertExact();
        assertThat(Application.files(application.run(), "counts.tfc"))
                .as("would count the tasks twice")
                .isEmpty();
    }

    @Test
    void theJobGoesOnWhereNothingCanBeWritten() throws Exception {
        Path file = Files.createFile(folder.resolve("no-folder"));

        String output = application.submit(
                List.of(List.of("--master", "local[2]", "--conf", "spark.tallyflame.dir=" + file.toUri() + "/below")),
                List.of());

        assertThat(output).containsPattern("Tallyflame: nothing is .*no-folder.*");
    }

    @Test
    void theJobGoesOnWhereTheDiskIsFull() throws Exception {
        Path profiles = Files.createDirectories(application.profiles());
        Process mount = new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", profiles.toString())
                .redirectErrorStream(true)
                .start();
        boolean mounted = mount.waitFor() == 0;
        assumeTrue(mounted, "no small disk can be mounted here, which needs root");
        try {
            String output = application.submit(List.of(LOCAL, COUNTED), List.of());

            assertThat(output).containsPattern("Tallyflame: .*No space left on device; the application goes on");
            assertThat(Application.files(profiles, ".tmp")).isEmpty();
        } finally {
            new ProcessBuilder("umount", profiles.toString()).start().waitFor();
        }
    }

    @Test
    void theReasonIsInTheLedgerWhereTheProfilerCannotStart() throws Exception {
        Path file = Files.createFile(folder.resolve("no-cache"));

        application.submit(List.of(LOCAL), List.of(), Map.of("TALLYFLAME_CACHE", file + "/below"));

        assertThat(application.log().lines().stream().map(ClusterLine::jvm).filter(line -> line != null))
                .singleElement()
                .satisfies(jvm -> {
                    assertThat(jvm.directory()).isNull();
                    assertThat(jvm.problem()).contains("not sampled").contains("TALLYFLAME_CACHE");
                });
    }
}
