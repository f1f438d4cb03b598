package tallyflame.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tallyflame.flamegraphs.Profile;
import tallyflame.recordings.chunk.ChunkFinder;

/** Recordings of async-profiler 2 and 3, made by their own libraries, read as the JDK and JMC read them. */
class OlderProfilersTest {
    private static final Path ARTIFACTS = Path.of("target", "async-profiler");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"2.9", "3.0"})
    void sameSamples(String version) throws Exception {
        Path file = record(version, "event=itimer,interval=1ms,alloc=64k,lock=1us");
        ReaderAgainstOraclesTest.assertSame(
                file, "cpu", "jdk.ExecutionSample", new Oracle.Weigher("", 1_000_000, true));
        ReaderAgainstOraclesTest.assertSame(
                file, "lock", "jdk.JavaMonitorEnter", new Oracle.Weigher("duration", 1000, true));
        ReaderAgainstOraclesTest.assertSame(file, "park", "jdk.ThreadPark", new Oracle.Weigher("duration", 1000, true));
        Sampled allocations =
                Oracle.JDK.read(file, "jdk.ObjectAllocationInNewTLAB", new Oracle.Weigher("tlabSize", 65536, true));
        allocations.addAll(Oracle.JDK.read(
                file, "jdk.ObjectAllocationOutsideTLAB", new Oracle.Weigher("allocationSize", 0, true)));
        ReaderAgainstOraclesTest.assertSame(file, "alloc", "", new Oracle.Weigher("size", 0, true), allocations);
    }

    /** Before version 4, samples of the wall clock are events of the same type as those of the CPU. */
    @ParameterizedTest
    @CsvSource({
        "2.9, event=wall;interval=5ms, 5000000",
        "2.9, event=wall, 50000000",
        "3.0, event=wall;interval=5ms, 5000000",
        "3.0, wall=5ms, 5000000",
        "3.0, wall, 50000000"
    })
    void sameSamplesOfTheWallClock(String version, String options, long interval) throws Exception {
        Path file = record(version, options.replace(';', ',') + ",alloc=64k");
        ReaderAgainstOraclesTest.assertSame(
                file, "wall", "jdk.ExecutionSample", new Oracle.Weigher("", interval, true));
        List<Profile> profiles = RecordingReader.read(List.of(file), ReadOptions.defaults());
        assertThat(profiles.stream().map(Profile::event)).containsExactly("wall", "alloc");
        assertThat(profiles.get(0).unit()).isEqualTo("ns");
        assertThatThrownBy(() -> RecordingReader.read(
                        List.of(file), ReadOptions.defaults().withEvents("cpu")))
                .isInstanceOf(InputException.class)
                .hasMessage(file + ": holds no samples of cpu; it holds: wall, alloc");
    }

    @Test
    void samplesOfBothClocksInOneRecording() throws Exception {
        Path file = record("3.0", "event=itimer,interval=1ms,wall=5ms");
        assertSameStacks(file, "cpu");
        assertSameStacks(file, "wall");
        List<Profile> profiles = RecordingReader.read(List.of(file), ReadOptions.defaults());
        assertThat(profiles.stream().map(Profile::event)).containsExactly("cpu", "wall");
        assertThat(profiles.stream()
                        .map(profile -> profile.tree().totalWeights().get(0)
                                / profile.ledger().kept()))
                .containsExactly(1_000_000L, 5_000_000L);
    }

    /** Only its first chunk tells that this is a recording of the wall clock. */
    @Test
    void wallClockInLaterChunks() throws Exception {
        Path file = record(
                "2.9",
                "event=wall,interval=1ms,alloc=64k,chunksize=4k",
                recording().toString());
        assertThat(chunks(file)).isGreaterThan(1);
        assertSameStacks(file, "wall");
        assertThat(RecordingReader.read(List.of(file), ReadOptions.defaults()).stream()
                        .map(Profile::event))
                .containsExactly("wall", "alloc");
    }

    private void assertSameStacks(Path file, String event) throws Exception {
        assertThat(ConverterOracleTest.collapsed(file, event))
                .isEqualTo(ConverterOracleTest.converted(file, folder.resolve("collapsed"), false, "--" + event))
                .isNotEmpty();
    }

    /** Records {@link Workload} in a JVM of its own, as one JVM cannot have two versions; the test ends where the library cannot do that. */
    private Path record(String version, String options, String... arguments) throws IOException, InterruptedException {
        Path recording = recording();
        Path output = folder.resolve("output");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // Both crash recent JVMs.
                "-XX:-CreateCoredumpOnCrash",
                "-agentpath:" + library(version) + "=start,jfr," + options + ",file=" + recording,
                "-cp",
                System.getProperty("java.class.path"),
                Workload.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        int status = process.waitFor();
        assumeThat(status)
                .as("async-profiler %s cannot record here: %s", version, Files.readString(output))
                .isZero();
        assertThat(recording).isNotEmptyFile();
        return recording;
    }

    private Path recording() {
        return folder.resolve("recording.jfr");
    }

    private static int chunks(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            return new ChunkFinder(file, channel, new ArrayList<>()).find().size();
        }
    }

    private Path library(String version) throws IOException {
        boolean arm = System.getProperty("os.arch").equals("aarch64");
        String name = "libs/libasyncProfiler-" + version + "-linux-" + (arm ? "arm64" : "x64") + ".so";
        try (DirectoryStream<Path> artifacts = Files.newDirectoryStream(ARTIFACTS, "*-" + version + "-*.jar");
                JarFile jar = new JarFile(artifacts.iterator().next().toFile());
                InputStream library = jar.getInputStream(jar.getJarEntry(name))) {
            Path file = folder.resolve("libasyncProfiler.so");
            Files.copy(library, file);
            return file;
        }
    }
}
