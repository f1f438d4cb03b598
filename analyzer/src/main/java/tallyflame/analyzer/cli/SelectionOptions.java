package tallyflame.analyzer.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;
import tallyflame.analyzer.jfr.ReadOptions;

/** Options of the verbs that fold recordings: which samples, and how many threads work. */
final class SelectionOptions {
    private static final Pattern OFFSET = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(ns|us|ms|s|m|h)?");

    @Option(
            names = "--event",
            paramLabel = "EVENT",
            description = {
                "cpu, wall, alloc, live, malloc, lock, wait, park, native-lock, method, native,",
                "or the full name of an event type (default: the most telling one that is there)."
            })
    private String event;

    @Option(names = "--thread", paramLabel = "GLOB", description = "Only threads whose name matches.")
    private String thread;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "From this time after the start, such as 500ms, 10s, 2m.")
    private String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Up to this time after the start.")
    private String to;

    @Option(names = "--whole", description = "Also what is outside the measured window.")
    private boolean whole;

    @Option(names = "--normalize", description = "Names of lambdas and hidden classes without run-dependent parts.")
    private boolean normalize;

    @Option(names = "--threads", paramLabel = "N", description = "Threads that read (default: one per processor).")
    private int parallelism = Runtime.getRuntime().availableProcessors();

    /** What to read; without an event named, the most telling kind only. */
    ReadOptions readOptions(CommonOptions common) {
        return readOptions(common, false);
    }

    /** What to read; without an event named, the most telling kind only or all kinds. */
    ReadOptions readOptions(CommonOptions common, boolean allEvents) {
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
        return options.withRange(offset(common, "--from", from), offset(common, "--to", to))
                .withMeasuredWindowOnly(!whole)
                .withNormalizedHidden(normalize)
                .withParallelism(parallelism);
    }

    /** Whether only a part of the samples is asked for. */
    boolean part() {
        return thread != null || from != null || to != null || whole;
    }

    private static Duration offset(CommonOptions common, String option, String text) {
        if (text == null) {
            return null;
        }
        Matcher matcher = OFFSET.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw common.usage(option + " needs a time such as 500ms, 10s or 2m, not '" + text + "'");
        }
        String unit = matcher.group(2) == null ? "s" : matcher.group(2);
        double nanos =
                switch (unit) {
                    case "ns" -> 1;
                    case "us" -> 1e3;
                    case "ms" -> 1e6;
                    case "s" -> 1e9;
                    case "m" -> 60e9;
                    default -> 3600e9;
                };
        return Duration.ofNanos(Math.round(Double.parseDouble(matcher.group(1)) * nanos));
    }
}
