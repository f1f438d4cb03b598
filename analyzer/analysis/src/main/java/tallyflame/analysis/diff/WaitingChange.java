package tallyflame.analysis.diff;

import java.util.Objects;
import org.apache.commons.math3.stat.descriptive.moment.Mean;
import tallyflame.analysis.diff.version.MeasuredRate;
import tallyflame.analysis.diff.version.Version;
import tallyflame.analysis.statistics.MeanDifference;
import tallyflame.runs.Interval;

/**
 * How much longer an alert is asleep or waits for a lock, a file or a socket. It is a verdict of its own, because CPU time does not
 * see it.
 *
 * @param before seconds of an alert
 * @param after the same in the second version
 * @param difference with its 95 % interval; without ends (NaN) where nothing can be decided
 * @param pValue probability of a difference at least as large if nothing changed; 1 where nothing can be decided
 * @param least a smaller difference does not matter: a share of what an alert takes
 * @param undecided why there is no verdict, empty if there is one
 */
public record WaitingChange(
        double before, double after, Interval difference, double pValue, double least, String undecided) {
    /** Of what an alert takes: less is what clocks and schedulers do not agree on. */
    private static final double LEAST_SHARE = 0.02;

    /** Whether the second version waits longer beyond noise. */
    public boolean longer() {
        return pValue <= Spread.RATE && difference.value() > least;
    }

    /** Whether the second version waits shorter beyond noise. */
    public boolean shorter() {
        return pValue <= Spread.RATE && difference.value() < -least;
    }

    /** Whether there is a verdict, and it is that waiting changed. */
    public boolean differs() {
        return longer() || shorter();
    }

    /** Whether the interval leaves out that nothing changed, and yet chance does that too often for a verdict. */
    public boolean suspicious() {
        return !differs() && (difference.low() > 0 || difference.high() < 0) && Math.abs(difference.value()) > least;
    }

    /** Whether every fork of both versions knows how long it waited. */
    static boolean known(Version before, Version after) {
        return !before.rates().isEmpty()
                && !after.rates().isEmpty()
                && before.rates().stream().map(MeasuredRate::waiting).noneMatch(Objects::isNull)
                && after.rates().stream().map(MeasuredRate::waiting).noneMatch(Objects::isNull);
    }

    /** The change between two versions that know it. */
    static WaitingChange of(Version before, Version after, Noise noise) {
        double[] first =
                before.rates().stream().mapToDouble(MeasuredRate::waiting).toArray();
        double[] second =
                after.rates().stream().mapToDouble(MeasuredRate::waiting).toArray();
        double own = before.rates().stream()
                .mapToDouble(MeasuredRate::ownSeconds)
                .average()
                .orElseThrow();
        Loads loads = Loads.of(before, after);
        boolean calibrated = noise.calibrated() && loads.as(noise);
        int forks = Math.min(first.length, second.length);
        double difference = new Mean().evaluate(second) - new Mean().evaluate(first);
        String reason = forks < Spread.FORKS && !calibrated
                ? Spread.tooFew(first.length, second.length, Math.log1p(Math.abs(difference) / own))
                : "";
        MeanDifference change = Spread.of(first, second, noise.waiting() * own, calibrated ? noise.freedom() : 0)
                .difference(first, second);
        return new WaitingChange(
                new Mean().evaluate(first),
                new Mean().evaluate(second),
                reason.isEmpty() ? change.difference() : new Interval(difference, Double.NaN, Double.NaN),
                reason.isEmpty() ? change.pValue() : 1,
                LEAST_SHARE * own,
                reason);
    }
}
