package tallyflame.runner.record;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import tallyflame.runner.instruments.Instruments;
import tallyflame.runner.launch.Sampling;
import tallyflame.runs.EnvironmentException;
import tallyflame.runs.Pass;
import tallyflame.runs.RunDirectory;

/** The recordings in the JVMs of a command that runs; used by one thread. */
final class RunningRecordings implements SpaceGuard.Stop {
    private final ProcessHandle root;
    private final Pass pass;
    private final Sampling.Choice sampling;
    private final Path directory;
    private final Set<Long> ended = new HashSet<>();

    /**
     * Those of a process and all below it.
     *
     * @param directory into which they are written
     */
    RunningRecordings(ProcessHandle root, Pass pass, Sampling.Choice sampling, Path directory) {
        this.root = root;
        this.pass = pass;
        this.sampling = sampling;
        this.directory = directory;
    }

    /** Ends those that still run. A JVM that cannot be reached keeps its own. */
    @Override
    public void now() throws InterruptedException {
        for (ProcessHandle process :
                Stream.concat(Stream.of(root), root.descendants()).toList()) {
            try {
                if (!ended.contains(process.pid()) && TargetProcess.isJvm(process.pid())) {
                    end(new TargetProcess(process));
                    ended.add(process.pid());
                }
            } catch (EnvironmentException e) {
                // It has just ended, has just begun, or lets nobody in; it is asked again.
            }
        }
    }

    private void end(TargetProcess jvm) throws EnvironmentException, InterruptedException {
        Instruments files = new Instruments(directory, "-" + jvm.handle().pid());
        if (pass.profiled() || pass == Pass.JFR || pass == Pass.JFR_CPU) {
            // Named, because at a stop a JVM makes up no name for the folder that it was given.
            String file = "filename=\"" + files.file(RunDirectory.FLIGHT_RECORDING) + '"';
            jvm.send("JFR.stop", "name=" + Instruments.RECORDING, file);
        }
        if (pass.profiled()) {
            jvm.agent(sampling.library().path(), "stop,file=" + files.file(RunDirectory.ASYNC_RECORDING));
        }
    }
}
