package tallyflame.analysis.functions;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tallyflame.flamegraphs.Frames;
import tallyflame.flamegraphs.FunctionTotals;
import tallyflame.flamegraphs.FunctionTotals.Function;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.Quantity;

/**
 * The functions of the user's own code; the self weight of each includes all that it calls outside of that code.
 *
 * @param code the code in short, such as {@code com.acme.**}
 * @param table its functions; shares are of the weight of all stacks
 * @param parts where all weight went
 */
public record OwnFunctions(String code, FunctionTable table, Parts parts) {
    private static final int MOST_NAMES = 3;

    /**
     * The functions of a profile.
     *
     * @param owns tells whether a class, by its name with dots, is the user's own
     * @param threads how many threads may sum, at least 1
     * @return empty if no stack has any of the user's own code
     */
    public static Optional<OwnFunctions> of(Profile profile, Predicate<String> owns, int threads) {
        boolean[] own = ownMethods(profile.frames(), owns);
        return of(profile, own, FunctionTable.folded(profile, method -> own[method], threads));
    }

    /**
     * All functions of a profile, and those of the user's own code.
     *
     * @param own empty if no stack has any of the user's own code
     */
    public record WithAll(FunctionTable all, Optional<OwnFunctions> own) {}

    /** What {@link FunctionTable#of} and {@link #of} answer, at little more than the price of one. */
    public static WithAll withAll(Profile profile, Predicate<String> owns, int threads) {
        boolean[] own = ownMethods(profile.frames(), owns);
        List<List<Function>> both = FunctionTotals.both(profile.tree(), method -> own[method], threads);
        return new WithAll(
                FunctionTable.of(profile, both.get(0), method -> true),
                of(profile, own, FunctionTable.of(profile, both.get(1), method -> own[method])));
    }

    private static boolean[] ownMethods(Frames frames, Predicate<String> owns) {
        boolean[] own = new boolean[frames.methods()];
        for (int method = 0; method < own.length; method++) {
            String className = frames.className(method);
            own[method] = !className.isEmpty() && owns.test(className);
        }
        return own;
    }

    private static Optional<OwnFunctions> of(Profile profile, boolean[] own, FunctionTable table) {
        if (table.functions().isEmpty()) {
            return Optional.empty();
        }
        Set<String> classes = new TreeSet<>();
        for (int method = 0; method < own.length; method++) {
            if (own[method]) {
                classes.add(profile.frames().className(method));
            }
        }
        return Optional.of(new OwnFunctions(names(classes), table, Parts.of(profile.tree(), own)));
    }

    /** Where all weight went, in one line. */
    public String line() {
        double onStack = parts.total() == 0 ? 0 : (double) parts.ownOnStack() / parts.total();
        return code + " is on the stack of " + Quantity.percent(onStack) + "; of all: " + parts.words()
                + (parts.withoutMachine() ? " (no code of kernel or JVM was sampled)" : "");
    }

    /** The packages of some classes, those below one in one word; without a package, the classes. */
    static String names(Set<String> ownClasses) {
        TreeSet<String> packages = new TreeSet<>();
        TreeSet<String> classes = new TreeSet<>();
        for (String className : ownClasses) {
            String name = FrameMethods.outermost(className);
            int end = name.lastIndexOf('.');
            (end < 0 ? classes : packages).add(end < 0 ? name : name.substring(0, end));
        }
        List<String> names = packages.stream()
                .collect(Collectors.groupingBy(OwnFunctions::firstTwo, TreeMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(group -> common(group) + ".**")
                .collect(Collectors.toList());
        names.addAll(classes);
        return String.join(", ", names.subList(0, Math.min(MOST_NAMES, names.size())))
                + (names.size() > MOST_NAMES ? ", …" : "");
    }

    private static String firstTwo(String name) {
        String[] parts = name.split("\\.", 3);
        return parts.length < 2 ? name : parts[0] + "." + parts[1];
    }

    /** The longest package that is around all of some, or one of them. */
    private static String common(List<String> packages) {
        String common = packages.get(0);
        for (String name : packages) {
            while (!(name + ".").startsWith(common + ".")) {
                common = common.substring(0, common.lastIndexOf('.'));
            }
        }
        return common;
    }
}
