package tallyflame.analysis.headline;

import java.util.Locale;
import java.util.Optional;
import tallyflame.flamegraphs.Quantity;

/** Says how much longer the slowest take than the others. */
final class Tail {
    /** A 99th percentile rests on a hundredth of what was measured. */
    private static final long ENOUGH = 500;

    private static final double WORTH_SAYING = 5;

    private Tail() {}

    /** The clause, if there is enough evidence, from times in microseconds. */
    static Optional<Clause> of(double median, double p99, long alerts) {
        if (alerts < ENOUGH || median <= 0 || p99 < WORTH_SAYING * median) {
            return Optional.empty();
        }
        String text = String.format(
                Locale.ROOT,
                "p99 %s× the median (%s against %s)",
                Quantity.count(Math.round(p99 / median)),
                Quantity.ofMicros(p99),
                Quantity.ofMicros(median));
        return Optional.of(new Clause(Clause.Kind.LATENCY, text, "report-latency"));
    }
}
