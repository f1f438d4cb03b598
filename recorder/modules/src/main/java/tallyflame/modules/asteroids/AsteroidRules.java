package tallyflame.modules.asteroids;

/** Decides from counts and neighbours whether an alert comes from an asteroid. NaN fails every condition. */
final class AsteroidRules {
    /** No asteroid. */
    static final int NOT = 0;
    /** Seen for the first time. */
    static final int FIRST_DETECTION = 1;
    /** Seen at most twice, and not at a star. */
    static final int CANDIDATE = 2;
    /** A known minor planet is near. */
    static final int KNOWN = 3;

    private static final double STAR_SCORE = 0.76;
    private static final double NEAR_ARCSEC = 5;
    private static final double HALF_HOUR_DAYS = 30.0 / (24 * 60);
    private static final int FEW_DETECTIONS = 5;

    private AsteroidRules() {}

    /**
     * The flag; later rules overwrite earlier ones.
     *
     * @param valid number of valid magnitudes, the current one included
     * @param detections {@code ndethist}: detections at this place since the survey began
     * @param starScore {@code sgscore1}: 0 a galaxy, 1 a star
     * @param asteroidDistance {@code ssdistnr}, arcsec, negative for none
     * @param starDistance {@code distpsnr1}, arcsec, negative for none
     * @param sinceLastVisit days since the visit before, upper limits included
     */
    static int flag(
            int valid,
            double detections,
            double starScore,
            double asteroidDistance,
            double starDistance,
            double sinceLastVisit) {
        int flag = detections == 1 ? FIRST_DETECTION : NOT;
        if (starScore < STAR_SCORE && detections <= 2) {
            flag = CANDIDATE;
        }
        if (starDistance > 0 && starDistance < NEAR_ARCSEC) {
            flag = NOT;
        }
        if (valid == 2 && sinceLastVisit > HALF_HOUR_DAYS) {
            flag = NOT;
        }
        if (detections == 2 && valid == 1) {
            flag = NOT;
        }
        if (asteroidDistance >= 0
                && asteroidDistance < NEAR_ARCSEC
                && Math.abs(starDistance) - asteroidDistance > 0
                && detections <= FEW_DETECTIONS
                && valid <= FEW_DETECTIONS) {
            flag = KNOWN;
        }
        return flag;
    }
}
