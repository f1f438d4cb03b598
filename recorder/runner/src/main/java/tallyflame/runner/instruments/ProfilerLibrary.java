package tallyflame.runner.instruments;

import java.net.URL;
import java.nio.file.Path;
import one.profiler.AsyncProfilerLoader;
import tallyflame.runs.EnvironmentException;

/**
 * The native library of async-profiler, unpacked from ap-loader's jar.
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
        String version = AsyncProfilerLoader.getVersion();
        String name = "libasyncProfiler-" + version + platform();
        URL library = AsyncProfilerLoader.class.getClassLoader().getResource("libs/" + name);
        if (library == null) {
            throw new EnvironmentException("async-profiler has no library for " + System.getProperty("os.name") + " "
                    + System.getProperty("os.arch") + "; record with --passes baseline,jfr");
        }
        try {
            return new ProfilerLibrary(UnpackedFile.of(library, name), version);
        } catch (EnvironmentException e) {
            throw new EnvironmentException(
                    "async-profiler's library: " + e.getMessage() + ", or record with --passes baseline,jfr", e);
        }
    }

    /** How the library's name ends here. */
    private static String platform() {
        return switch (System.getProperty("os.name") + " " + System.getProperty("os.arch")) {
            case "Linux amd64" -> "-linux-x64.so";
            case "Linux aarch64" -> "-linux-arm64.so";
            case "Mac OS X x86_64", "Mac OS X aarch64" -> "-macos.dylib";
            default -> "";
        };
    }
}
