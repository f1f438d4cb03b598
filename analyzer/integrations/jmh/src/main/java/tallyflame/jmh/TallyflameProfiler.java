package tallyflame.jmh;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.ExternalProfiler;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.profile.ProfilerException;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.runner.IterationType;
import tallyflame.runs.EnvironmentException;
import tallyflame.runs.Pass;

/**
 * {@code -prof tallyflame.jmh.TallyflameProfiler:"pass=count;count=com.acme.**;out=DIR"}: one pass over JMH's measured iterations, as
 * a run directory for each benchmark and set of parameters. JMH makes one in its own JVM, which starts forks, and one in each
 * fork. What goes wrong with the profile is said in one line, and the benchmark goes on.
 */
public final class TallyflameProfiler implements ExternalProfiler, InternalProfiler {
    private static final System.Logger LOG = System.getLogger("tallyflame.jmh");

    private final ProfilerOptions options;
    private Recording recording;
    private MeasuredCounts counts;
    private MeasuredSamples samples;
    private int measured;
    private boolean failed;

    /**
     * As JMH makes it.
     *
     * @param options what stands behind the name of the profiler
     * @throws ProfilerException if it is malformed
     */
    public TallyflameProfiler(String options) throws ProfilerException {
        this.options = ProfilerOptions.parse(options);
    }

    @Override
    public String getDescription() {
        return "Tallyflame: exact hits of lines, or a flame graph, of measured iterations";
    }

    @Override
    public Collection<String> addJVMInvokeOptions(BenchmarkParams benchmark) {
        return List.of();
    }

    @Override
    public Collection<String> addJVMOptions(BenchmarkParams benchmark) {
        if (failed) return List.of();
        try {
            if (recording == null) recording = Recording.open(options, benchmark);
            return recording.nextFork();
        } catch (EnvironmentException | IOException | RuntimeException e) {
            fail(e);
            return List.of();
        }
    }

    @Override
    public void beforeTrial(BenchmarkParams benchmark) {}

    @Override
    public Collection<? extends Result<?>> afterTrial(BenchmarkResult result, long pid, File output, File errors) {
        try {
            if (recording != null) recording.forkEnded();
        } catch (IOException | RuntimeException e) {
            fail(e);
        }
        return List.of();
    }

    @Override
    public boolean allowPrintOut() {
        return true;
    }

    @Override
    public boolean allowPrintErr() {
        return true;
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        if (failed || iteration.getType() != IterationType.MEASUREMENT) return;
        try {
            if (options.pass() == Pass.COUNT) {
                counts().skip();
            } else {
                samples().begin();
            }
        } catch (IOException | RuntimeException e) {
            fail(e);
        }
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        if (failed || iteration.getType() != IterationType.MEASUREMENT) return List.of();
        try {
            measured++;
            if (options.pass() == Pass.COUNT)
                return counts().add(result.getMetadata().getAllOps());
            if (measured == iteration.getCount()) samples().end();
        } catch (IOException | RuntimeException e) {
            fail(e);
        }
        return List.of();
    }

    private MeasuredCounts counts() {
        if (counts == null) counts = new MeasuredCounts(options, directory());
        return counts;
    }

    private MeasuredSamples samples() {
        if (samples == null) samples = new MeasuredSamples(directory());
        return samples;
    }

    private static Path directory() {
        String directory = System.getProperty(Recording.DIRECTORY);
        if (directory == null) throw new IllegalStateException("only forks are profiled; leave -f 0 out");
        return Path.of(directory);
    }

    private void fail(Exception e) {
        failed = true;
        LOG.log(System.Logger.Level.WARNING, "no profile: " + (e.getMessage() == null ? e : e.getMessage()));
    }
}
