package tallyflame.analysis.explain;

import java.util.List;
import java.util.function.ToDoubleFunction;
import tallyflame.analysis.spans.MeasuredSpan;

/**
 * A span with what was counted in it.
 *
 * @param span how long it took, and what on, without the perturbation of counters where the counts are of another pass
 * @param hits exact, in the order of {@link SpanWork#sites}; {@code null} where it was not counted
 */
record Observation(MeasuredSpan span, long[] hits) {
    boolean counted() {
        return hits != null;
    }

    static double mean(List<Observation> observations, ToDoubleFunction<Observation> value) {
        double sum = 0;
        for (Observation one : observations) {
            sum += value.applyAsDouble(one);
        }
        return sum / observations.size();
    }
}
