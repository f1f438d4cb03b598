package tallyflame.modules.lightcurves;

/**
 * Turns magnitudes of the difference image into apparent ("DC") magnitudes: the light of the template's source with that
 * of the difference added or taken away.
 */
public final class ApparentMagnitude {
    private static final double MAGNITUDE_ERROR = 1.0857;

    private ApparentMagnitude() {}

    /** Whether a sign of subtraction means that the source is brighter than the template; there are four signs. */
    public static boolean isPositive(String isdiffpos) {
        return "t".equals(isdiffpos) || "1".equals(isdiffpos);
    }

    /** Ten to the power of -0.4 m. */
    private static double flux(double magnitude) {
        return Math.pow(10, -0.4 * magnitude);
    }

    private static double total(double magpsf, double magnr, boolean positive) {
        if (Double.isNaN(magpsf) || magnr < 0) {
            return Double.NaN;
        }
        return positive ? flux(magnr) + flux(magpsf) : flux(magnr) - flux(magpsf);
    }

    /** The magnitude; NaN for an upper limit, without a source in the template, and where no light is left. */
    public static double magnitude(double magpsf, double magnr, boolean positive) {
        return -2.5 * Math.log10(total(magpsf, magnr, positive));
    }

    /** Its error; of the sign of the flux that is left. */
    public static double error(double magpsf, double sigmapsf, double magnr, double sigmagnr, boolean positive) {
        double difference = sigmapsf / MAGNITUDE_ERROR * flux(magpsf);
        double reference = sigmagnr / MAGNITUDE_ERROR * flux(magnr);
        double both = Math.sqrt(difference * difference + reference * reference);
        return both / total(magpsf, magnr, positive) * MAGNITUDE_ERROR;
    }
}
