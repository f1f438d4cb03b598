package tallyflame.runner.inside;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import one.profiler.AsyncProfiler;
import tallyflame.runner.instruments.CpuBurner;
import tallyflame.runner.instruments.EngineProbe;
import tallyflame.runs.EnvironmentException;

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

    @Override
    public Delivery deliver(String options) throws EnvironmentException {
        try {
            profiler.execute("start," + options + ",threads,collapsed,log=" + log);
            String burned;
            try {
                burned = CpuBurner.burn();
            } finally {
                profiler.stop();
            }
            String stacks = profiler.execute("collapsed,threads");
            return CpuBurner.read((burned + "\n" + stacks).lines().toList());
        } catch (IllegalStateException | IllegalArgumentException | IOException e) {
            return new Delivery(0, 0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EnvironmentException("interrupted while trying the sampling engines", e);
        }
    }
}
