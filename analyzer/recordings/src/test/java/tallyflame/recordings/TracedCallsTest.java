package tallyflame.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.flamegraphs.Profile;

/** Calls of traced methods: what is within one is not counted twice. */
class TracedCallsTest {
    private static final String RUN = "demo.Main.run:10:3:interpreted;demo.Main.step:20:7:jit compiled";
    private static final String CALLED = ":0:0:jit compiled|";

    @TempDir
    private Path folder;

    private Profile read(ReadOptions options, long[][]... chunks) throws Exception {
        Path file = Files.createFile(folder.resolve("calls.jfr"));
        for (long[][] calls : chunks) {
            Files.write(file, JdkLayout.recordingOfCalls(calls), StandardOpenOption.APPEND);
        }
        Profile profile = RecordingReader.read(
                        List.of(file), options.withEvents("method").withSamples(true))
                .get(0);
        RecordingInvariants.check(profile);
        long inRows = Arrays.stream(profile.samples().orElseThrow().weights()).sum();
        assertThat(profile.tree().weight()).isEqualTo(inRows);
        return profile;
    }

    /** A call of a method in a thread from one tick to another, by the caller with the stack {@link #RUN}. */
    private static long[] call(long from, long to, int thread, int method) {
        return new long[] {SyntheticChunk.START_TICKS + from, to - from, thread, 1, method};
    }

    @Test
    void timeInOtherTracedCallsIsTheirs() throws Exception {
        Profile profile = read(ReadOptions.defaults(), new long[][] {
            call(12, 20, 1, 3), call(10, 30, 1, 2), call(40, 50, 1, 2), call(0, 100, 1, 1), call(5, 60, 2, 1)
        });
        assertThat(profile.tree().weight()).isEqualTo(100 + 55);
        assertThat(Sampled.of(profile, false).counts())
                .isEqualTo(Map.of(
                        "main|" + RUN + ";demo.Main$$Lambda$14.0x0000000800c03000.step" + CALLED + 8, 1L,
                        "main|" + RUN + ";demo.Main.step" + CALLED + 12, 1L,
                        "main|" + RUN + ";demo.Main.step" + CALLED + 10, 1L,
                        "main|" + RUN + ";demo.Main.run" + CALLED + 70, 1L,
                        "worker|" + RUN + ";demo.Main.run" + CALLED + 55, 1L));
    }

    /** A call is written when it ends, those within it perhaps in earlier chunks. */
    @Test
    void callsMayEndInLaterChunks() throws Exception {
        Profile profile = read(ReadOptions.defaults(), new long[][] {call(10, 30, 1, 2)}, new long[][] {
            call(40, 50, 1, 2), call(0, 100, 1, 1)
        });
        assertThat(profile.tree().weight()).isEqualTo(100);
    }

    /** Calls with the same bounds: the outer one is written later. */
    @Test
    void recursionCountsOnce() throws Exception {
        Profile profile = read(
                ReadOptions.defaults(),
                new long[][] {call(0, 100, 1, 2), call(0, 100, 1, 1), call(0, 100, 1, 1), call(100, 130, 1, 1)});
        assertThat(profile.tree().weight()).isEqualTo(130);
        assertThat(Sampled.of(profile, false).counts())
                .containsEntry("main|" + RUN + ";demo.Main.step" + CALLED + 100, 1L);
    }

    /** What is within an unwanted call keeps its time, and an outer call does not get it back. */
    @Test
    void callsThatAreLeftOutStillNest() throws Exception {
        Profile profile = read(
                ReadOptions.defaults().withRange(Duration.ofNanos(5), null),
                new long[][] {call(20, 40, 1, 3), call(10, 50, 1, 2), call(0, 100, 1, 1)});
        assertThat(profile.tree().weight()).isEqualTo(40);
        assertThat(profile.ledger().outsideRange()).isEqualTo(1);
    }
}
