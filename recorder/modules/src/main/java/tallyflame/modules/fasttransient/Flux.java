package tallyflame.modules.fasttransient;

/**
 * A flux on the scale of zero point 27.5 that is sampled.
 *
 * @param value 10^(0.4 (27.5 - m))
 * @param error standard deviation
 */
record Flux(double value, double error) {
    private static final double ZERO_POINT = 27.5;
    private static final double LN10_OVER_2_5 = Math.log(10) / 2.5;

    /** The flux of a magnitude. */
    static Flux of(double magnitude, double sigma) {
        double value = Math.pow(10, 0.4 * (ZERO_POINT - magnitude));
        return new Flux(value, sigma * value * LN10_OVER_2_5);
    }

    /** The sample for the smallest of the normal numbers. */
    double lowest(double smallest) {
        return value + error * smallest;
    }
}
