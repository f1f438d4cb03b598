package tallyflame.cli.options;

import java.io.IOException;
import java.time.Duration;
import java.util.regex.PatternSyntaxException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.analysis.spans.SpanFilter;
import tallyflame.analysis.spans.SpanSet;
import tallyflame.recordings.ReadOptions;

/** Options of the verbs that can be asked about some spans. */
public final class SpanOptions {
    /** Two percentiles. */
    private record Range(double from, double to) {}

    /** Reads {@code p40,p60}. */
    static final class Percentiles implements ITypeConverter<Range> {
        @Override
        public Range convert(String text) {
            String[] ends = text.replace("p", "").split(",", -1);
            try {
                if (ends.length == 2) {
                    return new Range(Double.parseDouble(ends[0]) / 100, Double.parseDouble(ends[1]) / 100);
                }
            } catch (NumberFormatException e) {
                // Told below.
            }
            throw new TypeConversionException("needs two percentiles such as p40,p60, not '" + text + "'");
        }
    }

    @Option(
            names = "--span",
            paramLabel = "REGEX",
            description =
                    "Only within spans whose whole name matches, such as checkout or alert, or within events of this"
                            + " type, such as jdk.SocketRead.")
    private String name;

    @Option(
            names = "--slower-than",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "Only spans that took longer, such as 100ms.")
    private Duration slowerThan;

    @Option(
            names = "--slowest",
            paramLabel = "SHARE",
            converter = Shares.class,
            description = "Only this share of the spans of each name, the slowest, such as 1%%.")
    private Double slowest;

    @Option(
            names = "--between",
            paramLabel = "P,P",
            converter = Percentiles.class,
            description = "Only spans between two percentiles of their name, such as p40,p60.")
    private Range between;

    /** Whether spans are asked for. */
    public boolean asked() {
        return name != null || slowerThan != null || slowest != null || between != null;
    }

    /** Refuses the options where the answer is not about samples. */
    public void refuse(CommonOptions common) {
        if (asked()) {
            throw common.usage("--span, --slower-than, --slowest and --between choose samples; a trace has none");
        }
    }

    /** Which spans are meant. */
    public SpanFilter filter(CommonOptions common) {
        if (slowest != null && between != null) {
            throw common.usage("--slowest and --between are two choices of the same; ask for one");
        }
        double from = slowest != null ? 1 - slowest : between != null ? between.from() : 0;
        double to = between != null ? between.to() : 1;
        try {
            return new SpanFilter(name == null ? "" : name, slowerThan == null ? -1 : slowerThan.toNanos(), from, to);
        } catch (PatternSyntaxException e) {
            throw common.usage("--span needs a regular expression, not '" + name + "': " + e.getDescription());
        } catch (IllegalArgumentException e) {
            throw common.usage(slowest != null ? "--slowest must be above 0" : "--between: " + e.getMessage());
        }
    }

    /** The samples within the spans alone, and says on standard error which those are; the same options if none are asked for. */
    public ReadOptions narrow(CommonOptions common, Evidence evidence, ReadOptions options) throws IOException {
        if (!asked()) {
            return options;
        }
        return read(common, evidence).narrow(options);
    }

    /** The spans that are meant, and says on standard error which those are. */
    public SpanSet read(CommonOptions common, Evidence evidence) throws IOException {
        SpanSet spans = SpanSet.read(evidence, filter(common));
        common.err().println(spans.words());
        common.err().flush();
        return spans;
    }
}
