package tallyflame.analysis.functions;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tallyflame.analysis.statistics.Interval;
import tallyflame.analysis.statistics.Wilson;
import tallyflame.flamegraphs.Frames;
import tallyflame.flamegraphs.Profile;

/**
 * The functions of a profile, those with the largest self weight first, then by total and name.
 *
 * @param event kind of event
 * @param unit unit of the weights
 * @param total weight of all stacks
 * @param samples samples of all stacks
 * @param functions one row for each function
 */
public record FunctionTable(String event, String unit, long total, long samples, List<Function> functions) {
    /** Under this many samples a share says little. */
    public static final int ENOUGH_SAMPLES = 100;

    /**
     * One function.
     *
     * @param name {@code pkg.Class.method} or a bare symbol; overloads are one function
     * @param self weight of the stacks whose top frame is the function
     * @param total weight of the stacks that contain it, recursion counted once
     * @param selfSamples samples whose top frame is the function
     * @param samples samples whose stack contains it, recursion counted once
     */
    public record Function(String name, long self, long total, long selfSamples, long samples) {}

    public FunctionTable {
        functions = List.copyOf(functions);
    }

    /** The functions of a profile. */
    public static FunctionTable of(Profile profile) {
        return of(profile, 1);
    }

    /**
     * The functions of a profile.
     *
     * @param threads how many threads may sum, at least 1
     */
    public static FunctionTable of(Profile profile, int threads) {
        Map<String, Integer> numbers = new HashMap<>();
        int[] functionOf = functionsOfMethods(profile.frames(), numbers);
        String[] names = new String[numbers.size()];
        numbers.forEach((name, number) -> names[number] = name);
        FunctionTotals sums = FunctionTotals.of(profile.tree(), functionOf, names.length, threads);
        List<Function> functions = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            if (sums.samples[i] > 0) {
                functions.add(
                        new Function(names[i], sums.self[i], sums.total[i], sums.selfSamples[i], sums.samples[i]));
            }
        }
        functions.sort(Comparator.comparingLong(Function::self)
                .thenComparingLong(Function::total)
                .reversed()
                .thenComparing(Function::name));
        return new FunctionTable(
                profile.event(),
                profile.unit(),
                profile.tree().weight(),
                profile.tree().samples(),
                functions);
    }

    private static int[] functionsOfMethods(Frames frames, Map<String, Integer> numbers) {
        int[] functionOf = new int[frames.methods()];
        for (int method = 0; method < functionOf.length; method++) {
            functionOf[method] = numbers.computeIfAbsent(frames.functionName(method), name -> numbers.size());
        }
        return functionOf;
    }

    /** The share of the samples whose top frame is the function, with its 95 % interval. */
    public Interval selfShare(Function function) {
        return Wilson.share(function.selfSamples(), samples);
    }

    /** The share of the samples whose stack contains the function, with its 95 % interval. */
    public Interval totalShare(Function function) {
        return Wilson.share(function.samples(), samples);
    }

    /** The same table with the first rows only. */
    public FunctionTable top(int rows) {
        return new FunctionTable(event, unit, total, samples, functions.subList(0, Math.min(rows, functions.size())));
    }
}
