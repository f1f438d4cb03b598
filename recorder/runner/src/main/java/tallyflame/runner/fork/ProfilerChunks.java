package tallyflame.runner.fork;

import java.io.IOException;
import one.profiler.AsyncProfiler;

/** Closes chunks of the async-profiler that runs in this JVM: what is in a closed chunk survives {@code kill -9}. */
final class ProfilerChunks {
    private AsyncProfiler profiler;

    private ProfilerChunks(AsyncProfiler profiler) {
        this.profiler = profiler;
    }

    /**
     * Finds the profiler of this JVM.
     *
     * @param library the library that was loaded as an agent, or {@code null} if none was: closing does nothing then
     */
    static ProfilerChunks open(String library) {
        if (library == null) {
            return new ProfilerChunks(null);
        }
        System.load(library);
        return new ProfilerChunks(AsyncProfiler.getInstance());
    }

    /** Ends the chunk (about 1 ms) and begins another; after a refusal nothing more is tried. */
    void closeChunk() {
        if (profiler == null) {
            return;
        }
        try {
            profiler.execute("dump,jfr");
        } catch (IOException | IllegalStateException e) {
            profiler = null; // it still closes chunks by its own clock
        }
    }
}
