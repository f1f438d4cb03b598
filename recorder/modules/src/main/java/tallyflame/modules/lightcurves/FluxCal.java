package tallyflame.modules.lightcurves;

/** Magnitudes as fluxes on the scale of SNANA (zero point 27.5), with that program's rounded constants. */
public final class FluxCal {
    private static final double SCALE = 1e11;
    private static final double ERROR_SCALE = 9.21034e10;
    private static final double ERROR_EXPONENT = -0.921034;

    private FluxCal() {}

    /** The flux of a magnitude. */
    public static double flux(double magnitude) {
        return Math.pow(10, -0.4 * magnitude) * SCALE;
    }

    /** The error of the flux of a magnitude with an error. */
    public static double error(double magnitude, double sigma) {
        return ERROR_SCALE * Math.exp(ERROR_EXPONENT * magnitude) * sigma;
    }
}
