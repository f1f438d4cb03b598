package tallyflame.analyzer.jfr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
                file, "lock", "jdk.JavaMonitorEnter", new Oracle.Weigher("duration", 0, true));
        ReaderAgainstOraclesTest.assertSame(file, "park", "jdk.ThreadPark", new Oracle.Weigher("duration", 0, true));
        Sampled allocations =
                Oracle.JDK.read(file, "jdk.ObjectAllocationInNewTLAB", new Oracle.Weigher("tlabSize", 0, true));
        allocations.addAll(Oracle.JDK.read(
                file, "jdk.ObjectAllocationOutsideTLAB", new Oracle.Weigher("allocationSize", 0, true)));
        ReaderAgainstOraclesTest.assertSame(file, "alloc", "", new Oracle.Weigher("size", 0, true), allocations);
    }

    /** Records {@link Workload} in a JVM of its own, as one JVM cannot have two versions; the test ends where the library cannot do that. */
    private Path record(String version, String options) throws IOException, InterruptedException {
        Path recording = folder.resolve("recording.jfr");
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        // Both crash recent JVMs.
                        "-XX:-CreateCoredumpOnCrash",
                        "-agentpath:" + library(version) + "=start,jfr," + options + ",file=" + recording,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Workload.class.getName())
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
