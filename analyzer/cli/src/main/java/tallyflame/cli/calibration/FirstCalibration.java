package tallyflame.cli.calibration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tallyflame.analysis.diff.Calibration;
import tallyflame.analysis.diff.NoiseFile;
import tallyflame.analysis.diff.version.Version;
import tallyflame.analysis.diff.version.VersionReader;
import tallyflame.cli.options.CommonOptions;
import tallyflame.cli.options.ProgressBar;
import tallyflame.modules.UnknownModuleException;
import tallyflame.recordings.ReadOptions;
import tallyflame.runner.launch.RunPlan;
import tallyflame.runner.launch.Runner;
import tallyflame.runner.launch.Sampling;
import tallyflame.runner.launch.Schedule;
import tallyflame.runner.machine.Hardware;
import tallyflame.runs.EnvironmentException;
import tallyflame.runs.Pass;
import tallyflame.runs.RunDocument;

/**
 * Before the first run of a module on a machine: a few forks of it, so that a later comparison knows how forks differ here. What
 * they recorded is not kept, what they tell is.
 *
 * @param common for what is said about it
 * @param file where it is remembered
 */
public record FirstCalibration(CommonOptions common, NoiseFile file) {
    private static final int ROUNDS = 4;
    private static final List<Pass> PASSES = List.of(Pass.BASELINE, Pass.SAMPLE);
    /** Start and end of a JVM, in seconds. */
    private static final double JVM = 1.2;

    private static final double LONGEST = 60;

    /** Calibrates for a plan, where that is due: it measures as long as usual, samples, has one fork, and takes under a minute. */
    public void before(RunPlan plan) throws IOException, InterruptedException {
        if (!isDue(plan)) {
            return;
        }
        Path folder = Files.createTempDirectory("tallyflame-calibration");
        try {
            Runner.check(plan); // what the run would refuse is refused before a calibration is announced
            announce(plan);
            calibrate(plan, folder.resolve("run"));
        } catch (EnvironmentException e) {
            common.err().println("not calibrated: " + e.getMessage());
        } catch (UnknownModuleException e) {
            throw common.usage(e.getMessage());
        } finally {
            delete(folder);
        }
    }

    private void announce(RunPlan plan) {
        common.err()
                .printf(
                        Locale.ROOT,
                        "calibrating for %s on this machine, once: %d JVMs, about %.0f s (--no-calibration does without)%n",
                        plan.workload().module(),
                        ROUNDS * PASSES.size(),
                        seconds(plan));
    }

    private boolean isDue(RunPlan plan) throws IOException {
        Schedule schedule = plan.schedule();
        return schedule.passes().containsAll(PASSES)
                && schedule.forks() == 1
                && plan.workload().threads() == 1
                && schedule.warmup().compareTo(Schedule.DEFAULT.warmup()) >= 0
                && schedule.measure().compareTo(Schedule.DEFAULT.measure()) >= 0
                && seconds(plan) < LONGEST
                && !file.knows(plan.workload().module(), Hardware.host());
    }

    private static double seconds(RunPlan plan) {
        Schedule schedule = plan.schedule();
        double fork = (schedule.warmup().toMillis() + schedule.measure().toMillis()) / 1e3 + JVM;
        return ROUNDS * PASSES.size() * fork;
    }

    private void calibrate(RunPlan plan, Path out)
            throws IOException, EnvironmentException, UnknownModuleException, InterruptedException {
        RunPlan calibration = plan.with(Schedule.rounds(
                        PASSES,
                        ROUNDS,
                        plan.schedule().warmup(),
                        plan.schedule().measure()))
                .withResults(null)
                .withOut(out);
        RunDocument run = new Runner(Sampling.HERE, ProgressBar.on(common.err())).run(calibration);
        if (!run.status().equals(RunDocument.COMPLETE) || run.tooManyFailed().isPresent()) {
            common.err().println("not calibrated: the run was " + run.status());
            return;
        }
        Version same = VersionReader.read(List.of(out), ReadOptions.defaults(), List.of());
        file.put(same, Calibration.of(same));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
