package tallyflame.runner.launch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import tallyflame.runner.energy.EnergyOptions;
import tallyflame.runs.RunDocument;

/**
 * Everything that one run of one module needs.
 *
 * @param workload what is done
 * @param schedule how often and how long
 * @param interval of CPU time between two samples
 * @param count patterns of the classes to count, empty for the module's own packages
 * @param allocations whether it is also counted what these classes allocate
 * @param jvmOptions further options of the forked JVMs
 * @param results CSV file of the results, or {@code null}
 * @param maxFailed share of the alerts on which the module may fail; above it there are no rates
 * @param energy of what place energy and CO2 are reckoned
 * @param pair name of the pair that this run is made in with one of another version, or {@code null}
 * @param out the run directory, which is made; an earlier run in it is refused
 */
public record RunPlan(
        Workload workload,
        Schedule schedule,
        Duration interval,
        List<String> count,
        boolean allocations,
        List<String> jvmOptions,
        Path results,
        double maxFailed,
        EnergyOptions energy,
        String pair,
        Path out) {
    /** Between two samples unless told otherwise. */
    public static final Duration DEFAULT_INTERVAL = Duration.ofMillis(1);

    /** A run without results, with the default interval and heap. */
    public static RunPlan of(Workload workload, Schedule schedule, Path out) {
        return new RunPlan(
                workload,
                schedule,
                DEFAULT_INTERVAL,
                List.of(),
                false,
                List.of(),
                null,
                RunDocument.Plan.MAX_FAILED,
                EnergyOptions.DEFAULT,
                null,
                out);
    }

    /** The same with the outputs of the module written as CSV. */
    public RunPlan withResults(Path file) {
        return new RunPlan(
                workload, schedule, interval, count, allocations, jvmOptions, file, maxFailed, energy, pair, out);
    }

    /** The same with options of the forked JVMs. */
    public RunPlan withJvmOptions(List<String> options) {
        return new RunPlan(
                workload, schedule, interval, count, allocations, options, results, maxFailed, energy, pair, out);
    }

    /** The same with allocations counted. */
    public RunPlan countingAllocations() {
        return new RunPlan(
                workload, schedule, interval, count, true, jvmOptions, results, maxFailed, energy, pair, out);
    }

    /** The same as often and as long as another schedule says. */
    public RunPlan with(Schedule other) {
        return new RunPlan(
                workload, other, interval, count, allocations, jvmOptions, results, maxFailed, energy, pair, out);
    }

    /** The same in another place. */
    public RunPlan withOut(Path directory) {
        return new RunPlan(
                workload,
                schedule,
                interval,
                count,
                allocations,
                jvmOptions,
                results,
                maxFailed,
                energy,
                pair,
                directory);
    }
}
