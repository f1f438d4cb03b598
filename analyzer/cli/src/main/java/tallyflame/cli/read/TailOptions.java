package tallyflame.cli.read;

import java.time.Duration;
import java.util.regex.PatternSyntaxException;
import picocli.CommandLine.Option;
import tallyflame.analysis.spans.SpanFilter;
import tallyflame.cli.options.CommonOptions;
import tallyflame.cli.options.Durations;
import tallyflame.cli.options.Shares;

/** Options that name spans, and say which of them are the slow ones. */
class TailOptions {
    @Option(
            names = "--span",
            paramLabel = "REGEX",
            description = "Spans whose whole name matches, such as checkout or alert, or events of this type, such as"
                    + " jdk.SocketRead.")
    private String name;

    @Option(
            names = "--slower-than",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "Those of them that took longer, such as 100ms.")
    private Duration slowerThan;

    @Option(
            names = "--slowest",
            paramLabel = "SHARE",
            converter = Shares.class,
            description = "This share of the spans of each name, the slowest, such as 1%%.")
    private Double slowest;

    /** The name that was asked for; empty if none was. */
    final String name() {
        return name == null ? "" : name;
    }

    /** Nanoseconds that they took longer than; negative if that was not asked for. */
    final long slowerThan() {
        return slowerThan == null ? -1 : slowerThan.toNanos();
    }

    /** The share that was asked for, above 0; {@code null} if none was. */
    final Double slowest(CommonOptions common) {
        if (slowest != null && slowest <= 0) {
            throw common.usage("--slowest must be above 0");
        }
        return slowest;
    }

    /** Whether any of this was asked for. */
    boolean asked() {
        return name != null || slowerThan != null || slowest != null;
    }

    /**
     * Spans of that name.
     *
     * @throws IllegalArgumentException if the shares are not in order; the message says so
     */
    final SpanFilter filter(CommonOptions common, long nanos, double from, double to) {
        try {
            return new SpanFilter(name(), nanos, from, to);
        } catch (PatternSyntaxException e) {
            throw common.usage("--span needs a regular expression, not '" + name + "': " + e.getDescription());
        }
    }
}
