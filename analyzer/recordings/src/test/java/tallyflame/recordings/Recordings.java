package tallyflame.recordings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import one.profiler.AsyncProfiler;
import one.profiler.AsyncProfilerLoader;
import one.profiler.Counter;

/** Recordings made by this very JVM, once for all tests of a run. */
public final class Recordings {
    private static final long MILLIS = 1200;
    private static final int MOST_ROUNDS = 1000;

    private static Path folder;

    private Recordings() {}

    public static synchronized Path folder() throws IOException {
        if (folder == null) {
            folder = Files.createTempDirectory("recordings");
            Path made = folder;
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(made)));
        }
        return folder;
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A recording of the JDK with several chunks. */
    public static synchronized Path jdk() throws IOException, InterruptedException {
        Path file = folder().resolve("jdk.jfr");
        if (!Files.exists(file)) {
            try (Recording recording = new Recording()) {
                recording.enable("jdk.ExecutionSample").withPeriod(Duration.ofMillis(10));
                recording.enable("jdk.NativeMethodSample").withPeriod(Duration.ofMillis(10));
                for (String name : List.of(
                        "jdk.ObjectAllocationInNewTLAB",
                        "jdk.ObjectAllocationOutsideTLAB",
                        "jdk.ObjectAllocationSample")) {
                    recording.enable(name).withStackTrace();
                }
                for (String name : List.of("jdk.JavaMonitorEnter", "jdk.JavaMonitorWait", "jdk.ThreadPark")) {
                    recording.enable(name).withThreshold(Duration.ZERO).withStackTrace();
                }
                recording.enable("jdk.ActiveSetting");
                recording.start();
                Workload.run(MILLIS / 2);
                // Another recording that starts makes the JVM begin a new chunk.
                try (Recording second = new Recording()) {
                    second.start();
                    Workload.run(MILLIS / 2);
                }
                recording.dump(file);
            }
        }
        return file;
    }

    /**
     * A recording of async-profiler.
     *
     * @param name file name without suffix
     * @param options what follows {@code start,}
     */
    public static synchronized Path async(String name, String options) throws IOException, InterruptedException {
        Path file = folder().resolve(name + ".jfr");
        if (!Files.exists(file)) {
            AsyncProfiler profiler = AsyncProfilerLoader.load();
            profiler.execute("start,jfr," + options + ",file=" + file);
            Workload.run(MILLIS);
            profiler.execute("stop,file=" + file);
        }
        return file;
    }

    /** A recording of async-profiler of locks in native code, in which threads of {@link Workload} waited for some. */
    static synchronized Path nativeLocks() throws IOException, InterruptedException {
        Path file = folder().resolve("native-locks.jfr");
        if (!Files.exists(file)) {
            AsyncProfiler profiler = AsyncProfilerLoader.load();
            profiler.execute("start,jfr,nativelock=0,file=" + file);
            try {
                // The scheduler decides which threads meet; nearly always some do at once.
                for (int round = 0; round < MOST_ROUNDS && !hasContention(profiler); round++) {
                    Workload.contendNatively();
                }
            } finally {
                profiler.execute("stop,file=" + file);
            }
        }
        return file;
    }

    private static boolean hasContention(AsyncProfiler profiler) {
        return profiler.dumpCollapsed(Counter.SAMPLES).contains("Workload.collect");
    }

    /** The best CPU sampling engine that works here. */
    public static String cpuEvent() throws IOException {
        for (String event : List.of("cpu", "ctimer")) {
            if (canRecord(event)) {
                return event;
            }
        }
        return "itimer";
    }

    private static boolean canRecord(String event) throws IOException {
        AsyncProfiler profiler = AsyncProfilerLoader.load();
        Path probe = folder().resolve("probe.jfr");
        try {
            profiler.execute("start,jfr,event=" + event + ",file=" + probe);
            profiler.execute("stop");
            return true;
        } catch (IOException | IllegalStateException | IllegalArgumentException e) {
            return false;
        } finally {
            Files.deleteIfExists(probe);
        }
    }
}
