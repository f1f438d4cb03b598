package tallyflame.analysis.check;

import java.util.Locale;
import tallyflame.analysis.statistics.MeanDifference;

/** Decides whether values keep limits. */
final class Judge {
    private static final int FEW = 40;
    /** More forks than this nobody runs. */
    private static final double MOST_FORKS = 1e6;

    private Judge() {}

    /** The verdict on a value; the interval of a deterministic one is a point. */
    static Verdict verdict(Value value, double limit, boolean floor) {
        if (!value.known() || Double.isNaN(limit) || !value.undecided().isEmpty()) {
            return Verdict.UNDECIDED;
        }
        if (floor) {
            return value.low() >= limit ? Verdict.PASS : value.high() < limit ? Verdict.FAIL : Verdict.UNDECIDED;
        }
        return value.high() <= limit ? Verdict.PASS : value.low() > limit ? Verdict.FAIL : Verdict.UNDECIDED;
    }

    /**
     * How many more forks would narrow the interval to less than the distance between value and limit, if value and spread stay as
     * they are; {@code null} if no reasonable number would.
     */
    static Integer moreForks(Value value, double limit) {
        if (value.forks() == 0 || !value.known() || Double.isNaN(limit) || Double.isNaN(value.low())) {
            return null;
        }
        double distance = Math.abs(value.value() - limit);
        double half = (value.high() - value.low()) / 2;
        double deviation = half / quantile(value.forks()) * Math.sqrt(value.forks());
        for (int forks = Math.max(value.forks() + 1, 3); forks <= FEW; forks++) {
            if (quantile(forks) * deviation / Math.sqrt(forks) < distance) {
                return forks - value.forks();
            }
        }
        // From here on the quantile hardly changes any more.
        double root = quantile(FEW) * deviation / distance;
        double forks = Math.max(root * root, value.forks() + 1.0);
        return forks <= MOST_FORKS ? (int) Math.ceil(forks) - value.forks() : null;
    }

    /** Under three forks the noise is known from elsewhere. */
    private static double quantile(int forks) {
        return MeanDifference.quantile(forks < 3 ? Double.POSITIVE_INFINITY : forks - 1);
    }

    /** A value with so many digits as tell it from its limit. */
    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, Math.abs(value) >= 1000 ? "%,.1f" : "%.4g", value);
    }
}
