package tallyflame.cli.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.Recording;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.cli.CommandLineRun;
import tallyflame.recordings.Recordings;

class FunctionsCommandTest {
    private static final int PARKS = 120;

    @TempDir
    private static Path folder;

    private static Path recording;

    /** A recording of exactly so many parked moments of this thread, laid out like the sampling pass of a run. */
    @BeforeAll
    static void record() throws IOException {
        Path pass = Files.createDirectories(folder.resolve("run/passes/sample-1"));
        recording = pass.resolve("flight.jfr");
        try (Recording jfr = new Recording()) {
            jfr.enable("jdk.ThreadPark").withThreshold(Duration.ZERO).withStackTrace();
            jfr.start();
            for (int i = 0; i < PARKS; i++) {
                LockSupport.parkNanos(1000);
            }
            jfr.dump(recording);
        }
    }

    private static CommandLineRun functions(Object... arguments) {
        String[] line = new String[arguments.length + 5];
        System.arraycopy(
                new String[] {
                    "functions",
                    "--event",
                    "park",
                    "--thread",
                    Thread.currentThread().getName()
                },
                0,
                line,
                0,
                5);
        for (int i = 0; i < arguments.length; i++) {
            line[5 + i] = arguments[i].toString();
        }
        return CommandLineRun.of(line);
    }

    /** async-profiler writes stacks when a chunk ends, so a recording that is cut before has none. */
    @Test
    void samplesWithoutTheirStacksAreNoEmptyTable() throws Exception {
        byte[] whole = Files.readAllBytes(Recordings.async("no-stacks", "event=ctimer,interval=5ms,cstack=no"));
        Path cut = Files.write(folder.resolve("cut.jfr"), Arrays.copyOf(whole, whole.length - 100));
        CommandLineRun run = CommandLineRun.of("functions", cut.toString());
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .matches("(?s).*cut.jfr at byte \\d+: of \\d+ samples no stack is in the file: the chunk is unfinished"
                        + " or cut off \\(profilers may write stacks only when a chunk ends\\)\n");
    }

    @Test
    void jsonHasTheAgreedKeys() throws Exception {
        CommandLineRun run = functions(recording, "--json", "--top", 0);
        assertThat(run.err()).isEmpty();
        JsonNode json = new ObjectMapper().readTree(run.out());
        assertThat(json.get("schema").asInt()).isEqualTo(1);
        assertThat(json.get("event").asText()).isEqualTo("park");
        assertThat(json.get("unit").asText()).isEqualTo("ns");
        assertThat(json.get("samples").asLong()).isGreaterThanOrEqualTo(PARKS);
        assertThat(json.get("ledger").get("kept").asLong())
                .isEqualTo(json.get("samples").asLong());
        for (JsonNode function : json.get("functions")) {
            assertThat(function.fieldNames())
                    .toIterable()
                    .startsWith("name", "self", "total", "samples", "share", "low", "high");
            if (function.get("name").asText().equals("tallyflame.cli.read.FunctionsCommandTest.record")) {
                assertThat(function.get("totalSamples").asLong()).isEqualTo(PARKS);
            }
        }
        JsonNode top = json.get("functions").get(0);
        assertThat(top.get("name").asText()).isEqualTo("jdk.internal.misc.Unsafe.park");
        assertThat(top.get("self").asLong()).isEqualTo(json.get("total").asLong());
    }

    @Test
    void aRunDirectoryMeansItsSamplingPasses() {
        CommandLineRun run = functions(folder.resolve("run"), "--top", 1);
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("jdk.internal.misc.Unsafe.park")
                .contains("1 shown")
                .contains("samples: ")
                .doesNotContain("sample too small");
    }

    @Test
    void csvHasOneLineForEachFunction() {
        String[] lines =
                functions(recording, "--format", "csv", "--top", 2).out().split("\n", -1);
        assertThat(lines[0]).isEqualTo("name,self,total,samples,share,low,high");
        assertThat(lines[1]).startsWith("jdk.internal.misc.Unsafe.park,");
        assertThat(lines).hasSize(4);
    }

    @Test
    void stacksAreShownFromAFunctionOn() {
        String all = functions(recording, "--show-from", "java.util.concurrent.locks.*.parkNanos")
                .out();
        assertThat(all)
                .contains("LockSupport.parkNanos", "jdk.internal.misc.Unsafe.park")
                .doesNotContain("FunctionsCommandTest", "outside the functions");
        String none = functions(recording, "--show-from", "no.such.*").out();
        assertThat(none).contains("0 kept", " outside the functions shown").doesNotContain("Unsafe.park");
    }

    @Test
    void fewSamplesAreCalledSo() {
        assertThat(functions(recording, "--from", "0s", "--to", "100us").out()).contains("sample too small");
    }

    @Test
    void errorsAreOneLineWithTheirExitCode() throws Exception {
        Path text = Files.writeString(folder.resolve("notes.jfr"), "hello");
        CommandLineRun noRecording = functions(text);
        assertThat(noRecording.exitCode()).isEqualTo(3);
        assertThat(noRecording.err()).hasLineCount(1).contains("notes.jfr: is not a flight recording");
        assertThat(functions(folder.resolve("missing.jfr")).exitCode()).isEqualTo(3);
        assertThat(functions(folder).exitCode()).isEqualTo(3);
        assertThat(functions(recording, "--from", "soon").exitCode()).isEqualTo(2);
        assertThat(functions(recording, "--threads", "0").exitCode()).isEqualTo(2);
        CommandLineRun missing = CommandLineRun.of("functions", recording.toString(), "--event", "malloc");
        assertThat(missing.exitCode()).isEqualTo(3);
        assertThat(missing.err())
                .contains("holds no samples of malloc; it holds:")
                .contains("park");
    }
}
