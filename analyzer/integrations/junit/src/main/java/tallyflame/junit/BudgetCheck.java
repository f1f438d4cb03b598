package tallyflame.junit;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tallyflame.counts.Branch;
import tallyflame.counts.ClassCounts;
import tallyflame.counts.MethodCounts;

/**
 * A budget and what it means in the classes as they are loaded.
 *
 * @param function null for allocation
 * @param line 0 where no line is meant
 */
record BudgetCheck(Budget budget, Function function, int line) {
    /**
     * Finds out what a budget means.
     *
     * @param none counts of the class, all of them zero
     * @throws IllegalArgumentException if it names nothing, or several things
     */
    static BudgetCheck of(Budget budget, Counts none) {
        if (budget.max() < budget.min()) {
            throw new IllegalArgumentException(
                    "the budget's least, " + budget.min() + ", is above its most, " + budget.max());
        }
        if (budget.kind() == Budget.Kind.ALLOCATION) {
            if (budget.threads() == Threads.ALL) {
                throw new IllegalArgumentException("what all threads allocate is not known; use threads = OWN");
            }
            return new BudgetCheck(budget, null, 0);
        }
        Function function = Function.parse(budget.of());
        none.methods(function);
        boolean ofLine = budget.kind() == Budget.Kind.LINE_HITS || budget.kind() == Budget.Kind.BRANCH_HITS;
        BudgetCheck check = new BudgetCheck(budget, function, ofLine ? line(budget, function, none) : 0);
        if (budget.kind() == Budget.Kind.BRANCH_HITS) check.branches(none);
        return check;
    }

    private static int line(Budget budget, Function function, Counts none) {
        List<Integer> lines = none.methods(function).stream()
                .flatMap(method -> method.lines().stream())
                .map(one -> one.line())
                .distinct()
                .sorted()
                .toList();
        if (budget.text().isEmpty()) {
            if (lines.contains(budget.line())) return budget.line();
            throw new IllegalArgumentException(
                    budget.line() == 0
                            ? "a budget of a line needs its text or its number; kind = FUNCTION_HITS limits calls of "
                                    + function
                            : function + " has no code on line " + budget.line() + "; it has on "
                                    + join(lines.stream()));
        }
        ClassCounts type = none.type(function);
        List<String> source = Sources.of(type);
        if (source.isEmpty()) {
            throw new IllegalArgumentException("the source of " + type.name() + ", " + type.sourceFile()
                    + ", is not below this folder or one beside it; name its folder by -Dtallyflame.source, or the line by"
                    + " its number");
        }
        List<Integer> found = lines.stream()
                .filter(line -> Sources.line(source, line).contains(budget.text()))
                .toList();
        if (found.size() == 1) return found.get(0);
        throw new IllegalArgumentException(
                found.isEmpty()
                        ? "no line of " + function + " contains '" + budget.text() + "'; its lines are "
                                + lines.stream()
                                        .map(line -> line + " `" + Sources.line(source, line) + "`")
                                        .collect(Collectors.joining(", "))
                        : "several lines of " + function + " contain '" + budget.text() + "': " + join(found.stream()));
    }

    private static String join(Stream<Integer> lines) {
        return lines.map(String::valueOf).collect(Collectors.joining(", "));
    }

    private List<Branch> branches(Counts counts) {
        List<Branch> found = counts.methods(function).stream()
                .map(MethodCounts::branches)
                .flatMap(List::stream)
                .filter(branch -> branch.line() == line && branch.ordinal() == budget.branch())
                .filter(branch -> budget.outcome() < branch.outcomes().size())
                .toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException("line " + line + " of " + function + " has no outcome "
                    + budget.outcome() + " of a branch " + budget.branch());
        }
        return found;
    }

    /** What is wrong, as one line; empty if the budget was kept. */
    String excess(Counts counts) {
        long value = value(counts);
        if (value >= budget.min() && value <= budget.max()) return "";
        String limit = value > budget.max()
                ? "at most " + Place.number(budget.max())
                : "at least " + Place.number(budget.min());
        return what(counts) + ": " + Place.number(value) + " " + unit(value) + ", the budget is " + limit
                + (line == 0 ? "" : new Place(function, line).sender(counts));
    }

    private long value(Counts counts) {
        return switch (budget.kind()) {
            case LINE_HITS -> new Place(function, line).hits(counts);
            case BRANCH_HITS ->
                branches(counts).stream()
                        .mapToLong(branch ->
                                branch.outcomes().get(budget.outcome()).count())
                        .sum();
            case FUNCTION_HITS, FORBIDDEN_CALL ->
                counts.methods(function).stream()
                        .mapToLong(MethodCounts::entered)
                        .sum();
            case ALLOCATION -> counts.allocatedBytes();
        };
    }

    private String what(Counts counts) {
        if (function == null) return "allocation of the test's thread";
        return line == 0 ? function.toString() : function + ", " + new Place(function, line).text(counts);
    }

    private String unit(long value) {
        return switch (budget.kind()) {
            case LINE_HITS -> value == 1 ? "hit" : "hits";
            case BRANCH_HITS -> "times outcome " + budget.outcome();
            case FUNCTION_HITS, FORBIDDEN_CALL -> value == 1 ? "call" : "calls";
            case ALLOCATION -> "bytes";
        };
    }
}
