package tallyflame.junit;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import tallyflame.counts.Branch;
import tallyflame.counts.BranchOutcome;
import tallyflame.counts.ClassCounts;
import tallyflame.counts.MethodCounts;

/**
 * A line of a function, as messages show it.
 *
 * @param line its number
 */
record Place(Function function, int line) {
    /** File, number and source of the line. */
    String text(Counts counts) {
        ClassCounts type = counts.type(function);
        String source = Sources.line(Sources.of(type), line);
        return type.sourceFile() + ":" + line + (source.isEmpty() ? "" : " `" + source + "`");
    }

    long hits(Counts counts) {
        return counts.methods(function).stream()
                .flatMap(method -> method.lines().stream())
                .filter(one -> one.line() == line)
                .mapToLong(one -> one.hits())
                .sum();
    }

    /** The branch that sent control to the line most often, or the line's own if none leads there; empty if neither is. */
    String sender(Counts counts) {
        List<Branch> branches = counts.methods(function).stream()
                .map(MethodCounts::branches)
                .flatMap(List::stream)
                .toList();
        Optional<Branch> sender =
                branches.stream().filter(branch -> sent(branch) > 0).max(Comparator.comparingLong(this::sent));
        if (sender.isEmpty()) {
            sender = branches.stream().filter(branch -> branch.line() == line).findFirst();
        }
        return sender.map(branch -> "; sent there by the branch of line " + branch.line() + ": " + outcomes(branch))
                .orElse("");
    }

    private long sent(Branch branch) {
        return branch.outcomes().stream()
                .filter(outcome -> outcome.toLine() == line)
                .mapToLong(BranchOutcome::count)
                .sum();
    }

    private static String outcomes(Branch branch) {
        return branch.outcomes().stream()
                .map(outcome -> branch.line() + "→" + outcome.toLine() + " " + number(outcome.count()))
                .collect(Collectors.joining(", "));
    }

    static String number(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }
}
