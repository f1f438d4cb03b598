package tallyflame.runner.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tallyflame.runner.instruments.Instruments;
import tallyflame.runner.launch.PassLeftovers;
import tallyflame.runner.launch.RunJournal;
import tallyflame.runner.launch.Sampling;
import tallyflame.runner.launch.SpaceLeft;
import tallyflame.runs.EnvironmentException;
import tallyflame.runs.Pass;
import tallyflame.runs.RunDirectory;
import tallyflame.runs.RunDocument;
import tallyflame.runs.RunDocument.PassResult;

/**
 * Records a running JVM for a while: async-profiler and, with it, a flight recording are started in it and ended again.
 * The JVM goes on; only the agent library stays loaded in it.
 *
 * @param instruments finds the sampling engine
 */
public record AttachRecorder(Sampling instruments) {
    private static final String RECORDING = "tallyflame";
    /** How long a JVM may take to end when it no longer answers. */
    private static final Duration ENDING = Duration.ofSeconds(5);

    private static final String PASS = "passes/sample-1";

    /**
     * Records until the time is over, the process has ended, or this JVM is ended.
     *
     * @return what {@code run.json} says now
     * @throws EnvironmentException if there is no such JVM, or it cannot be recorded
     */
    public RunDocument record(RecordPlan plan, long pid, Duration duration)
            throws IOException, EnvironmentException, InterruptedException {
        TargetProcess target = TargetProcess.of(pid);
        Instruments.checkName(plan.out());
        List<Pass> passes = List.of(Pass.SAMPLE);
        Sampling.Choice sampling = instruments.choose(passes, plan.event(), plan.interval());
        String command = target.handle().info().commandLine().orElse("pid " + pid);
        try (RunJournal journal =
                RunJournal.open(plan.out(), RecordOpening.of(List.of(command), passes, 1, sampling.engine()))) {
            Path directory = Files.createDirectories(plan.out().resolve(PASS)).toAbsolutePath();
            journal.put(result(RunDocument.RUNNING, null, 0));
            return record(target, sampling, new Instruments(directory, ""), duration, journal);
        } catch (IOException e) {
            throw SpaceLeft.explain(e, plan.out());
        }
    }

    private static PassResult result(String status, String problem, double seconds) {
        return new PassResult(Pass.SAMPLE, 1, PASS, false, status, null, problem, null, seconds, null);
    }

    private static RunDocument record(
            TargetProcess target, Sampling.Choice sampling, Instruments files, Duration duration, RunJournal journal)
            throws IOException, EnvironmentException, InterruptedException {
        Path settings = files.settings("beside-profiler");
        Path flight = files.file(RunDirectory.FLIGHT_RECORDING);
        target.agent(sampling.library().path(), files.startOptions(sampling.engine()));
        Thread hook = new Thread(() -> stopQuietly(target, sampling, files, journal), "tallyflame-stop-recording");
        Runtime.getRuntime().addShutdownHook(hook);
        long began = System.nanoTime();
        boolean survived;
        try {
            target.send(
                    "JFR.start",
                    "name=" + RECORDING,
                    "settings=" + settings,
                    "filename=" + flight,
                    "maxsize=16g",
                    "dumponexit=true");
            survived = !ended(target, duration);
        } finally {
            Runtime.getRuntime().removeShutdownHook(hook);
            stop(target, sampling, files);
        }
        PassLeftovers.gather(files.directory());
        double seconds = (System.nanoTime() - began) / 1e9;
        boolean recorded = PassLeftovers.hasRecording(files.directory());
        String early = survived ? null : "the process ended after " + Math.round(seconds) + " s";
        journal.put(
                result(recorded ? RunDocument.COMPLETE : "failed", recorded ? early : "nothing was recorded", seconds));
        return journal.end(false);
    }

    /** Waits; true if the process has ended before the time was over. */
    private static boolean ended(TargetProcess target, Duration duration) throws InterruptedException {
        try {
            target.handle().onExit().get(duration.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void stop(TargetProcess target, Sampling.Choice sampling, Instruments files)
            throws EnvironmentException, InterruptedException {
        if (!target.handle().isAlive()) {
            return;
        }
        try {
            target.agent(sampling.library().path(), "stop,file=" + files.file(RunDirectory.ASYNC_RECORDING));
            target.send("JFR.stop", "name=" + RECORDING);
        } catch (EnvironmentException e) {
            // A process that is just ending answers no more; it closes its files itself.
            if (!ended(target, ENDING)) {
                throw e;
            }
        }
    }

    /** On Ctrl-C: what was recorded until now is kept. */
    private static void stopQuietly(
            TargetProcess target, Sampling.Choice sampling, Instruments files, RunJournal journal) {
        try (journal) {
            stop(target, sampling, files);
            journal.put(result(RunDocument.COMPLETE, null, 0));
            journal.end(true);
        } catch (EnvironmentException | IOException e) {
            // The process is out of reach; what it wrote until now stays.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
