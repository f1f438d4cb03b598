package tallyflame.cli.options;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a number of threads, or a range of them such as {@code 1..8}. */
public final class ThreadCounts implements ITypeConverter<ThreadCounts.Range> {
    /** Both ends included. */
    public record Range(int from, int to) {
        /** Every number of the range. */
        public List<Integer> all() {
            return IntStream.rangeClosed(from, to).boxed().toList();
        }
    }

    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,3})(?:\\.\\.([1-9][0-9]{0,3}))?");

    @Override
    public Range convert(String text) {
        Matcher matcher = FORM.matcher(text);
        if (matcher.matches()) {
            int from = Integer.parseInt(matcher.group(1));
            int to = matcher.group(2) == null ? from : Integer.parseInt(matcher.group(2));
            if (from <= to) {
                return new Range(from, to);
            }
        }
        throw new TypeConversionException(
                "needs a number of threads, at least 1, or a range such as 1..8, not '" + text + "'");
    }
}
