package tallyflame.counts.times;

/**
 * What probes cost in the traced JVM, nanoseconds, medians measured there.
 *
 * @param call entry and exit of a method, as its caller sees them
 * @param inside the part of {@code call} that counts for the method itself
 * @param line entering another line
 * @param again entering the same line again, for which no clock is read; not compensated
 */
public record ProbeCost(double call, double inside, double line, double again) {
    private static final double PICOS = 1000;

    /** The cost where everything takes a number of times as long, as on a machine that is shared. */
    public ProbeCost times(double factor) {
        return new ProbeCost(factor * call, factor * inside, factor * line, factor * again);
    }

    /** Costs from picoseconds in the order of the components. */
    public static ProbeCost of(long[] picos) {
        return new ProbeCost(picos[0] / PICOS, picos[1] / PICOS, picos[2] / PICOS, picos[3] / PICOS);
    }
}
