package tallyflame.analysis.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.Recording;
import jdk.jfr.StackTrace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.analysis.events.EventGroups;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.analysis.spans.SpanFilter;
import tallyflame.analysis.spans.SpanSet;
import tallyflame.analysis.table.Format;
import tallyflame.counts.file.ClassSnapshot;
import tallyflame.counts.file.CountFileWriter;
import tallyflame.counts.file.Header;
import tallyflame.counts.graph.Block;
import tallyflame.counts.graph.ClassGraph;
import tallyflame.counts.graph.Edge;
import tallyflame.counts.graph.MethodGraph;
import tallyflame.flamegraphs.Ledger;
import tallyflame.recordings.ReadOptions;
import tallyflame.runs.RunDocument.EngineUsed;
import tallyflame.runs.cluster.ClusterLine;
import tallyflame.runs.cluster.ClusterLog;

class ClusterAnswerTest {
    private static final String SAMPLED = "passes/sample-1/jvms/7-0";
    private static final EngineUsed ENGINE = new EngineUsed("ctimer", "ctimer", 6_000_000, false, "4.5", null, null);

    @TempDir
    Path run;

    /** As the plugin writes it. */
    @Name("tallyflame.Task")
    @StackTrace(false)
    static final class Mark extends Event {
        int stage;
        int stageAttempt;
        int partition;
        int attempt;
        long task;
    }

    @Test
    void everyAttemptIsInTheLedgerWithItsCause() throws IOException {
        write(
                jvm("0", SAMPLED, null),
                jvm("1", null, "not in the fraction of the executors that are recorded"),
                jvm("2", "passes/sample-1/jvms/9-2", null),
                job(0, 0, 1),
                task(0, 0, 1, "0", "succeeded", 100),
                task(0, 1, 2, "1", "succeeded", 300),
                task(0, 2, 3, "2", "succeeded", 100),
                ClusterLine.of(new ClusterLine.Executor("2", null, 0, "worker lost")),
                task(0, 2, 4, "0", "succeeded", 200),
                task(1, 0, 5, "3", "failed", 0));
        record(1, 4);

        String answer = answer(By.STAGE);

        assertThat(answer)
                .contains("tasks: 5 = 2 profiled + 3 not")
                .contains("1 not: not in the fraction of the executors that are recorded")
                .contains("1 not: the executor was lost before it had kept the last seconds")
                .contains("1 not: the plugin did not start in the executor")
                .contains("outcomes: 3 used, 1 made again, 1 failed, 0 killed")
                .contains("executor 2 was lost: worker lost");
    }

    @Test
    void aLostChunkIsACauseOfItsOwn() throws IOException {
        String reason = "the last chunk could not be taken to the run directory";
        write(
                jvm("0", SAMPLED, "not counted: no agent"),
                jvm("1", "passes/sample-1/jvms/8-1", null),
                jvm("2", "passes/sample-1/jvms/9-2", null),
                job(0, 0),
                task(0, 0, 1, "0", "succeeded", 100),
                task(0, 1, 2, "0", "succeeded", 100),
                task(0, 2, 3, "1", "succeeded", 100),
                task(0, 3, 4, "2", "succeeded", 100),
                ClusterLine.of(new ClusterLine.Problem("2", reason + ": No space left on device", reason)));
        record(1);
        samples(Files.createDirectories(run.resolve("passes/sample-1/jvms/8-1")), "flight-000002.jfr", 1);

        assertThat(answer(By.STAGE))
                .contains("tasks: 4 = 1 profiled + 3 not")
                .contains("1 not: its mark is in none of the chunks, of which the last one may be lost")
                .contains("1 not: a chunk is missing from the files of the executor")
                .contains("1 not: " + reason)
                .doesNotContain("no agent");
    }

    @Test
    void sumsAreOfTheAttemptsThatWereUsed() throws IOException {
        write(
                jvm("0", SAMPLED, null),
                job(0, 0, 1),
                task(0, 0, 1, "0", "succeeded", 100),
                task(0, 1, 2, "0", "succeeded", 100),
                task(0, 0, 3, "0", "succeeded", 400),
                task(0, 2, 4, "0", "failed", 900));
        record(1, 2, 3, 4);

        String csv = ClusterAnswer.of(Evidence.open(run), By.STAGE, 10).write(Format.CSV, 200);

        assertThat(csv.lines().toList().get(0))
                .startsWith("stage,tasks,others,run_ns,median_ns,slowest_ns,skew,cpu_ns");
        assertThat(csv.lines().toList().get(1)).startsWith("stage 0,2,2,500000000,100000000,400000000,4");
        assertThat(answer(By.JOB)).contains("job 0").contains("nightly");
        assertThat(answer(By.EXECUTOR)).contains("executor 0");
        assertThat(answer(By.TASK)).contains("task 3").contains("stage 0, partition 0");
    }

    @Test
    void tasksAreSpansOfTheirStage() throws IOException {
        write(jvm("0", SAMPLED, null), task(0, 0, 1, "0", "succeeded", 100), task(0, 1, 2, "0", "succeeded", 100));
        record(1, 2);

        SpanSet spans = SpanSet.read(Evidence.open(run), new SpanFilter("stage 0", -1, 0, 1));

        assertThat(spans.count()).isEqualTo(2);
    }

    /** Something that two recorders see. */
    @Name("test.Sample")
    static final class Sample extends Event {}

    @Test
    void allFilesOfTheRecorderThatCountsAreReadAndNoneOfTheOther() throws IOException {
        write(jvm("0", SAMPLED, null), task(0, 0, 1, "0", "succeeded", 100));
        samples("async-000001.jfr", 2);
        samples("async-000002.jfr", 3);
        samples("flight-000001.jfr", 4);
        samples("flight-000002.jfr", 5);
        Evidence evidence = Evidence.open(run);

        Ledger ledger = evidence.samples(ReadOptions.defaults().withEvents("test.Sample"))
                .get(0)
                .ledger();
        EventGroups groups =
                EventGroups.of(run, evidence.events(), "test.Sample", List.of("eventThread"), evidence.alternatives());

        assertThat(ledger.kept()).isEqualTo(5);
        assertThat(groups.groups().stream().mapToLong(EventGroups.Group::count).sum())
                .isEqualTo(5);
    }

    /** Marks of two tasks with samples within and between them. */
    @Test
    void aStageOrTaskIsNarrowedToItsOwnSamplesAndCounts() throws IOException {
        write(
                jvm("0", SAMPLED, null),
                task(0, 0, 1, "0", "succeeded", 100),
                task(1, 0, 2, "0", "succeeded", 100),
                task(1, 1, 3, "0", "failed", 100));
        try (Recording recording = new Recording()) {
            recording.enable("tallyflame.Task").withoutThreshold();
            recording.start();
            marked(1, 2);
            new Sample().commit();
            marked(2, 3);
            recording.stop();
            recording.dump(Files.createDirectories(run.resolve(SAMPLED)).resolve("flight-000001.jfr"));
        }
        counts(1, 10, 4);
        counts(2, 20, 5);
        Evidence evidence = Evidence.open(run);

        assertThat(kept(TaskSelection.ofStage(evidence, 0))).isEqualTo(2);
        TaskSelection second = TaskSelection.ofTask(evidence, 2);
        assertThat(kept(second)).isEqualTo(3);
        assertThat(second.evidence().countFiles()).extracting(Path::getFileName).hasToString("[2.tfc]");
        assertThat(second.words()).isEqualTo("tasks: 1 of 1 of task 2 are in the recordings");
        assertThatThrownBy(() -> TaskSelection.ofStage(evidence, 7)).hasMessageContaining("it has stages 0, 1;");
        assertThatThrownBy(() -> TaskSelection.ofTask(evidence, 3)).hasMessageContaining("was not used");
    }

    private static void marked(long task, int samples) {
        Mark mark = new Mark();
        mark.begin();
        mark.task = task;
        for (int i = 0; i < samples; i++) {
            new Sample().commit();
        }
        mark.commit();
    }

    private static long kept(TaskSelection tasks) throws IOException {
        ReadOptions options = ReadOptions.defaults().withEvents("test.Sample");
        return tasks.evidence().samples(tasks.narrow(options)).get(0).ledger().kept();
    }

    private void samples(String name, int count) throws IOException {
        samples(Files.createDirectories(run.resolve(SAMPLED)), name, count);
    }

    private static void samples(Path folder, String name, int count) throws IOException {
        try (Recording recording = new Recording()) {
            recording.start();
            for (int i = 0; i < count; i++) {
                new Sample().commit();
            }
            recording.stop();
            recording.dump(folder.resolve(name));
        }
    }

    @Test
    void theSlowTaskOfASkewedStageIsNamedWithTheLinesThatDidMoreInIt() throws IOException {
        write(
                jvm("0", SAMPLED, null),
                task(0, 0, 1, "0", "succeeded", 100),
                task(0, 1, 2, "0", "succeeded", 900),
                task(0, 2, 3, "0", "succeeded", 110));
        record(1, 2, 3);
        counts(1, 10, 4);
        counts(2, 10, 7000);
        counts(3, 10, 5);

        String answer = answer(By.STAGE);

        assertThat(answer.lines().filter(line -> line.contains("a.B.m:")))
                .singleElement()
                .asString()
                .matches("stage 0 +2 +7,000 +5 +a.B.m:8");
        assertThat(answer).contains("8.18");
    }

    /** A method of a loop: entered so often, and so often in its body, at line 8. */
    private void counts(long task, long entered, long body) throws IOException {
        List<Block> blocks = List.of(block(7), block(8), block(9));
        List<Edge> edges = List.of(
                new Edge(3, 0, 0, false, true),
                new Edge(0, 1, 1, false, true),
                new Edge(0, 2, -1, false, true),
                new Edge(1, 2, -1, false, true),
                new Edge(2, 3, -1, false, false));
        MethodGraph method = new MethodGraph("m", "()V", blocks, edges, List.of(), List.of(), 2, false);
        ClassGraph graph = new ClassGraph("a.B", 5, "B.java", "", List.of(method));
        Path file = Files.createDirectories(run.resolve(SAMPLED + "/tasks")).resolve(task + ".tfc");
        new CountFileWriter()
                .write(
                        file,
                        new Header(CountFileWriter.SCHEMA, "1.0", "a JVM", 42, 1_000, 2_000, true, 3),
                        List.of(),
                        List.of(new ClassSnapshot(graph, new long[] {entered, body}, List.of())),
                        List.of(),
                        null,
                        null);
    }

    private static Block block(int line) {
        return new Block(new int[] {line}, new int[] {-1}, new boolean[1]);
    }

    @Test
    void tasksWithoutCountsAreSaidToBeMissing() throws IOException {
        write(jvm("0", SAMPLED, null), task(0, 0, 1, "0", "succeeded", 100), task(0, 1, 2, "0", "succeeded", 100));
        record(1, 2);
        assertThat(Evidence.open(run).missing()).isEmpty();

        Files.write(Files.createDirectories(run.resolve(SAMPLED + "/tasks")).resolve("2.tfc"), new byte[] {1});

        assertThat(Evidence.open(run).missing())
                .singleElement()
                .asString()
                .startsWith("counts of 1 of 2 tasks are missing");
    }

    @Test
    void aRunThatIsNoApplicationIsRefused() throws IOException {
        write(task(0, 0, 1, "0", "succeeded", 100));
        Files.delete(run.resolve(ClusterLog.FILE));

        assertThatThrownBy(() -> answer(By.STAGE)).hasMessageContaining("is no application on a cluster");
    }

    private String answer(By by) throws IOException {
        return ClusterAnswer.of(Evidence.open(run), by, 10).write(Format.TABLE, 300);
    }

    private static ClusterLine jvm(String executor, String directory, String problem) {
        return ClusterLine.of(new ClusterLine.Jvm(executor, 7, directory, directory == null ? null : ENGINE, problem));
    }

    private static ClusterLine job(int id, int... stages) {
        return ClusterLine.of(
                new ClusterLine.Job(id, java.util.Arrays.stream(stages).boxed().toList(), "nightly", null, null));
    }

    private static ClusterLine task(int stage, int partition, long task, String executor, String outcome, long millis) {
        return ClusterLine.of(new ClusterLine.Task(
                stage, 0, partition, 0, task, executor, false, false, outcome, null, 0, 0, millis, 0, 0, 0, 0, 0, 0, 0,
                0, 0, 0, 0));
    }

    private void write(ClusterLine... lines) throws IOException {
        List<String> text = new java.util.ArrayList<>(
                List.of(ClusterLog.text(ClusterLine.of(new ClusterLine.Application(1, "app-1", "job", "4.2.0")))));
        for (ClusterLine line : lines) {
            text.add(ClusterLog.text(line));
        }
        Files.write(run.resolve(ClusterLog.FILE), text);
        Files.writeString(
                run.resolve("run.json"),
                "{\"schema\":1,\"tool\":{\"name\":\"tallyflame\",\"version\":\"1\"},\"kind\":\"spark\",\"status\":\"complete\","
                        + "\"started\":\"2026-11-29T00:00:00Z\",\"plan\":{\"passes\":[\"sample\"],\"forks\":1},"
                        + "\"host\":{\"os\":\"Linux\"},\"passes\":[{\"pass\":\"sample\",\"fork\":1,"
                        + "\"directory\":\"passes/sample-1\",\"status\":\"complete\"}]}");
    }

    /** A recording with the marks of these tasks. */
    private void record(long... tasks) throws IOException {
        Path folder = Files.createDirectories(run.resolve(SAMPLED));
        try (Recording recording = new Recording()) {
            recording.enable("tallyflame.Task").withoutThreshold();
            recording.start();
            for (long task : tasks) {
                Mark mark = new Mark();
                mark.begin();
                mark.task = task;
                mark.partition = (int) task;
                mark.commit();
            }
            recording.stop();
            recording.dump(folder.resolve("flight-000001.jfr"));
        }
    }
}
