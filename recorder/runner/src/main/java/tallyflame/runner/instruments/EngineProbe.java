package tallyflame.runner.instruments;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tallyflame.runs.EnvironmentException;

/** Tries whether async-profiler can sample an event on this machine. */
@FunctionalInterface
public interface EngineProbe {
    /**
     * Starts async-profiler and ends it again.
     *
     * @param options of async-profiler, such as {@code event=ctimer}
     * @return what async-profiler said; it refused if a line starts with {@code [ERROR]}
     * @throws EnvironmentException if no JVM can be started to try it
     */
    List<String> attempt(String options) throws EnvironmentException;

    /** Tries it in a JVM of its own that ends at once (about a tenth of a second). */
    static EngineProbe inFreshJvm(ProfilerLibrary library) {
        return options -> {
            ProcessBuilder builder = new ProcessBuilder(
                    Java.launcher().toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-agentpath:" + library.path() + "=start," + options + ",collapsed,file=/dev/null",
                    "-version");
            builder.environment().remove("JAVA_TOOL_OPTIONS");
            builder.redirectErrorStream(true);
            try {
                Process process = builder.start();
                List<String> said = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset())
                        .lines()
                        .toList();
                if (!process.waitFor(30, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
                return said;
            } catch (IOException e) {
                throw new EnvironmentException(
                        "no JVM can be started to try the sampling engines: " + e.getMessage(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new EnvironmentException("interrupted while trying the sampling engines", e);
            }
        };
    }
}
