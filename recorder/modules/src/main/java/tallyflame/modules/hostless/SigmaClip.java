package tallyflame.modules.hostless;

/**
 * Sigma clipping: keeps pixels within 3 standard deviations (about the mean) of the median, again and again until nothing
 * more is removed, but at most 10 times. The cap is reached by many real templates, so it is part of the result.
 */
final class SigmaClip {
    static final int MAX_ROUNDS = 10;
    private static final double SIGMAS = 3;

    private SigmaClip() {}

    /** Clips all finite pixels of an image. */
    static Clip clip(SortedPixels pixels) {
        return clip(pixels, 0, pixels.count());
    }

    /** Clips once more what an earlier clip left. */
    static Clip clip(SortedPixels pixels, Clip earlier) {
        return clip(pixels, earlier.from(), earlier.to());
    }

    private static Clip clip(SortedPixels pixels, int first, int end) {
        int from = first;
        int to = end;
        double low = Double.NaN;
        double high = Double.NaN;
        int rounds = 0;
        boolean changed = true;
        while (changed && rounds < MAX_ROUNDS) {
            rounds++;
            double centre = pixels.median(from, to);
            double reach = SIGMAS * pixels.deviation(from, to);
            low = centre - reach;
            high = centre + reach;
            int newFrom = pixels.firstAtLeast(low, from, to);
            int newTo = pixels.firstAbove(high, newFrom, to);
            changed = newFrom != from || newTo != to;
            from = newFrom;
            to = newTo;
        }
        return new Clip(from, to, low, high, rounds);
    }
}
