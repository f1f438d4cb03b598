package tallyflame.analysis.functions;

import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import tallyflame.analysis.statistics.WeightSum;
import tallyflame.flamegraphs.FunctionTotals;
import tallyflame.flamegraphs.FunctionTotals.Function;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.Profile.Sampling;
import tallyflame.runs.Interval;

/**
 * The functions of a profile, those with the largest self weight first, then by total and name.
 *
 * @param event kind of event
 * @param unit unit of the weights
 * @param total weight of all stacks
 * @param samples samples of all stacks
 * @param squares sum of the squares of their weights
 * @param sampling what the events are of all that happened
 * @param functions one row for each function
 * @param batches how shares differ from one part of the time to the next, where that is what their error depends on
 */
public record FunctionTable(
        String event,
        String unit,
        long total,
        long samples,
        double squares,
        Sampling sampling,
        List<Function> functions,
        Optional<TimeBatches> batches) {
    /** Under this many samples of equal weight a share says little. */
    public static final int ENOUGH_SAMPLES = 100;

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
        return of(profile, FunctionTotals.of(profile.tree(), threads), method -> true);
    }

    /**
     * The functions of some methods, each with the weight of what it calls that is not of these methods.
     *
     * @param own which methods, by their number in the frames of the profile
     * @param threads how many threads may sum, at least 1
     */
    public static FunctionTable folded(Profile profile, IntPredicate own, int threads) {
        return of(profile, FunctionTotals.folded(profile.tree(), own, threads), own);
    }

    static FunctionTable of(Profile profile, List<Function> functions, IntPredicate own) {
        return new FunctionTable(
                profile.event(),
                profile.unit(),
                profile.tree().weight(),
                profile.tree().samples(),
                profile.tree().squares(),
                profile.sampling(),
                functions,
                profile.samples()
                        .filter(samples -> profile.event().equals("wall") && TimeBatches.fit(samples))
                        .map(samples -> new TimeBatches(profile.tree(), samples, own)));
    }

    /** The share of the weight whose top frame is the function, with its 95 % interval where it has one. */
    public Interval selfShare(Function function) {
        WeightSum self = new WeightSum(function.self(), function.selfSamples(), function.selfSquares());
        Interval share = self.shareOf(all(), sampling);
        return batches.map(parts -> self.shareOf(all(), parts.self(function.name(), share.value())))
                .orElse(share);
    }

    /** The share of the weight whose stack contains the function, with its 95 % interval where it has one. */
    public Interval totalShare(Function function) {
        WeightSum whole = new WeightSum(function.total(), function.samples(), function.squares());
        Interval share = whole.shareOf(all(), sampling);
        return batches.map(parts -> whole.shareOf(all(), parts.total(function.name(), share.value())))
                .orElse(share);
    }

    private WeightSum all() {
        return new WeightSum(total, samples, squares);
    }

    /** How many samples of equal weight would tell as much. */
    public double effectiveSamples() {
        return all().effectiveSamples();
    }

    /** Whether there are too few samples for shares to say much. */
    public boolean tooFewSamples() {
        return samples == 0 || (sampling != Sampling.COMPLETE && effectiveSamples() < ENOUGH_SAMPLES);
    }

    /** The same table with the first rows only. */
    public FunctionTable top(int rows) {
        List<Function> first = functions.subList(0, Math.min(rows, functions.size()));
        return new FunctionTable(event, unit, total, samples, squares, sampling, first, batches);
    }
}
