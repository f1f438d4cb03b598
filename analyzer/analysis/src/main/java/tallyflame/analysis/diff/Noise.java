package tallyflame.analysis.diff;

/**
 * How much executions of the very same thing differ from one fork to the next, as standard deviations relative to the value.
 *
 * @param throughput of alerts of a second of CPU time
 * @param functions of the time of a function or line, over and above what the number of samples and the fork as a whole explain;
 *     {@code null} if too few executions were sampled
 * @param waiting of the time that an alert waits, relative to all that it takes
 * @param othersCores processors that other programs kept busy meanwhile; {@code null} if that is not known. Under another load
 *     the noise is another
 * @param forks how many executions this was measured on, 0 if it was not
 */
public record Noise(double throughput, Double functions, double waiting, Double othersCores, int forks) {
    /** Nothing is known. */
    public static final Noise UNKNOWN = new Noise(0, null, 0, null, 0);

    /** Whether this was measured on this machine. */
    public boolean calibrated() {
        return forks > 0;
    }

    /** Whether that of functions was measured, too. */
    public boolean calibratedFunctions() {
        return calibrated() && functions != null;
    }

    /** Degrees of freedom of the deviations. */
    double freedom() {
        return Math.max(0, forks - 1);
    }
}
