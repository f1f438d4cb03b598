package tallyflame.runs;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The content of {@code run.json}; {@code docs/run-directory.md} describes every key. Rewritten after each pass, so that
 * a run that was killed says how far it came.
 *
 * @param schema version of this document
 * @param kind {@code run}, {@code record}, {@link #COMPARE} or {@link #JMH}
 * @param status {@link #RUNNING} while it is written to, then {@link #COMPLETE}, {@link #INCOMPLETE} or {@link #INTERRUPTED}
 * @param started ISO 8601, UTC
 * @param ended ISO 8601, UTC, or {@code null} while it runs
 * @param module the science module, {@code null} for {@code record}
 * @param command the recorded command, {@code null} for {@code run}
 * @param data the alerts, {@code null} for {@code record}
 * @param plan what was asked for
 * @param host the machine
 * @param engine the sampling engine that was used, {@code null} if no pass samples
 * @param passes one entry a fork, in the order of execution
 * @param jvms every JVM at or below a recorded command, in the order in which they started; {@code null} for {@code run}, whose
 *     forks are one JVM each
 * @param throughput of the baseline pass, {@code null} until it is known
 * @param latencyMicros of the baseline pass, {@code null} until it is known
 * @param energy of the baseline pass, {@code null} until it is known
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunDocument(
        int schema,
        Tool tool,
        String kind,
        String status,
        String started,
        String ended,
        Module module,
        List<String> command,
        Data data,
        Plan plan,
        Host host,
        EngineUsed engine,
        List<PassResult> passes,
        List<JvmProcess> jvms,
        Throughput throughput,
        Latency latencyMicros,
        Energy energy) {
    /** Version of the document that this code writes. */
    public static final int SCHEMA = 1;

    /** Kind of a run that does everything in rounds. */
    public static final String COMPARE = "compare";
    /** Kind of a run that is a benchmark of JMH, recorded by the profiler for it. */
    public static final String JMH = "jmh";

    public static final String RUNNING = "running";
    public static final String COMPLETE = "complete";
    public static final String INCOMPLETE = "incomplete";
    public static final String INTERRUPTED = "interrupted";
    /** Status of a pass that recorded nothing or could not be started, and that says why. */
    public static final String FAILED = "failed";
    /** Status of a pass that was recorded until there was too little space on its disk. */
    public static final String STOPPED = "stopped";

    /**
     * What keeps rates, budgets and comparisons from being given: the module failed on more alerts than {@link Plan#maxFailed}
     * allows, so that they would speak of work that was not done. Empty where it did not.
     */
    public Optional<String> tooManyFailed() {
        return plan.tooManyFailed(passes)
                .map(timing -> String.format(
                        Locale.ROOT,
                        "the module failed on %,d of %,d alerts, so no rate, budget or comparison is given",
                        timing.failed(),
                        timing.rows()));
    }

    /** The parts that every run writes down and that are not there, by their keys; empty for a document that can be used. */
    List<String> lacking() {
        List<String> lacking = new ArrayList<>();
        BiConsumer<String, Object> check = (key, part) -> {
            if (part == null) {
                lacking.add(key);
            }
        };
        check.accept("tool", tool);
        check.accept("kind", kind);
        check.accept("status", status);
        check.accept("started", started);
        check.accept("plan", plan == null ? null : plan.passes);
        check.accept("host", host);
        check.accept("passes", passes);
        for (PassResult result : passes == null ? List.<PassResult>of() : passes) {
            check.accept("pass of a fork", result.pass);
            check.accept("status of a fork", result.status);
        }
        return lacking;
    }

    /** The program that wrote the directory. */
    public record Tool(String name, String version) {}

    /**
     * The science module.
     *
     * @param className its class
     * @param packages patterns of the classes that count as the module's own
     */
    public record Module(
            String name,
            String kind,
            String className,
            List<String> columns,
            List<String> outputs,
            List<String> packages) {}

    /**
     * The alerts.
     *
     * @param path as given
     * @param alerts rows in them, after {@code --limit}
     */
    public record Data(String path, List<String> files, long alerts) {}

    /**
     * What was asked for; zero where a key has no meaning for {@code record}.
     *
     * @param maxFailed largest share of the alerts on which the module may fail; {@code null}, which is {@link #MAX_FAILED}, where
     *     nothing else was asked for
     * @param classPath absolute jars and folders of the user's own modules; {@code null} where the key has no meaning
     * @param pair name of the pair that this run was made in with one of another version, {@code null} if in none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Plan(
            List<Pass> passes,
            int forks,
            int threads,
            int batch,
            double warmupSeconds,
            double measureSeconds,
            List<String> jvmOptions,
            List<String> classPath,
            Double maxFailed,
            String pair) {
        /** Share of the alerts that may fail unless told otherwise. */
        public static final double MAX_FAILED = 0.01;

        /** A fork in which more alerts failed than may, the first. */
        public Optional<Timing> tooManyFailed(List<PassResult> results) {
            double limit = maxFailed == null ? MAX_FAILED : maxFailed;
            return results.stream()
                    .map(PassResult::timing)
                    .filter(timing -> timing != null && timing.failed() > limit * timing.rows())
                    .findFirst();
        }
    }

    /**
     * The machine.
     *
     * @param cores logical processors that a JVM may use
     * @param physicalCores cores of the processors, 0 if that is not known
     * @param memoryBytes physical memory, 0 if that is not known
     * @param model manufacturer and model of the computer, which names the hypervisor of a virtual one
     */
    public record Host(
            String os,
            String kernel,
            String arch,
            String cpu,
            int cores,
            int physicalCores,
            long memoryBytes,
            String model) {}

    /**
     * The sampling engine actually used.
     *
     * @param name {@code perf-cpu-clock}, {@code ctimer} or {@code itimer}; for {@code record --event} the event itself
     * @param event async-profiler's name of the event
     * @param intervalNanos between two samples
     * @param kernelStacks whether frames of the kernel are seen
     * @param better what would enable a better engine, {@code null} if this is the best
     * @param raised why the interval is longer than was asked for, {@code null} if it is not
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record EngineUsed(
            String name,
            String event,
            long intervalNanos,
            boolean kernelStacks,
            String profiler,
            String better,
            String raised) {}

    /**
     * One fork.
     *
     * @param perturbed whether another instrument ran in the same JVM, so that the times are not those of the code alone
     * @param directory relative to the run directory
     * @param status {@code complete}, {@code running}, {@link #FAILED} (it said why), {@code died}
     *     or {@link #STOPPED}
     * @param exitCode of the JVM, {@code null} while it runs; 128 + n after signal n
     * @param problem one line on what went wrong, {@code null} if nothing did
     * @param output last lines of its output, {@code null} if nothing went wrong
     * @param seconds wall clock from start to end of the process
     * @param timing what the fork said about its work, {@code null} if it did not get that far
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record PassResult(
            Pass pass,
            int fork,
            String directory,
            boolean perturbed,
            String status,
            Integer exitCode,
            String problem,
            List<String> output,
            double seconds,
            Timing timing) {
        /** The same, given up for a reason. */
        public PassResult failed(String reason) {
            return new PassResult(pass, fork, directory, perturbed, FAILED, exitCode, reason, output, seconds, timing);
        }
    }

    /**
     * Alerts per second and core in the measured window of the baseline pass.
     *
     * @param alertsPerSecond of one core; mean over forks, or over parts of the window of a single fork
     * @param low lower end of the 95 % interval
     * @param intervalOver {@code forks} or {@code parts of the window}
     * @param effectiveAlertsPerSecond counts only the alerts that the module processed to the end
     * @param effectiveShare their share, 0 to 1
     * @param coldAlertsPerSecond in the first round of a fresh JVM
     * @param allThreadsAlertsPerSecond of all threads together
     * @param alertsPerCpuSecond alerts of a second of CPU time, that of collector and compiler included: verdicts rest on it
     * @param bytesPerAlert allocated by the module for one alert
     * @param gcShare share of the window spent in garbage collection
     * @param cpuLow lower end of the 95 % interval of {@code alertsPerCpuSecond}, over what the other interval is over
     * @param waitingMicrosPerAlert asleep, or waiting for a lock, a file or a socket; {@code null} where that is not known
     * @param queuedShare share of the threads' time for which there was no processor for them; {@code null} where not known
     * @param othersCores processors that other programs kept busy, in the mean; {@code null} where that is not known
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Throughput(
            double alertsPerSecond,
            double low,
            double high,
            String intervalOver,
            double effectiveAlertsPerSecond,
            double effectiveShare,
            double coldAlertsPerSecond,
            double allThreadsAlertsPerSecond,
            double alertsPerCpuSecond,
            double bytesPerAlert,
            double gcShare,
            Double cpuLow,
            Double cpuHigh,
            Double waitingMicrosPerAlert,
            Double queuedShare,
            Double othersCores) {
        /** Value of {@code intervalOver} where several JVMs ran. */
        public static final String FORKS = "forks";

        /** Whether the intervals are those from one JVM to the next, and not those within a single one. */
        public boolean overForks() {
            return FORKS.equals(intervalOver);
        }

        /** {@code alertsPerSecond} from one JVM to the next; without ends (NaN) where a single one ran, which does not tell. */
        public Interval betweenJvms() {
            return overForks()
                    ? new Interval(alertsPerSecond, low, high)
                    : new Interval(alertsPerSecond, Double.NaN, Double.NaN);
        }
    }
}
