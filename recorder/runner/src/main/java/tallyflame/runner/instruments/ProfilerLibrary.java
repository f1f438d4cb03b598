package tallyflame.runner.instruments;

import java.io.IOException;
import java.nio.file.Path;
import one.profiler.AsyncProfilerLoader;
import tallyflame.runs.EnvironmentException;

/**
 * The native library of async-profiler, as ap-loader unpacks it.
 *
 * @param path the library file
 * @param version such as {@code 4.5}
 */
public record ProfilerLibrary(Path path, String version) {
    /**
     * Unpacks the library into the user's cache, or finds it there.
     *
     * @throws EnvironmentException if there is none for this platform, or it cannot be unpacked
     */
    public static ProfilerLibrary load() throws EnvironmentException {
        if (!AsyncProfilerLoader.isSupported()) {
            throw new EnvironmentException("async-profiler has no library for " + System.getProperty("os.name") + " "
                    + System.getProperty("os.arch") + "; record with --passes baseline,jfr");
        }
        try {
            return new ProfilerLibrary(AsyncProfilerLoader.getAsyncProfilerPath(), AsyncProfilerLoader.getVersion());
        } catch (IOException | IllegalStateException e) {
            throw new EnvironmentException(
                    "async-profiler's library cannot be unpacked below the home directory: " + e.getMessage()
                            + "; make it writable, or record with --passes baseline,jfr",
                    e);
        }
    }
}
