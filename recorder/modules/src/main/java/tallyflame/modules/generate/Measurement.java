package tallyflame.modules.generate;

/**
 * One visit of the survey to a place in the sky.
 *
 * @param jd Julian date in days
 * @param fid 1 g, 2 r, 3 i
 * @param magpsf difference magnitude; NaN for an upper limit, and then all after {@code diffmaglim} is NULL
 * @param diffmaglim 5-sigma limiting magnitude
 * @param isdiffpos {@code t} or {@code 1}: brighter than the template; {@code f} or {@code 0}: fainter
 * @param distnr distance to the nearest source of the template, in pixels
 * @param magnr magnitude of that source, -999 where there is none
 * @param ra right ascension in degrees
 * @param dec declination in degrees
 */
record Measurement(
        double jd,
        int fid,
        double magpsf,
        double sigmapsf,
        double diffmaglim,
        String isdiffpos,
        double distnr,
        double magnr,
        double sigmagnr,
        double ra,
        double dec) {
    /** A visit that saw nothing. */
    static Measurement upperLimit(double jd, int fid, double diffmaglim) {
        double none = Double.NaN;
        return new Measurement(jd, fid, none, none, diffmaglim, null, none, none, none, none, none);
    }

    boolean isDetection() {
        return !Double.isNaN(magpsf);
    }
}
