package tallyflame.runner.record;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import tallyflame.runner.instruments.Instruments;
import tallyflame.runner.launch.Sampling;
import tallyflame.runs.EnvironmentException;
import tallyflame.runs.RunDirectory;

/** An instrument that is put into a running JVM and taken out of it again. */
interface AttachedInstrument {
    /**
     * Puts it to work.
     *
     * @throws EnvironmentException if the JVM refuses it or is out of reach
     */
    void start() throws IOException, EnvironmentException, InterruptedException;

    /**
     * Ends its work and has its files written.
     *
     * @throws EnvironmentException if the JVM is out of reach
     */
    void stop() throws IOException, EnvironmentException, InterruptedException;

    /** async-profiler and, beside it, a flight recording; the library stays loaded. */
    record Sampler(TargetProcess target, Sampling.Choice sampling, Instruments files) implements AttachedInstrument {
        @Override
        public void start() throws IOException, EnvironmentException, InterruptedException {
            Path settings = files.settings("beside-profiler");
            target.agent(sampling.library().path(), files.startOptions(sampling.engine()));
            try {
                target.send(
                        "JFR.start",
                        "name=" + Instruments.RECORDING,
                        "settings=" + settings,
                        "filename=" + files.file(RunDirectory.FLIGHT_RECORDING),
                        "maxsize=16g",
                        "dumponexit=true");
            } catch (EnvironmentException e) {
                stopProfiler();
                throw e;
            }
        }

        @Override
        public void stop() throws EnvironmentException, InterruptedException {
            stopProfiler();
            target.send("JFR.stop", "name=" + Instruments.RECORDING);
        }

        private void stopProfiler() throws EnvironmentException, InterruptedException {
            target.agent(sampling.library().path(), "stop,file=" + files.file(RunDirectory.ASYNC_RECORDING));
        }
    }

    /** The agent that counts; its probes are taken out at the end, its jar stays on the class path. */
    record Counters(RemoteCounters remote, List<String> classes, boolean allocations, Path file)
            implements AttachedInstrument {
        @Override
        public void start() throws IOException, EnvironmentException, InterruptedException {
            remote.start(classes, allocations, file);
        }

        @Override
        public void stop() throws IOException, EnvironmentException, InterruptedException {
            remote.stop();
        }
    }
}
