package tallyflame.analysis.allocation;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tallyflame.analysis.statistics.WeightSum;
import tallyflame.analysis.table.Answer;
import tallyflame.analysis.table.Table;
import tallyflame.flamegraphs.FrameType;
import tallyflame.flamegraphs.Frames;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.Profile.Sampling;
import tallyflame.flamegraphs.Quantity;
import tallyflame.flamegraphs.StackForest;

/** Sampled allocations by the class of the objects, and by the line that asked for them. */
public final class Allocations {
    /** Kinds of samples of allocations, the most telling first. */
    private static final List<String> EVENTS = List.of("alloc", "alloc-sample");

    private static final String LIVE = "live";
    private static final String UNKNOWN = "(no stack)";

    /** What a cell names of the other side: classes of a site, sites of a class. */
    private static final int NAMED = 2;

    /** Weight of a class or a site, and by what it is divided. */
    private static final class Sum {
        private final String name;
        private final Map<String, Long> others = new HashMap<>();
        private long weight;
        private long samples;
        private double squares;

        Sum(String name) {
            this.name = name;
        }

        WeightSum sum() {
            return new WeightSum(weight, samples, squares);
        }

        String others() {
            return others.entrySet().stream()
                    .sorted(Map.Entry.<String, Long>comparingByValue()
                            .reversed()
                            .thenComparing(Map.Entry.comparingByKey()))
                    .limit(NAMED)
                    .map(other -> other.getKey() + (others.size() == 1 ? "" : " " + percent(other.getValue())))
                    .collect(Collectors.joining(", "));
        }

        private String percent(long part) {
            return Quantity.percent(weight == 0 ? 0 : (double) part / weight);
        }
    }

    private final Profile profile;
    private final Predicate<String> own;
    private final Map<String, Sum> classes = new HashMap<>();
    private final Map<String, Sum> sites = new HashMap<>();

    private Allocations(Profile profile, Predicate<String> own) {
        this.profile = profile;
        this.own = own;
    }

    /**
     * The answer; none where no allocation was sampled.
     *
     * @param profiles of every kind of event
     * @param own whether a class is the user's own: a site is the innermost line of these, where a stack has one
     * @param most rows of each table
     */
    public static Optional<Answer> answer(List<Profile> profiles, Predicate<String> own, int most) {
        Optional<Profile> found = EVENTS.stream()
                .flatMap(event -> profiles.stream().filter(one -> one.event().equals(event)))
                .filter(one -> one.tree().weight() > 0)
                .findFirst();
        Optional<Profile> live =
                profiles.stream().filter(one -> one.event().equals(LIVE)).findFirst();
        return found.map(profile -> new Allocations(profile, own).read().answer(live, most));
    }

    private Allocations read() {
        StackForest tree = profile.tree();
        for (int node = 0; node < tree.size(); node++) {
            if (tree.stack(node) != 0) {
                add(tree, node, tree.stack(node));
            }
        }
        return this;
    }

    private void add(StackForest tree, int node, int stack) {
        boolean named = node != StackForest.ROOT && isClass(tree, node);
        String type = named ? tree.frames().functionName(tree.frames().methodOf(tree.frame(node))) : "(unknown class)";
        String site = site(tree, named ? tree.parent(node) : node);
        add(classes, type, site, tree, stack);
        add(sites, site, type, tree, stack);
    }

    private static void add(Map<String, Sum> sums, String name, String other, StackForest tree, int stack) {
        Sum sum = sums.computeIfAbsent(name, Sum::new);
        sum.weight += tree.stackWeight(stack);
        sum.samples += tree.stackSamples(stack);
        sum.squares += tree.stackSquares(stack);
        sum.others.merge(other, tree.stackWeight(stack), Long::sum);
    }

    private static boolean isClass(StackForest tree, int node) {
        return tree.frames().type(tree.frame(node)) == FrameType.CLASS;
    }

    /** The innermost line of the user's own code, else the innermost of all. */
    private String site(StackForest tree, int innermost) {
        Frames frames = tree.frames();
        for (int node = innermost; node > StackForest.ROOT; node = tree.parent(node)) {
            if (own.test(frames.className(frames.methodOf(tree.frame(node))))) {
                return place(frames, tree.frame(node));
            }
        }
        return innermost > StackForest.ROOT ? place(frames, tree.frame(innermost)) : UNKNOWN;
    }

    private static String place(Frames frames, int frame) {
        String function = frames.functionName(frames.methodOf(frame));
        int line = frames.shownLine(frame);
        return line > 0 ? function + ":" + line : function;
    }

    private Answer answer(Optional<Profile> live, int most) {
        List<Sum> byClass = sorted(classes);
        List<Sum> bySite = sorted(sites);
        Table<Sum> first = shares(table(byClass, most), "class");
        live.ifPresent(alive -> alive(first, alive));
        first.code("mostly at", Sum::others);
        Answer answer = new Answer("Allocation", first::objects)
                .lines(Quantity.of(profile.tree().weight(), profile.unit()) + " in "
                        + Quantity.count(profile.tree().samples()) + " samples of " + profile.event() + "; most are "
                        + byClass.get(0).name + ", and most come from " + bySite.get(0).name + ".");
        if (profile.sampling() == Sampling.BIASED) {
            answer.lines(
                    "With what probability an allocation was recorded is not known, so nobody can say how far the shares"
                            + " are off.");
        }
        return answer.table(first).table(shares(table(bySite, most), "line").code("mostly", Sum::others));
    }

    private static List<Sum> sorted(Map<String, Sum> sums) {
        return sums.values().stream()
                .sorted(Comparator.comparingLong((Sum sum) -> -sum.weight).thenComparing(sum -> sum.name))
                .toList();
    }

    private static Table<Sum> table(List<Sum> sums, int most) {
        return Table.of(sums.subList(0, Math.min(most, sums.size())));
    }

    private Table<Sum> shares(Table<Sum> table, String title) {
        StackForest tree = profile.tree();
        WeightSum all = new WeightSum(tree.weight(), tree.samples(), tree.squares());
        table.weight("allocated", profile.unit(), sum -> sum.weight);
        if (profile.sampling() == Sampling.RANDOM) {
            table.shares("share", sum -> sum.sum().shareOf(all, profile.sampling()));
        } else {
            table.share("share", sum -> (double) sum.weight / tree.weight());
        }
        return table.code(title, sum -> sum.name);
    }

    /** What of a class was still there when the recording ended. */
    private void alive(Table<Sum> table, Profile live) {
        Allocations still = new Allocations(live, own).read();
        table.weight(
                "still live",
                live.unit(),
                sum -> still.classes.containsKey(sum.name) ? still.classes.get(sum.name).weight : null);
    }
}
