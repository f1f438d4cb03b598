package tallyflame.analysis.filters;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What filters left out of counts.
 *
 * @param filters the kinds of code asked for
 * @param methods left out whole
 * @param lines left out: lines of methods that are left out, and of others
 * @param outcomes outcomes of branches that are left out, or that became one with others
 * @param missing classes that nothing was left out of, because their class files are not here
 * @param refused methods that nothing was left out of, because their counts do not tell what would be left
 */
public record FilterLedger(
        List<CompilerCode> filters, int methods, int lines, int outcomes, List<String> missing, List<String> refused) {
    private static final int MOST_NAMES = 5;

    public FilterLedger {
        filters = List.copyOf(filters);
        missing = List.copyOf(missing);
        refused = List.copyOf(refused);
    }

    /** Two that were asked for the same, added up. */
    FilterLedger plus(FilterLedger other) {
        return new FilterLedger(
                filters,
                methods + other.methods,
                lines + other.lines,
                outcomes + other.outcomes,
                both(missing, other.missing),
                both(refused, other.refused));
    }

    private static List<String> both(List<String> some, List<String> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    /** The lines below a table. */
    public List<String> text() {
        String names = filters.size() == CompilerCode.values().length
                ? CompilerCode.ALL
                : filters.stream().map(CompilerCode::toString).collect(Collectors.joining(","));
        List<String> text = new ArrayList<>();
        text.add(String.format(
                Locale.ROOT,
                "made by compilers and left out (--filter %s): %d lines, %d outcomes of branches; %d methods whole",
                names,
                lines,
                outcomes,
                methods));
        left(text, "because their class files are not here (--classes names them)", missing);
        left(text, "because their counts do not tell what would be left", refused);
        return text;
    }

    private static void left(List<String> text, String reason, List<String> names) {
        if (!names.isEmpty()) {
            text.add("not filtered, " + reason + ": "
                    + names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "))
                    + (names.size() > MOST_NAMES ? " and " + (names.size() - MOST_NAMES) + " more" : ""));
        }
    }
}
