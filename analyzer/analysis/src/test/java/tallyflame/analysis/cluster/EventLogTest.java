package tallyflame.analysis.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.analysis.table.Format;
import tallyflame.runs.cluster.ClusterLine;
import tallyflame.runs.cluster.ClusterLog;

/**
 * A log that Spark 4.2 rolled and compressed, of an application in which an executor was killed, without what it says of the machine; and
 * what the plugin wrote down of the same application.
 */
class EventLogTest {
    @TempDir
    private Path folder;

    private static Path resource(String name) throws URISyntaxException {
        return Path.of(EventLogTest.class.getResource(name).toURI());
    }

    /** But for the words of failures. */
    private static List<String> lines(ClusterLog log) {
        return log.lines().stream()
                .map(ClusterLog::text)
                .map(line -> line.replaceAll("\"failure\":\"(\\\\.|[^\"\\\\])*\",", ""))
                .toList();
    }

    @Test
    void itSaysWhatThePluginWroteDown() throws Exception {
        ClusterLog read = EventLog.read(resource("eventlog"));

        assertThat(read.whole()).isTrue();
        assertThat(lines(read)).isEqualTo(lines(ClusterLog.read(resource("eventlog.cluster.jsonl"))));
        assertThat(read.lines().stream()
                        .map(ClusterLine::task)
                        .filter(task -> task != null && task.failure() != null)
                        .map(ClusterLine.Task::failure))
                .hasSize(2)
                .first()
                .isEqualTo("ExecutorLostFailure: Command exited with code 137");
    }

    @Test
    void recordingsWithoutMarksHaveTheSumsOfSparkAndALedger() throws Exception {
        try (Recording recording = new Recording()) {
            recording.start();
            recording.stop();
            recording.dump(folder.resolve("profile-exec-0.jfr"));
        }

        String answer = ClusterAnswer.of(Evidence.open(folder), resource("eventlog"), By.STAGE, 10)
                .write(Format.TABLE, 300);

        assertThat(answer)
                .contains("counted job (app-20261129111019-0000, Spark 4.2.0)", "stage 0", "stage 1")
                .contains("tasks: 9 = 0 profiled + 9 not")
                .contains("9 not: its mark is in no recording, as in none of other profilers")
                .contains("executor 1 was lost: Command exited with code 137");
    }

    @Test
    void aLogThatWasCutOffIsReadUpToThere() throws Exception {
        byte[] log = Files.readAllBytes(resource("eventlog/events_1_app-20261129111019-0000.zstd"));
        Path cut = Files.write(folder.resolve("events_1_x.zstd.inprogress"), Arrays.copyOf(log, log.length - 100));
        Path plain = folder.resolve("app-1");
        Files.writeString(
                plain,
                """
                {"Event":"SparkListenerApplicationStart","App Name":"a","App ID":"app-1"}
                {"Event":"SparkListenerExecutorAdded","Executor ID":"1","Executor Info":{"Host":"h","Total Cores":4}}
                {"Event":"SparkListenerTaskE""");

        assertThat(EventLog.read(plain).whole()).isFalse();
        assertThat(EventLog.read(plain).lines()).hasSize(2);
        assertThatThrownBy(() -> EventLog.read(cut))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has no event of the start");
    }

    @Test
    void whatIsNoEventLogIsRefusedByName() throws IOException {
        Path text = Files.writeString(folder.resolve("notes.txt"), "no log");
        Path lz4 = Files.write(folder.resolve("app-1.lz4"), new byte[10]);

        assertThatThrownBy(() -> EventLog.read(text)).hasMessageStartingWith(text + ": is no event log of Spark");
        assertThatThrownBy(() -> EventLog.read(lz4)).hasMessageContaining("compression.codec=zstd");
        assertThatThrownBy(() -> EventLog.read(folder)).hasMessageContaining("holds no events_N");
    }
}
