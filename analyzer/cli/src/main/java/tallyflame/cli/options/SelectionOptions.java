package tallyflame.cli.options;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;
import tallyflame.counts.Glob;
import tallyflame.recordings.ReadOptions;
import tallyflame.runs.Pass;

/** Options of the verbs that fold recordings: which samples, and how many threads work. */
public final class SelectionOptions {
    @Option(
            names = "--event",
            paramLabel = "EVENT",
            description =
                    "cpu, wall, alloc, live, malloc, leak, old-objects, lock, wait, park, native-lock, method, native, "
                            + "the hardware counter that was sampled, or the full name of an event type "
                            + "(default: what was recorded for, else the most informative one).")
    private String event;

    @Option(names = "--thread", paramLabel = "GLOB", description = "Only threads whose name matches.")
    private String thread;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "From this time after the start, such as 500ms, 10s, 2m.")
    private Duration from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "Up to this time after the start.")
    private Duration to;

    @Option(
            names = "--show-from",
            paramLabel = "GLOB",
            description = "Only stacks with a function such as 'com.acme.Handler.*', shown from the first of them on.")
    private String showFrom;

    @Option(names = "--whole", description = "Also what is outside the measured window, or a benchmark's method.")
    private boolean whole;

    @Option(
            names = "--normalize",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description =
                    "Names of lambdas, hidden and generated classes without what differs from run to run (default); "
                            + "--no-normalize keeps it.")
    private boolean normalize;

    @Option(names = "--threads", paramLabel = "N", description = "Threads to use (default: one per processor).")
    private int parallelism = Runtime.getRuntime().availableProcessors();

    /** How many threads may work. */
    public int threads() {
        return parallelism;
    }

    /** What to read; without an event named, the most telling kind only. */
    public ReadOptions readOptions(CommonOptions common) {
        return readOptions(common, false);
    }

    /** What to read; without an event named, the most telling kind only or all kinds. */
    public ReadOptions readOptions(CommonOptions common, boolean allEvents) {
        if (parallelism < 1) {
            throw common.usage("--threads must be at least 1");
        }
        ReadOptions options = ReadOptions.defaults();
        if (event != null) {
            options = options.withEvents(event);
        } else if (!allEvents) {
            options = options.withPrimaryEvent();
        }
        if (thread != null) {
            options = options.withThread(thread);
        }
        if (showFrom != null) {
            Pattern functions = Pattern.compile(Glob.regex(showFrom));
            options = options.withShownFrom(
                    List.of((function, caller) -> functions.matcher(function).matches()));
        }
        return options.withRange(from, to)
                .withMeasuredWindowOnly(!whole)
                .withNormalizedHidden(normalize)
                .withParallelism(parallelism);
    }

    /**
     * Whether a table is about the trace and not about samples; only of samples can a part be selected.
     *
     * @param pass as given with {@code --pass}
     */
    public boolean isTrace(CommonOptions common, Pass pass) {
        if (pass != Pass.SAMPLE && pass != Pass.TRACE) {
            throw common.usage("--pass must be sample or trace, not " + pass.label());
        }
        if (pass == Pass.TRACE && (event != null || part())) {
            throw common.usage(
                    "--event, --thread, --from, --to, --show-from and --whole choose samples; a trace has none");
        }
        return pass == Pass.TRACE;
    }

    /** Whether only a part of the samples is asked for. */
    public boolean part() {
        return thread != null || showFrom != null || from != null || to != null || whole;
    }
}
