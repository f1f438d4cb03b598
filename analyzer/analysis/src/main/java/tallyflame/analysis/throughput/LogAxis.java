package tallyflame.analysis.throughput;

import java.util.ArrayList;
import java.util.List;

/**
 * A logarithmic axis from one power of ten to another.
 *
 * @param from exponent of its beginning
 * @param to exponent of its end, larger
 */
record LogAxis(int from, int to) {
    /** The smallest axis that holds rates and budgets. */
    static LogAxis of(List<ModuleThroughput> rates, List<SurveyDemand> budgets) {
        double least = Double.MAX_VALUE;
        double most = 1;
        for (ModuleThroughput rate : rates) {
            least = Math.min(least, rate.low() > 0 ? rate.low() : rate.value());
            most = Math.max(most, rate.high());
        }
        for (SurveyDemand budget : budgets) {
            least = Math.min(least, budget.perCore());
            most = Math.max(most, budget.perCore());
        }
        int from = least > 0 && least < Double.MAX_VALUE ? (int) Math.floor(Math.log10(least)) : 0;
        return new LogAxis(from, Math.max(from + 1, (int) Math.ceil(Math.log10(most))));
    }

    /** Where a value is, 0 at the beginning and 1 at the end; what is outside is at the nearer end. */
    double position(double value) {
        if (value <= 0) {
            return 0;
        }
        return Math.max(0, Math.min(1, (Math.log10(value) - from) / (to - from)));
    }

    /** The powers of ten on the axis. */
    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        for (int exponent = from; exponent <= to; exponent++) {
            ticks.add(Math.pow(10, exponent));
        }
        return ticks;
    }

    /** A power of ten as it is written at the axis. */
    static String label(double tick) {
        if (tick >= 1e6) {
            return Math.round(tick / 1e6) + "M";
        }
        if (tick >= 1e3) {
            return Math.round(tick / 1e3) + "k";
        }
        return tick >= 1 ? String.valueOf(Math.round(tick)) : String.valueOf(tick);
    }
}
