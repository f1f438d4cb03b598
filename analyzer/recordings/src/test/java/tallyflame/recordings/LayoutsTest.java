package tallyflame.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.StackForest;

/** Layouts of releases that tests do not run on: the metadata is theirs, the samples are made up. The JDK's own reader agrees. */
class LayoutsTest {
    @TempDir
    private Path folder;

    @Test
    void samplesThatTheJdkLostAreInTheLedger() throws Exception {
        Path file = Files.write(folder.resolve("lost.jfr"), JdkLayout.recording(25));
        assertThat(RecordingReader.read(List.of(file), ReadOptions.defaults().withEvents("cpu-time"))
                        .get(0)
                        .ledger()
                        .lost())
                .isEqualTo(3);
    }

    @Test
    void truncatedStacksAreMarkedAtTheirRoot() throws Exception {
        Path file = Files.write(folder.resolve("truncated.jfr"), JdkLayout.recording(17));
        Profile profile = RecordingReader.read(
                        List.of(file), ReadOptions.defaults().withEvents("cpu"))
                .get(0);
        StackForest tree = profile.tree();
        List<String> roots = new ArrayList<>();
        for (int node = tree.firstChild(StackForest.ROOT); node != 0; node = tree.nextSibling(node)) {
            roots.add(tree.frames().functionName(tree.frames().methodOf(tree.frame(node))) + " "
                    + tree.totalSamples().get(node));
        }
        assertThat(roots).containsExactlyInAnyOrder("[truncated] 2", "demo.Main.run 4");
        assertThat(profile.ledger().truncated()).isEqualTo(2);
    }

    /** The JDK's reader of today does not know those names any more; JMC does. */
    @Test
    void samplesOfJdk9HaveTheirStacks() throws Exception {
        Path file = Files.write(folder.resolve("jdk9.jfr"), JdkLayout.recording(9));
        Profile profile = RecordingReader.read(
                        List.of(file), ReadOptions.defaults().withEvents("cpu").withSamples(true))
                .get(0);
        assertThat(Sampled.of(profile, false).counts())
                .isEqualTo(Oracle.JMC
                        .read(file, "jdk.ExecutionSample", new Oracle.Weigher("", 20_000_000, false))
                        .counts())
                .isNotEmpty();
        assertThat(profile.ledger().unreadable()).isEmpty();
    }

    @Test
    void theClassOfAReceiverIsNoMethod() throws Exception {
        Path file = Files.write(folder.resolve("receiver.jfr"), JdkLayout.recordingOfReceiver());
        Profile profile = RecordingReader.read(
                        List.of(file), ReadOptions.defaults().withEvents("cpu").withSamples(true))
                .get(0);
        assertThat(Sampled.of(profile, false).counts().keySet())
                .filteredOn(sample -> sample.contains("class"))
                .containsExactly("main|demo.Main.run:10:3:interpreted;demo.Main:0:0:class|20000000");
    }

    @Test
    void strippedMetadataIsCalledSo() throws Exception {
        Path file = Files.write(folder.resolve("stripped.jfr"), JdkLayout.recordingWithoutDeclarationOfStacks());
        Profile profile = RecordingReader.read(
                        List.of(file), ReadOptions.defaults().withEvents("cpu"))
                .get(0);
        assertThat(profile.ledger().kept()).isZero();
        assertThat(profile.ledger().unresolved()).isPositive();
        assertThat(profile.ledger().unreadable().get(0).reason()).startsWith("the metadata is stripped");
    }

    @ParameterizedTest
    @CsvSource({
        "11, cpu,   jdk.ExecutionSample,          '',       20000000",
        "17, cpu,   jdk.ExecutionSample,          '',       20000000",
        "21, cpu,   jdk.ExecutionSample,          '',       20000000",
        "25, cpu-time, jdk.CPUTimeSample,         samplingPeriod, 0",
        "11, lock,  jdk.JavaMonitorEnter,         duration, 0",
        "21, alloc, jdk.ObjectAllocationInNewTLAB, tlabSize, 0"
    })
    void sameSamplesAsTheReaderOfTheJdk(int release, String event, String type, String field, long interval)
            throws Exception {
        Path file = Files.write(folder.resolve("jdk" + release + ".jfr"), JdkLayout.recording(release));
        Profile profile = RecordingReader.read(
                        List.of(file), ReadOptions.defaults().withEvents(event).withSamples(true))
                .get(0);
        assertThat(Sampled.of(profile, false).counts())
                .isEqualTo(Oracle.JDK
                        .read(file, type, new Oracle.Weigher(field, interval, false))
                        .counts())
                .isNotEmpty();
        assertThat(profile.ledger().unreadable()).isEmpty();
    }
}
