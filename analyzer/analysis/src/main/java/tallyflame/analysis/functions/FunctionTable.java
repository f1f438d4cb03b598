package tallyflame.analysis.functions;

import java.util.List;
import tallyflame.analysis.statistics.Wilson;
import tallyflame.flamegraphs.FunctionTotals;
import tallyflame.flamegraphs.FunctionTotals.Function;
import tallyflame.flamegraphs.Profile;
import tallyflame.runs.Interval;

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
        return new FunctionTable(
                profile.event(),
                profile.unit(),
                profile.tree().weight(),
                profile.tree().samples(),
                FunctionTotals.of(profile.tree(), threads));
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
