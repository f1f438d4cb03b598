package tallyflame.runner.inside;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import one.profiler.AsyncProfiler;
import tallyflame.runner.instruments.EngineProbe;

/**
 * Tries engines in this JVM, which is cheaper than a JVM of their own and tells what holds here.
 *
 * @param profiler that of this JVM, which does not run
 * @param log a file that may be written
 */
record ProbeHere(AsyncProfiler profiler, Path log) implements EngineProbe {
    @Override
    public List<String> attempt(String options) {
        try {
            Files.deleteIfExists(log);
            profiler.execute("start," + options + ",collapsed,log=" + log);
            profiler.stop();
            return Files.exists(log) ? Files.readAllLines(log) : List.of();
        } catch (IllegalStateException | IllegalArgumentException | IOException e) {
            return List.of("[ERROR] " + e.getMessage());
        }
    }
}
