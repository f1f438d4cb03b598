package tallyflame.analysis.diff;

/**
 * How much executions of the very same thing differ from one fork to the next, as standard deviations relative to the value.
 *
 * @param throughput of alerts per second
 * @param functions of the time of a function or line, over and above what the number of samples explains
 * @param forks how many executions this was measured on, 0 if it is assumed
 */
public record Noise(double throughput, double functions, int forks) {
    /** In place of a calibration: forks that differ by a tenth are common on shared machines. */
    public static final Noise ASSUMED = new Noise(0.10, 0.10, 0);

    /** Whether this was measured on this machine. */
    public boolean calibrated() {
        return forks > 0;
    }

    /** Degrees of freedom of the deviations. */
    double freedom() {
        return calibrated() ? forks - 1 : Double.POSITIVE_INFINITY;
    }
}
