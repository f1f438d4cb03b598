package tallyflame.analysis.spans;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tallyflame.flamegraphs.Quantity;

/**
 * Which spans are meant: by name, then by how long they took, each compared with those of its own name.
 *
 * @param name regular expression that names match as a whole, or the full name of a type of event; empty for any name of a span
 * @param slowerThan nanoseconds that a span takes longer than; negative for any
 * @param from share of the spans of a name that are faster than the fastest one meant
 * @param to share of the spans of a name that are not slower than the slowest one meant
 */
public record SpanFilter(String name, long slowerThan, double from, double to) {
    /** A share such as 0.29 is no exact number, and its product with a count must not miss a whole one for it. */
    private static final double ROUNDING = 1e-9;

    /** All spans, whatever their name. */
    public static final SpanFilter ALL = new SpanFilter("", -1, 0, 1);

    /**
     * Checks the shares.
     *
     * @throws IllegalArgumentException if they are not in order within 0 to 1; the message says so
     * @throws java.util.regex.PatternSyntaxException if the name is no regular expression
     */
    public SpanFilter {
        Pattern.compile(name);
        if (!(0 <= from && from < to && to <= 1)) {
            throw new IllegalArgumentException(
                    "percentiles from p0 to p100 in rising order are needed, not p" + from * 100 + ",p" + to * 100);
        }
    }

    /** Whether some spans are left out for how long they took. */
    public boolean byDuration() {
        return slowerThan >= 0 || from > 0 || to < 1;
    }

    boolean named(String other) {
        return name.isEmpty() || name.equals(other) || Pattern.matches(name, other);
    }

    /** Of spans of all names, those that are meant, in order of their start. */
    List<Span> choose(List<Span> spans) {
        return spans.stream().collect(Collectors.groupingBy(Span::name)).values().stream()
                .flatMap(same -> ranked(same).stream())
                .filter(span -> span.nanos() > slowerThan)
                .sorted(Comparator.comparingLong(Span::start))
                .toList();
    }

    private List<Span> ranked(List<Span> same) {
        List<Span> byTime = same.stream()
                .sorted(Comparator.comparingLong(Span::nanos).thenComparingLong(Span::start))
                .toList();
        int first = (int) Math.floor(from * byTime.size() + ROUNDING);
        int end = (int) Math.ceil(to * byTime.size() - ROUNDING);
        return byTime.subList(Math.min(first, byTime.size() - 1), Math.max(end, first + 1));
    }

    /** The spans that are meant, in words. */
    String words() {
        String which = from > 0 || to < 1
                ? to == 1
                        ? "the slowest " + Quantity.percent(1 - from) + " of each name"
                        : "between the percentiles " + Quantity.number(100 * from) + " and " + Quantity.number(100 * to)
                : "";
        String slower = slowerThan >= 0 ? "slower than " + Quantity.of(slowerThan, "ns") : "";
        return which.isEmpty() || slower.isEmpty() ? which + slower : which + ", " + slower;
    }
}
