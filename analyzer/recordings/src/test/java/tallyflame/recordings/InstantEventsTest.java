package tallyflame.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.Recording;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.flamegraphs.FunctionTotals;
import tallyflame.flamegraphs.Profile;

/** Events that a program defines: all declare a duration, but many happen at once. */
class InstantEventsTest {
    private static final int TICKS = 30;

    @TempDir
    private static Path folder;

    private static Path recording;

    @Name("demo.Tick")
    static final class Tick extends Event {}

    /** Without a package, as events of programs in the unnamed package are. */
    @Name("Work")
    static final class Work extends Event {}

    @BeforeAll
    static void record() throws Exception {
        recording = folder.resolve("ticks.jfr");
        try (Recording jfr = new Recording()) {
            jfr.enable("jdk.JavaMonitorWait").withStackTrace();
            jfr.start();
            tick(2 * TICKS / 3);
            // Another recording that starts makes the JVM begin a new chunk.
            try (Recording second = new Recording()) {
                second.start();
                tick(TICKS / 3);
                work();
            }
            jfr.dump(recording);
        }
    }

    private static void tick(int times) {
        for (int i = 0; i < times; i++) {
            new Tick().commit();
        }
    }

    private static void work() throws InterruptedException {
        new Work().commit();
        Work work = new Work();
        work.begin();
        Thread.sleep(2);
        work.commit();
    }

    private static List<Profile> read(String... events) throws Exception {
        ReadOptions options = ReadOptions.defaults().withSamples(true);
        return RecordingReader.read(List.of(recording), events.length == 0 ? options : options.withEvents(events));
    }

    @Test
    void areCountedWhereNoneHasADuration() throws Exception {
        Profile ticks = read("demo.Tick").get(0);
        RecordingInvariants.check(ticks);
        assertThat(ticks.unit()).isEqualTo("samples");
        assertThat(ticks.tree().weight()).isEqualTo(TICKS);
        assertThat(Arrays.stream(ticks.samples().orElseThrow().weights()).sum()).isEqualTo(TICKS);
        assertThat(FunctionTotals.of(ticks.tree(), 1)).anySatisfy(function -> {
            assertThat(function.name()).isEqualTo(InstantEventsTest.class.getName() + ".tick");
            assertThat(function.self()).isEqualTo(TICKS);
        });
    }

    @Test
    void keepTheirTimeWhereSomeHaveOne() throws Exception {
        Profile work = read("Work").get(0);
        assertThat(work.unit()).isEqualTo("ns");
        assertThat(work.tree().samples()).isEqualTo(2);
        assertThat(work.tree().weight()).isGreaterThanOrEqualTo(2_000_000);
    }

    /** They are no samples by design, so they are read only when asked for, whatever they are called. */
    @Test
    void areReadWhenAskedFor() throws Exception {
        assertThat(read()).extracting(Profile::event).doesNotContain("Work", "demo.Tick");
    }
}
