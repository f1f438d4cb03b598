package tallyflame.runs.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterLogTest {
    private static final String FIRST =
            "{\"application\":{\"schema\":1,\"id\":\"app-1\",\"name\":\"n\",\"spark\":\"4\"}}";

    @TempDir
    Path folder;

    @Test
    void ofAStageWithResultsTheFirstThatSucceededIsUsedAndOfAnyOtherTheLast() throws IOException {
        ClusterLog log = read(
                FIRST,
                task(0, 0, 1, false, "succeeded"),
                task(0, 1, 2, false, "failed"),
                task(0, 1, 3, false, "succeeded"),
                task(1, 0, 4, true, "succeeded"),
                task(0, 0, 5, false, "succeeded"),
                task(1, 0, 6, true, "succeeded"),
                task(1, 1, 7, true, "killed"));

        assertThat(log.used().keySet()).containsExactlyInAnyOrder(3L, 4L, 5L);
    }

    @Test
    void aLineThatTheDriverDidNotFinishIsLeftOut() throws IOException {
        ClusterLog log = read(FIRST, task(0, 0, 1, true, "succeeded"), "{\"task\":{\"sta");

        assertThat(log.whole()).isFalse();
        assertThat(log.lines()).hasSize(2);
    }

    @Test
    void whatIsNoLogIsRefusedWithItsLine() {
        assertThatThrownBy(() -> read(FIRST, "{", FIRST)).hasMessageContaining("line 2 is no JSON");
        assertThatThrownBy(() -> read(task(0, 0, 1, true, "succeeded")))
                .hasMessageContaining("does not begin with its application");
        assertThatThrownBy(() -> read(FIRST.replace(":1,", ":9,"))).hasMessageContaining("has schema 9");
    }

    @Test
    void aLineIsReadAsItWasWritten() throws IOException {
        ClusterLine line = ClusterLine.of(new ClusterLine.Executor("3", null, 0, "no \"heartbeat\"\nfor long"));

        assertThat(ClusterLog.text(line)).doesNotContain("\n").doesNotContain("null");
        assertThat(ClusterLog.line(ClusterLog.text(line))).isEqualTo(line);
    }

    @Test
    void onlyFilesInTheFolderOfTasksAreOfTasks() {
        assertThat(ClusterLog.taskOf(Path.of("jvms/1-0/tasks/17.tfc"))).hasValue(17);
        assertThat(ClusterLog.taskOf(Path.of("jvms/1-0/17.tfc"))).isEmpty();
        assertThat(ClusterLog.taskOf(Path.of("jvms/1-0/tasks/.17.tfc.tmp"))).isEmpty();
    }

    private static String task(int stage, int partition, long task, boolean result, String outcome) {
        return "{\"task\":{\"stage\":" + stage + ",\"partition\":" + partition + ",\"task\":" + task
                + ",\"executor\":\"0\",\"result\":" + result + ",\"outcome\":\"" + outcome + "\"}}";
    }

    private ClusterLog read(String... lines) throws IOException {
        return ClusterLog.read(Files.write(folder.resolve(ClusterLog.FILE), List.of(lines)));
    }
}
