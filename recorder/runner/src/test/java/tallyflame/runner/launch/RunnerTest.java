package tallyflame.runner.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.counts.file.CountFile;
import tallyflame.counts.file.TraceFile;
import tallyflame.modules.AlertBatch;
import tallyflame.modules.UnknownModuleException;
import tallyflame.modules.alerts.AlertSource;
import tallyflame.modules.generate.AlertGenerator;
import tallyflame.runner.fork.Progress;
import tallyflame.runner.toys.Waits;
import tallyflame.runs.EnvironmentException;
import tallyflame.runs.FailedAlert;
import tallyflame.runs.FileKind;
import tallyflame.runs.Pass;
import tallyflame.runs.RunDirectory;
import tallyflame.runs.RunDocument;
import tallyflame.runs.RunDocument.PassResult;
import tallyflame.runs.Timing;

/** Real forks of real JVMs with the modules of {@code tallyflame.runner.toys}. */
class RunnerTest {
    private static final int COUNT = 60;
    private static final Duration SHORT = Duration.ofMillis(300);

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    private static Path alerts;
    private static final List<Long> CANDIDS = new ArrayList<>();

    @BeforeAll
    static void generate() throws IOException {
        alerts = shared.resolve("alerts");
        AlertGenerator.write(alerts, COUNT, 1);
        try (AlertSource source = AlertSource.open(alerts, List.of(), 512, -1)) {
            for (AlertBatch batch = source.next(); batch != null; batch = source.next()) {
                for (int row = 0; row < batch.size(); row++) {
                    CANDIDS.add(batch.candid(row));
                }
            }
        }
    }

    private RunPlan plan(String module, Pass... passes) {
        return plan(Workload.of(module, alerts), SHORT, passes);
    }

    private RunPlan plan(Workload work, Duration measure, Pass... passes) {
        return RunPlan.of(work, new Schedule(List.of(passes), 1, SHORT, measure), folder.resolve("run"))
                .withResults(folder.resolve("results.csv"));
    }

    private static RunDocument run(RunPlan plan) throws Exception {
        return new Runner(Sampling.HERE, ProgressListener.SILENT).run(plan);
    }

    private List<String[]> results() throws IOException {
        return Files.readAllLines(folder.resolve("results.csv")).stream()
                .map(line -> line.split(",", -1))
                .toList();
    }

    @Test
    void measuresSamplesAndCountsOneAfterTheOther() throws Exception {
        RunDocument run = run(plan("toy-sums", Pass.BASELINE, Pass.SAMPLE, Pass.COUNT));

        assertThat(run.status()).isEqualTo(RunDocument.COMPLETE);
        assertThat(run.data().alerts()).isEqualTo(COUNT);
        assertThat(run.passes()).extracting(PassResult::exitCode).containsExactly(0, 0, 0);
        long whole = CANDIDS.stream().filter(candid -> candid % 3 != 0).count();
        assertThat(run.throughput().effectiveShare()).isEqualTo((double) whole / COUNT, within(1e-12));
        assertThat(run.throughput().alertsPerSecond())
                .isPositive()
                .isBetween(run.throughput().low(), run.throughput().high());
        Timing baseline = run.passes().get(0).timing();
        assertThat(baseline.window().alerts() % COUNT).as("whole rounds").isZero();
        assertThat(baseline.processed())
                .isEqualTo(baseline.warmup().alerts() + baseline.window().alerts())
                .isEqualTo(baseline.rounds() * COUNT);
        assertThat(run.latencyMicros().perAlert()).isTrue();
        assertThat(run.latencyMicros().p50())
                .isPositive()
                .isLessThanOrEqualTo(run.latencyMicros().max());

        RunDirectory directory = RunDirectory.open(folder.resolve("run"));
        assertThat(directory.document())
                .as("what is written is what is returned")
                .isEqualTo(run);
        assertThat(directory.missing()).isEmpty();
        windowIsMarked(directory, run);
        countsAreExact(directory, whole);
        resultsAreInOrder();
    }

    @Test
    void whatAnAlertWaitsIsToldFromItsCpuTimeAndFromABusyMachine() throws Exception {
        RunDocument run = run(plan("toy-waits", Pass.BASELINE));
        Timing.Window window = run.passes().get(0).timing().window();
        Timing.Work work = window.work();
        assertThat(work.cpuSeconds()).isGreaterThanOrEqualTo(window.moduleCpuSeconds());
        assertThat(run.throughput().alertsPerCpuSecond())
                .isEqualTo(window.alerts() / work.cpuSeconds(), within(1e-6))
                .isBetween(run.throughput().cpuLow(), run.throughput().cpuHigh());
        assertThat(window.alerts()).as("a least number of alerts").isGreaterThanOrEqualTo(100);
        Assumptions.assumeThat(work.waitingSeconds())
                .as("the kernel tells how long threads are queued")
                .isNotNull();
        // Each alert is over at 2 ms: what is neither CPU time nor queueing of that was waited, whatever else ran here.
        double least = Waits.MICROS / 1e6 * window.alerts() - window.moduleCpuSeconds() - work.queuedSeconds();
        assertThat(work.waitingSeconds()).isPositive().isGreaterThan(0.9 * least);
        assertThat(run.throughput().waitingMicrosPerAlert())
                .isEqualTo(1e6 * work.waitingSeconds() / window.alerts(), within(1e-6));
    }

    @Test
    void aTraceHoldsTheMeasuredWindowAlone() throws Exception {
        RunDocument run = run(plan("toy-sums", Pass.TRACE));
        assertThat(run.status()).isEqualTo(RunDocument.COMPLETE);
        TraceFile trace = TraceFile.read(RunDirectory.open(folder.resolve("run"))
                .files(Pass.TRACE, FileKind.TRACE)
                .get(0));
        assertThat(trace.windowed()).isTrue();
        long whole = CANDIDS.stream().filter(candid -> candid % 3 != 0).count();
        long rounds = run.passes().get(0).timing().window().alerts() / COUNT;
        assertThat(trace.classes().stream()
                        .flatMap(type -> type.methods().stream())
                        .filter(method -> method.name().equals("sum"))
                        .mapToLong(method -> method.calls()))
                .containsExactly(whole * rounds);
    }

    private static void windowIsMarked(RunDirectory directory, RunDocument run) throws IOException {
        assertThat(directory.files(Pass.SAMPLE, FileKind.ASYNC)).singleElement().satisfies(recording -> assertThat(
                        RecordingFile.readAllEvents(recording))
                .extracting(event -> event.getEventType().getName())
                .contains("jdk.ExecutionSample"));
        Path flight = directory.files(Pass.SAMPLE, FileKind.FLIGHT).get(0);
        List<RecordedEvent> windows = RecordingFile.readAllEvents(flight).stream()
                .filter(event -> event.getEventType().getName().equals("tallyflame.Window"))
                .toList();
        assertThat(windows).singleElement().satisfies(window -> {
            assertThat(window.getThread().getJavaName()).isEqualTo("tallyflame-module-1");
            assertThat(window.getString("pass")).isEqualTo("sample");
            assertThat(window.getLong("alerts"))
                    .isEqualTo(run.passes().get(1).timing().window().alerts());
        });
        assertThat(RecordingFile.readAllEvents(flight))
                .extracting(event -> event.getEventType().getName())
                .doesNotContain("jdk.ExecutionSample");
    }

    private static void countsAreExact(RunDirectory directory, long whole) throws IOException {
        assertThat(directory.results(Pass.COUNT).get(0).timing().rounds()).isEqualTo(1);
        assertThat(directory.results(Pass.COUNT).get(0).timing().processed()).isEqualTo(COUNT);
        CountFile counts =
                CountFile.read(directory.files(Pass.COUNT, FileKind.COUNTS).get(0));
        assertThat(counts.classes().stream()
                        .flatMap(type -> type.methods().stream())
                        .filter(method -> method.name().equals("sum"))
                        .mapToLong(method -> method.entered()))
                .containsExactly(whole);
    }

    private void resultsAreInOrder() throws IOException {
        List<String[]> lines = results();
        assertThat(lines.get(0)).containsExactly("objectId", "candid", "sum", "candidate");
        assertThat(lines.subList(1, lines.size()))
                .extracting(line -> Long.valueOf(line[1]))
                .containsExactlyElementsOf(CANDIDS);
        for (String[] line : lines.subList(1, lines.size())) {
            assertThat(Double.parseDouble(line[3])).isEqualTo((double) Long.parseLong(line[1]));
            assertThat(line[2].equals("NaN")).isEqualTo(Long.parseLong(line[1]) % 3 == 0);
        }
    }

    @Test
    void anExceptionFailsItsAlertOnly() throws Exception {
        for (String module : List.of("toy-stumbling", "toy-stumbling-columns")) {
            RunDocument run = run(plan(module, Pass.BASELINE).withOut(folder.resolve(module)));

            List<Long> failing =
                    CANDIDS.stream().filter(candid -> candid % 5 == 0).toList();
            Timing timing = run.passes().get(0).timing();
            assertThat(run.status()).isEqualTo(RunDocument.COMPLETE);
            assertThat(timing.failed()).isEqualTo(failing.size()).isGreaterThan(3);
            assertThat(timing.effective()).isEqualTo(COUNT - failing.size());
            assertThat(run.tooManyFailed().orElseThrow())
                    .startsWith("the module failed on " + failing.size() + " of " + COUNT + " alerts, so no rate");
            assertThat(run.throughput()).isNull();
            assertThat(run.latencyMicros()).isNull();
            assertThat(run.energy()).isNull();
            assertThat(timing.failures())
                    .extracting(FailedAlert::candid)
                    .containsExactlyElementsOf(failing.subList(0, 3));
            assertThat(timing.failures().get(0).message()).contains("IllegalStateException", "candid ends in");
            assertThat(timing.failures().get(0).at()).contains("process");
            List<String[]> lines = results();
            for (String[] line : lines.subList(1, lines.size())) {
                long rest = Long.parseLong(line[1]) % 5;
                assertThat(line[2]).isEqualTo(rest == 0 ? "NaN" : String.valueOf((double) rest));
            }
        }
    }

    @Test
    void aKilledForkLeavesWhatItRecorded() throws Exception {
        Duration measure = Duration.ofSeconds(100);
        AtomicBoolean killed = new AtomicBoolean();
        ProgressListener killer = new ProgressListener() {
            @Override
            public void progress(Progress progress) {
                // Two seconds into the window, so that a chunk is closed in it.
                if (progress.phase().equals("measured") && progress.done() > 0.02 && !killed.getAndSet(true)) {
                    ProcessHandle.of(progress.pid()).orElseThrow().destroyForcibly();
                }
            }
        };
        RunDocument run =
                new Runner(Sampling.HERE, killer).run(plan(Workload.of("toy-sums", alerts), measure, Pass.SAMPLE));

        assertThat(run.status()).isEqualTo(RunDocument.INCOMPLETE);
        PassResult pass = run.passes().get(0);
        assertThat(pass.status()).isEqualTo("died");
        assertThat(pass.exitCode()).isEqualTo(137);
        assertThat(pass.problem()).contains("137", "signal 9");
        RunDirectory directory = RunDirectory.open(folder.resolve("run"));
        assertThat(directory.missing()).anyMatch(line -> line.contains("sample") && line.contains("137"));
        Path flight = directory.files(Pass.SAMPLE, FileKind.FLIGHT).get(0);
        assertThat(flight.getFileName()).hasToString("flight.jfr");
        assertThat(RecordingFile.readAllEvents(flight))
                .extracting(event -> event.getEventType().getName())
                .contains("tallyflame.WindowStart");
        assertThat(Chunks.complete(directory.files(Pass.SAMPLE, FileKind.ASYNC).get(0)))
                .as("closed chunks of async-profiler")
                .isGreaterThanOrEqualTo(1);
    }

    @Test
    void aForkThatDiesIsToldOfWithItsLastWords() throws Exception {
        RunDocument run = run(plan("toy-halting", Pass.BASELINE));

        assertThat(run.status()).isEqualTo(RunDocument.INCOMPLETE);
        assertThat(run.passes().get(0).exitCode()).isEqualTo(7);
        assertThat(run.passes().get(0).problem()).isEqualTo("the JVM ended with exit code 7");
        assertThat(run.passes().get(0).output()).contains("last words");
        assertThat(run.throughput()).isNull();
    }

    @Test
    void streamsWhatDoesNotFitIntoTheHeap() throws Exception {
        Path many = shared.resolve("many");
        AlertGenerator.write(many, 700, 2);
        Workload work = new Workload("toy-weighing", List.of(), many, -1, 20, 2);
        RunDocument run = run(plan(work, SHORT, Pass.BASELINE).withJvmOptions(List.of("-Xmx24m")));

        Timing timing = run.passes().get(0).timing();
        assertThat(timing.resident()).isFalse();
        assertThat(timing.processed()).isEqualTo(700);
        assertThat(timing.failed()).isZero();
        assertThat(timing.window().alerts()).isPositive().isLessThanOrEqualTo(700);
        assertThat(results()).hasSize(701);
        assertThat(results().subList(1, 701)).allMatch(line -> Double.parseDouble(line[2]) > 1000);
    }

    @Test
    void severalThreadsGiveTheSameResults() throws Exception {
        run(plan(new Workload("toy-sums", List.of(), alerts, -1, 512, 2), SHORT, Pass.BASELINE));
        resultsAreInOrder();
        Timing timing = RunDirectory.open(folder.resolve("run"))
                .document()
                .passes()
                .get(0)
                .timing();
        assertThat(timing.rows()).isEqualTo(COUNT);
        assertThat(timing.threads()).isEqualTo(2);
    }

    @Test
    void fallsBackToAnotherEngineAndSaysSo() throws Exception {
        Sampling noPerf = Sampling.with(options -> options.contains("cpu-clock")
                ? List.of(
                        "[WARN] perf_event_open for TID 1 failed: Operation not permitted",
                        "[ERROR] Perf events unavailable")
                : List.of("Profiling started"));
        RunDocument run = new Runner(noPerf, ProgressListener.SILENT).run(plan("toy-sums", Pass.SAMPLE));

        assertThat(run.engine().name()).isEqualTo("ctimer");
        assertThat(run.engine().better()).contains("Perf events unavailable");
        assertThat(run.engine().raised()).contains("raised from 1 ms to 15 ms", "could not be measured");
        RunDirectory directory = RunDirectory.open(folder.resolve("run"));
        assertThat(RecordingFile.readAllEvents(
                        directory.files(Pass.SAMPLE, FileKind.ASYNC).get(0)))
                .filteredOn(event -> event.getEventType().getName().equals("jdk.ActiveSetting"))
                .anyMatch(
                        event -> "engine".equals(event.getString("name")) && "ctimer".equals(event.getString("value")));
    }

    @Test
    void theJdksOwnSamplerIsAPass() throws Exception {
        RunDocument run = run(plan(Workload.of("toy-sums", alerts), Duration.ofSeconds(1), Pass.JFR));

        assertThat(run.engine()).isNull();
        RunDirectory directory = RunDirectory.open(folder.resolve("run"));
        assertThat(RecordingFile.readAllEvents(
                        directory.files(Pass.JFR, FileKind.FLIGHT).get(0)))
                .extracting(event -> event.getEventType().getName())
                .contains("jdk.ExecutionSample", "tallyflame.Window");
    }

    @Test
    void anUnknownModuleIsSaidBeforeAnythingRuns() {
        assertThatThrownBy(() -> run(plan("toy-sum", Pass.BASELINE)))
                .isInstanceOf(UnknownModuleException.class)
                .hasMessageContaining("toy-sums");
        assertThat(folder.resolve("run")).doesNotExist();
    }

    @Test
    void alertsThatAreNotThereAreSaid() {
        Workload nowhere = Workload.of("toy-sums", folder.resolve("nowhere"));
        assertThatThrownBy(() -> run(plan(nowhere, SHORT, Pass.BASELINE))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void aDirectoryWithARunIsNotWrittenOver() throws Exception {
        Files.createDirectories(folder.resolve("run"));
        Files.writeString(folder.resolve("run").resolve("run.json"), "{}");
        assertThatThrownBy(() -> run(plan("toy-sums", Pass.BASELINE)))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining("already holds a run");
    }
}
