package tallyflame.analysis.statistics;

import java.util.List;
import org.apache.commons.math3.distribution.TDistribution;
import tallyflame.runs.Interval;

/**
 * A share of weight that was sampled in several units, such as executors, which are alike within and differ from each other: the ratio
 * estimator of cluster sampling (W. G. Cochran, "Sampling Techniques", 3rd edition, 1977, sections 6.3 and 9A.1), with
 * Student's t on one degree of freedom less than there are units. Samples are not taken for independent, only units are.
 */
public final class ShareOverUnits {
    private static final double UPPER = 0.975;

    /**
     * A unit.
     *
     * @param part weight whose share is asked for
     * @param whole all weight
     */
    public record Unit(double part, double whole) {}

    private ShareOverUnits() {}

    /** The share with its 95 % interval; from 0 to 1 where there is but one unit, which tells nothing about others. */
    public static Interval of(List<Unit> units) {
        double whole = units.stream().mapToDouble(Unit::whole).sum();
        double share = units.stream().mapToDouble(Unit::part).sum() / whole;
        int n = units.size();
        if (n < 2) {
            return new Interval(share, 0, 1);
        }
        double squares = 0;
        for (Unit unit : units) {
            double residual = unit.part() - share * unit.whole();
            squares += residual * residual;
        }
        double error = Math.sqrt(squares * n / (n - 1)) / whole;
        double half = new TDistribution(null, n - 1.0).inverseCumulativeProbability(UPPER) * error;
        return new Interval(share, Math.max(0, share - half), Math.min(1, share + half));
    }
}
