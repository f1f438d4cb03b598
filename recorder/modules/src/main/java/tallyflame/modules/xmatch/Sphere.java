package tallyflame.modules.xmatch;

/** Angles on the celestial sphere. */
final class Sphere {
    private static final double ARCSEC_PER_DEGREE = 3600;

    private Sphere() {}

    /**
     * Separation of two places in arcsec, by the formula of Vincenty, which is precise at all separations.
     *
     * @param ra1 degrees, as all arguments
     */
    static double separation(double ra1, double dec1, double ra2, double dec2) {
        double difference = Math.toRadians(ra2 - ra1);
        double sin1 = Math.sin(Math.toRadians(dec1));
        double cos1 = Math.cos(Math.toRadians(dec1));
        double sin2 = Math.sin(Math.toRadians(dec2));
        double cos2 = Math.cos(Math.toRadians(dec2));
        double across = cos2 * Math.sin(difference);
        double up = cos1 * sin2 - sin1 * cos2 * Math.cos(difference);
        double along = sin1 * sin2 + cos1 * cos2 * Math.cos(difference);
        return Math.toDegrees(Math.atan2(Math.sqrt(across * across + up * up), along)) * ARCSEC_PER_DEGREE;
    }

    /** Square of the straight distance of two points of the unit sphere at a separation in arcsec. */
    static double squaredChord(double arcsec) {
        double chord = 2 * Math.sin(Math.min(Math.PI / 2, Math.toRadians(arcsec / ARCSEC_PER_DEGREE) / 2));
        return chord * chord;
    }
}
