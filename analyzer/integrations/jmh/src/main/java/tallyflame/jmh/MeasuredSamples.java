package tallyflame.jmh;

import java.io.IOException;
import java.nio.file.Path;
import one.profiler.AsyncProfiler;
import tallyflame.runs.RunDirectory;

/** Samples from the first measured iteration of a fork to its last, in the fork. */
final class MeasuredSamples {
    private final Path file;
    private boolean running;

    MeasuredSamples(Path directory) {
        file = directory.resolve(RunDirectory.ASYNC_RECORDING);
    }

    void begin() throws IOException {
        if (running) return;
        running = true;
        profiler().execute("start," + System.getProperty(Recording.EVENT) + ",jfr,file=" + file);
    }

    void end() throws IOException {
        profiler().execute("stop,file=" + file);
    }

    private static AsyncProfiler profiler() {
        return AsyncProfiler.getInstance(System.getProperty(Recording.LIBRARY));
    }
}
