package tallyflame.analysis.functions;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tallyflame.analysis.statistics.WeightSum;
import tallyflame.analysis.table.Answer;
import tallyflame.analysis.table.Table;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.Profile.Sampling;
import tallyflame.flamegraphs.Quantity;
import tallyflame.flamegraphs.StackForest;
import tallyflame.runs.Interval;

/**
 * Who calls a function: the weight of the stacks that contain it, by the function below its first frame, so that recursion counts
 * once and the weights add up to its total.
 *
 * @param function its full name
 * @param profile whose stacks
 * @param rows the callers, largest weight first
 */
public record Callers(String function, Profile profile, List<Caller> rows) {
    private static final String NOBODY = "(the first frame)";

    /**
     * One of them.
     *
     * @param name its full name
     * @param weight of the stacks in which it is the caller
     * @param samples how many stood behind it
     * @param squares sum of the squares of their weights
     */
    public record Caller(String name, double weight, long samples, double squares) {
        private Caller plus(Caller other) {
            return new Caller(name, weight + other.weight, samples + other.samples, squares + other.squares);
        }

        private WeightSum sum() {
            return new WeightSum(weight, samples, squares);
        }
    }

    /** The callers of a function; none if it is on no stack. */
    public static Callers of(Profile profile, String function) {
        StackForest tree = profile.tree();
        Map<String, Caller> callers = new HashMap<>();
        String[] callerAt = new String[tree.size()];
        for (int node = next(tree, StackForest.ROOT); node > 0; node = next(tree, node)) {
            int parent = tree.parent(node);
            callerAt[node] = callerAt[parent];
            if (callerAt[node] == null && name(tree, node).equals(function)) {
                callerAt[node] = parent == StackForest.ROOT ? NOBODY : name(tree, parent);
            }
            int stack = tree.stack(node);
            if (callerAt[node] != null && stack > 0) {
                Caller ending = new Caller(
                        callerAt[node], tree.stackWeight(stack), tree.stackSamples(stack), tree.stackSquares(stack));
                callers.merge(ending.name, ending, Caller::plus);
            }
        }
        return new Callers(
                function,
                profile,
                callers.values().stream()
                        .sorted(Comparator.comparingDouble(Caller::weight)
                                .reversed()
                                .thenComparing(Caller::name))
                        .toList());
    }

    /** The node after another, parents before children; 0 after the last. */
    private static int next(StackForest tree, int node) {
        int next = tree.firstChild(node);
        for (int left = node; next == 0 && left != StackForest.ROOT; left = tree.parent(left)) {
            next = tree.nextSibling(left);
        }
        return next;
    }

    private static String name(StackForest tree, int node) {
        return tree.frames().functionName(tree.frames().methodOf(tree.frame(node)));
    }

    /** The table of the first callers. */
    public Answer answer(int most) {
        Caller all = rows.stream().reduce(new Caller(function, 0, 0, 0), Caller::plus);
        List<Caller> shown = rows.subList(0, Math.min(most, rows.size()));
        // A reading of the wall clock sees all threads at once: these samples are not independent.
        boolean random =
                profile.sampling() == Sampling.RANDOM && !profile.event().equals("wall");
        Table<Caller> table = Table.of(shown).weight("weight", profile.unit(), caller -> Math.round(caller.weight));
        if (random) {
            table.shares("share", caller -> share(caller, all));
        } else {
            table.share("share", caller -> share(caller, all).value());
        }
        table.count("samples", Caller::samples).code("caller", Caller::name);
        return new Answer(
                        "Callers",
                        () -> new Document(
                                1,
                                function,
                                profile.event(),
                                profile.unit(),
                                shown.stream()
                                        .map(caller -> row(caller, share(caller, all), random))
                                        .toList()))
                .lines(function + ": " + Quantity.of(Math.round(all.weight), profile.unit()) + " of "
                        + profile.event() + " in " + Quantity.of(all.samples, "samples") + ", "
                        + Quantity.of(rows.size(), "callers") + ", " + Quantity.of(shown.size(), "shown")
                        + (random ? "" : "; shares have no interval: these events are not drawn one by one at random"))
                .table(table);
    }

    private Interval share(Caller caller, Caller all) {
        return caller.sum().shareOf(all.sum(), profile.sampling());
    }

    private static Row row(Caller caller, Interval share, boolean random) {
        return new Row(
                caller.name,
                Math.round(caller.weight),
                caller.samples,
                share.value(),
                random ? Table.known(share.low()) : null,
                random ? Table.known(share.high()) : null);
    }

    private record Document(int schema, String function, String event, String unit, List<Row> callers) {}

    private record Row(String name, long weight, long samples, double share, Double low, Double high) {}
}
