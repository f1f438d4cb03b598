package tallyflame.runner.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
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
 * Records a running JVM for a while, under one instrument after the other. The JVM goes on; the instruments are taken out
 * again, but their libraries stay loaded in it.
 *
 * @param instruments finds the sampling engine
 */
public record AttachRecorder(Sampling instruments) {
    /** How long a JVM may take to end when it no longer answers. */
    private static final Duration ENDING = Duration.ofSeconds(5);
    /** Between two looks at the space that is left. */
    private static final Duration LOOK = Duration.ofMillis(250);

    /**
     * Records until the time is over, the process has ended, or this JVM is ended.
     *
     * @param plan its passes are {@link Pass#SAMPLE} and {@link Pass#COUNT}
     * @param duration of each pass
     * @return what {@code run.json} says now
     * @throws EnvironmentException if there is no such JVM, or it cannot be recorded
     */
    public RunDocument record(RecordPlan plan, long pid, Duration duration)
            throws IOException, EnvironmentException, InterruptedException {
        TargetProcess target = TargetProcess.of(pid);
        Instruments.checkName(plan.out());
        Sampling.Choice sampling = instruments.choose(plan.passes(), plan.event(), plan.interval());
        if (!plan.count().isEmpty()) {
            new RemoteCounters(target).check();
        }
        String command = target.handle().info().commandLine().orElse("pid " + pid);
        try (RunJournal journal =
                RunJournal.open(plan.out(), RecordOpening.of(List.of(command), plan.passes(), 1, sampling.engine()))) {
            return journal.during(() -> {
                for (Pass pass : plan.passes()) {
                    if (target.handle().isAlive()) {
                        new AttachedPass(plan, target, pass, journal).record(sampling, duration);
                    }
                }
                return journal.end(false);
            });
        } catch (IOException e) {
            throw SpaceLeft.explain(e, plan.out());
        }
    }

    /** One pass over the process. */
    private record AttachedPass(RecordPlan plan, TargetProcess target, Pass pass, RunJournal journal) {

        void record(Sampling.Choice sampling, Duration duration)
                throws IOException, EnvironmentException, InterruptedException {
            Path directory = Files.createDirectories(plan.out().resolve(name())).toAbsolutePath();
            journal.put(result(RunDocument.RUNNING, null, 0));
            List<AttachedInstrument> working = new CopyOnWriteArrayList<>();
            Thread hook = new Thread(() -> stopQuietly(working), "tallyflame-stop-recording");
            Runtime.getRuntime().addShutdownHook(hook);
            long began = System.nanoTime();
            boolean survived;
            SpaceGuard guard = SpaceGuard.of(directory);
            try (guard) {
                for (AttachedInstrument instrument : instruments(sampling, new Instruments(directory, ""))) {
                    instrument.start();
                    working.add(0, instrument);
                }
                survived = !ended(duration, guard);
            } finally {
                Runtime.getRuntime().removeShutdownHook(hook);
                stop(working);
            }
            PassLeftovers.gather(directory);
            double seconds = (System.nanoTime() - began) / 1e9;
            boolean recorded = PassLeftovers.hasRecording(directory);
            String early = survived ? guard.stopped() : "the process ended after " + Math.round(seconds) + " s";
            String kept = guard.stopped() == null ? RunDocument.COMPLETE : RunDocument.STOPPED;
            journal.put(
                    result(recorded ? kept : RunDocument.FAILED, recorded ? early : "nothing was recorded", seconds));
        }

        private String name() {
            return "passes/" + pass.label() + "-1";
        }

        /** The sampler starts last and stops first, so that it does not see the classes being changed. */
        private List<AttachedInstrument> instruments(Sampling.Choice sampling, Instruments files) {
            List<AttachedInstrument> instruments = new ArrayList<>();
            if (pass == Pass.COUNT || plan.countsWhileSampling()) {
                instruments.add(new AttachedInstrument.Counters(
                        new RemoteCounters(target), plan.count(), plan.allocations(), files.file(RunDirectory.COUNTS)));
            }
            if (pass == Pass.SAMPLE) {
                instruments.add(new AttachedInstrument.Sampler(target, sampling, files));
            }
            return instruments;
        }

        private PassResult result(String status, String problem, double seconds) {
            boolean perturbed = pass == Pass.SAMPLE && plan.countsWhileSampling();
            return new PassResult(pass, 1, name(), perturbed, status, null, problem, null, seconds, null);
        }

        /** Waits while there is space; true if the process has ended before the time was over. */
        private boolean ended(Duration duration, SpaceGuard guard) throws IOException, InterruptedException {
            long until = System.nanoTime() + duration.toNanos();
            for (long left = duration.toNanos(); left > 0; left = until - System.nanoTime()) {
                if (ended(Duration.ofNanos(Math.min(left, LOOK.toNanos())))) {
                    return true;
                }
                if (guard.low()) {
                    guard.stop();
                    return false;
                }
            }
            return false;
        }

        /** Waits; true if the process has ended before the time was over. */
        private boolean ended(Duration duration) throws InterruptedException {
            try {
                target.handle().onExit().get(duration.toNanos(), TimeUnit.NANOSECONDS);
                return true;
            } catch (TimeoutException e) {
                return false;
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }

        private void stop(List<AttachedInstrument> working)
                throws IOException, EnvironmentException, InterruptedException {
            if (!target.handle().isAlive()) {
                return;
            }
            try {
                for (AttachedInstrument instrument : working) {
                    instrument.stop();
                }
            } catch (EnvironmentException e) {
                // A process that is just ending answers no more; it closes its files itself.
                if (!ended(ENDING)) {
                    throw e;
                }
            }
        }

        /** On Ctrl-C: what was recorded until now is kept. */
        private void stopQuietly(List<AttachedInstrument> working) {
            try (journal) {
                stop(working);
                journal.put(result(RunDocument.COMPLETE, null, 0));
                journal.end(true);
            } catch (EnvironmentException | IOException e) {
                // The process is out of reach; what it wrote until now stays.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
