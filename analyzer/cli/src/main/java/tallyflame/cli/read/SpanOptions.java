package tallyflame.cli.read;

import java.io.IOException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.analysis.spans.SpanFilter;
import tallyflame.analysis.spans.SpanSet;
import tallyflame.cli.options.CommonOptions;

/** Options of the verbs that can be asked about some spans. */
final class SpanOptions extends TailOptions {
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
            names = "--between",
            paramLabel = "P,P",
            converter = Percentiles.class,
            description = "Only spans between two percentiles of their name, such as p40,p60.")
    private Range between;

    /** Whether spans are asked for. */
    @Override
    boolean asked() {
        return super.asked() || between != null;
    }

    /** Which spans are meant. */
    SpanFilter filter(CommonOptions common) {
        Double slowest = slowest(common);
        if (slowest != null && between != null) {
            throw common.usage("--slowest and --between are two choices of the same; ask for one");
        }
        double from = slowest != null ? 1 - slowest : between != null ? between.from() : 0;
        double to = between != null ? between.to() : 1;
        try {
            return filter(common, slowerThan(), from, to);
        } catch (IllegalArgumentException e) {
            throw common.usage("--between: " + e.getMessage());
        }
    }

    /** The spans that are meant, and says on standard error which those are. */
    SpanSet read(CommonOptions common, Evidence evidence) throws IOException {
        SpanSet spans = SpanSet.read(evidence, filter(common));
        common.err().println(spans.words());
        common.err().flush();
        return spans;
    }
}
