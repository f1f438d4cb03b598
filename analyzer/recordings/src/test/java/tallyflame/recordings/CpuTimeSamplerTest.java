package tallyflame.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.flamegraphs.Ledger;

/** Recordings of the JDK's sampler of CPU time, which only Linux and Java 25 have. */
@EnabledOnOs(OS.LINUX)
@EnabledForJreRange(minVersion = 25)
class CpuTimeSamplerTest {
    private static final String SAMPLE = "jdk.CPUTimeSample";

    @TempDir
    private Path folder;

    @Test
    void sameSamplesAndLosses() throws Exception {
        Path file = record();
        Oracle.Weigher weigher = new Oracle.Weigher("samplingPeriod", 0, false);
        Sampled expected = Oracle.JDK.read(file, SAMPLE, weigher);
        ReaderAgainstOraclesTest.assertSame(file, "cpu-time", SAMPLE, weigher, expected);
        assertThat(expected.withoutWeights())
                .isEqualTo(Oracle.JMC.read(file, SAMPLE, weigher).withoutWeights());
        assertThat(expected.counts().keySet()).anyMatch(sample -> sample.contains("CpuTimeProgram.spin:"));

        List<RecordedEvent> events = RecordingFile.readAllEvents(file);
        Ledger ledger = RecordingReader.read(
                        List.of(file), ReadOptions.defaults().withEvents("cpu"))
                .get(0)
                .ledger();
        List<RecordedEvent> samples = ofType(events, SAMPLE);
        assertThat(ledger.total()).isEqualTo(samples.size());
        assertThat(ledger.withoutStack())
                .isEqualTo(samples.stream()
                        .filter(event -> event.getStackTrace() == null)
                        .count());
        assertThat(ledger.lost())
                .isEqualTo(ofType(events, "jdk.CPUTimeSamplesLost").stream()
                        .mapToLong(event -> event.getLong("lostSamples"))
                        .sum())
                .isPositive();
        assertThat(RecordingReader.read(List.of(file), ReadOptions.defaults().withEvents(SAMPLE))
                        .get(0)
                        .ledger()
                        .lost())
                .as("asked for by the name of the type")
                .isEqualTo(ledger.lost());
    }

    private static List<RecordedEvent> ofType(List<RecordedEvent> events, String type) {
        return events.stream()
                .filter(event -> event.getEventType().getName().equals(type))
                .toList();
    }

    /** In a JVM of its own: in that of the tests, async-profiler has taken the signal that the sampler needs. */
    private Path record() throws IOException, InterruptedException {
        Path recording = folder.resolve("recording.jfr");
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:StartFlightRecording:filename=" + recording + ",settings=none,+" + SAMPLE
                                + "#enabled=true,+" + SAMPLE
                                + "#throttle=1ms,+jdk.CPUTimeSamplesLost#enabled=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CpuTimeProgram.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor()).as("%s", Files.readString(output)).isZero();
        return recording;
    }
}
