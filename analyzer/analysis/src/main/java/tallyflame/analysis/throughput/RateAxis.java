package tallyflame.analysis.throughput;

import java.util.ArrayList;
import java.util.List;

/**
 * An axis from 0 to a power of ten: each decade beyond 1 is as long as any other, and what is under 1 has as much room as
 * {@code log(1 + x)} gives it. Bars begin at 0, which no logarithmic axis has.
 *
 * @param to exponent of its end
 */
record RateAxis(int to) {
    /** The shortest axis that holds rates and budgets. */
    static RateAxis of(List<ModuleThroughput> rates, List<SurveyDemand> budgets) {
        double most = 1;
        for (ModuleThroughput rate : rates) {
            most = Math.max(most, rate.hasInterval() ? rate.high() : rate.value());
        }
        for (SurveyDemand budget : budgets) {
            most = Math.max(most, budget.perCore());
        }
        return new RateAxis(Math.max(1, (int) Math.ceil(Math.log10(most))));
    }

    /** Where a value is, 0 at the beginning and 1 at the end; what is beyond is at the end. */
    double position(double value) {
        return value <= 0 ? 0 : Math.min(1, Math.log1p(value) / Math.log1p(Math.pow(10, to)));
    }

    /** 0 and the powers of ten on the axis. */
    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>(List.of(0.0));
        for (int exponent = 0; exponent <= to; exponent++) {
            ticks.add(Math.pow(10, exponent));
        }
        return ticks;
    }
}
