package tallyflame.cli.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.cli.CommandLineRun;
import tallyflame.flamegraphs.Profile;
import tallyflame.recordings.ReadOptions;
import tallyflame.runner.instruments.EngineProbe;
import tallyflame.runner.instruments.ProfilerLibrary;
import tallyflame.runner.launch.Sampling;
import tallyflame.runner.record.CommandRecorder;
import tallyflame.runner.record.RecordPlan;
import tallyflame.runs.EnvironmentException;
import tallyflame.runs.Pass;
import tallyflame.runs.RunDocument;

/** What samples of CPU time weigh, against the clock that the kernel keeps for the thread that used it. */
@EnabledOnOs(OS.LINUX)
class TimerWeightsIT {
    private static final Pattern TOO_SMALL = Pattern.compile(
            "CPU times are too small by a factor of about ([\\d.]+), of threads that run in short bursts by more: .*");

    /** Far below the tick of any kernel. */
    private static final int SHORT_NANOS = 100_000;

    private static EngineProbe probe;
    private static ProfilerLibrary library;
    private static EngineProbe.Delivery delivery;

    @TempDir
    private Path folder;

    @BeforeAll
    static void probe() throws EnvironmentException {
        library = ProfilerLibrary.load();
        probe = EngineProbe.inFreshJvm(library);
        delivery = probe.deliver("event=ctimer,interval=" + SHORT_NANOS);
        assertThat(delivery.nanos()).isGreaterThanOrEqualTo(100_000_000);
        assumeTrue(
                delivery.nanos() / delivery.samples() > 5 * SHORT_NANOS,
                "timers of this kernel do not wait for its tick: " + delivery);
    }

    /** Records without the recorder; answers the nanoseconds that the thread used. */
    private long record(Path file, String options, int millis) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-agentpath:" + library.path() + "=start," + options + ",jfr,file=" + file + ",log="
                                + folder.resolve("log"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KnownCpu.class.getName(),
                        Integer.toString(millis))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor()).isZero();
        return nanos(Files.readString(output));
    }

    private static long nanos(String output) {
        return output.lines()
                .filter(line -> line.matches("\\d+"))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow(() -> new AssertionError(output));
    }

    private static double weightOfThread(Path input) throws IOException {
        return Evidence.open(input)
                .samples(ReadOptions.defaults().withEvents("cpu").withThread(KnownCpu.THREAD))
                .get(0)
                .tree()
                .weight();
    }

    private static List<String> remarks(Path input) throws IOException {
        Profile cpu = Evidence.open(input)
                .samples(ReadOptions.defaults().withEvents("cpu"))
                .get(0);
        return cpu.ledger().remarks();
    }

    @Test
    void aRecordingWhoseTimesAreTooSmallSaysByHowMuch() throws Exception {
        Path file = folder.resolve("timer.jfr");
        long used = record(file, "event=ctimer,interval=" + SHORT_NANOS, 3000);
        double factor = used / weightOfThread(file);
        assertThat(factor).as("what is wrong with it").isGreaterThan(5);

        CommandLineRun text = CommandLineRun.of("functions", file.toString());
        Matcher said = TOO_SMALL.matcher(text.out());
        assertThat(said.find()).as(text.out()).isTrue();
        // The kernel's account ends with the last load, up to a second or more before the end; nothing is claimed
        // beyond it.
        assertThat(Double.parseDouble(said.group(1))).isBetween(factor / 4, factor * 1.6);
        JsonNode ledger = new ObjectMapper()
                .readTree(CommandLineRun.of("functions", file.toString(), "--json")
                        .out())
                .get("ledger");
        assertThat(ledger.get("remarks")).hasSize(1);
        assertThat(ledger.get("remarks").get(0).asText()).matches(TOO_SMALL);
    }

    /** Its weights are not too small at this interval, and may be other threads' all the same. */
    @Test
    void aTimerThatAllThreadsShareIsNamed() throws Exception {
        boolean works = probe.attempt("event=itimer").stream().noneMatch(line -> line.startsWith("[ERROR]"));
        assumeTrue(works, "there is no itimer here");
        Path file = folder.resolve("shared.jfr");
        record(file, "event=itimer,interval=10ms", 300);
        assertThat(remarks(file)).anyMatch(line -> line.startsWith("itimer is one timer for all threads"));
    }

    @Test
    void perfEventsAreTheControl() throws Exception {
        boolean works = probe.attempt("event=cpu-clock").stream().noneMatch(line -> line.startsWith("[ERROR]"));
        assumeTrue(works, "perf events are refused here");
        Path file = folder.resolve("perf.jfr");
        long used = record(file, "event=cpu,interval=4ms", 2000);
        assertThat(weightOfThread(file) / used).isBetween(0.8, 1.25);
        assertThat(remarks(file)).isEmpty();
    }

    @Test
    void theRecorderRaisesAnIntervalThatTheKernelDoesNotDeliver() throws Exception {
        EngineProbe refused = new EngineProbe() {
            @Override
            public List<String> attempt(String options) throws EnvironmentException {
                return options.contains("cpu-clock") ? List.of("[ERROR] refused") : probe.attempt(options);
            }

            @Override
            public Delivery deliver(String options) throws EnvironmentException {
                return probe.deliver(options);
            }
        };
        Path run = folder.resolve("run");
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        RecordPlan plan =
                new RecordPlan(Sampling.CPU, Duration.ofNanos(SHORT_NANOS), List.of(Pass.SAMPLE), List.of(), run);
        RunDocument document = new CommandRecorder(Sampling.with(refused), output)
                .record(
                        plan,
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                KnownCpu.class.getName(),
                                "2000"));
        String raised = document.engine().raised();
        assertThat(raised).startsWith("the interval was raised from 0.1 ms to ");
        assertThat(weightOfThread(run) / nanos(output.toString(StandardCharsets.UTF_8)))
                .as(raised)
                .isBetween(0.75, 1.25);
        assertThat(remarks(run)).containsExactly(raised);
    }
}
