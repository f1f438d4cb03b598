package tallyflame.modules.hostless;

/**
 * What a sigma clip leaves.
 *
 * @param from first kept index among the sorted pixels
 * @param to index after the last kept one
 * @param low smallest value that is kept
 * @param high largest value that is kept
 * @param rounds how often bounds were computed
 */
record Clip(int from, int to, double low, double high, int rounds) {
    /** Whether a pixel is kept; NaN and infinities never are, even within infinite bounds. */
    boolean keeps(float pixel) {
        return pixel >= low && pixel <= high && Math.abs(pixel) <= Float.MAX_VALUE;
    }

    /** How many pixels are kept. */
    int kept() {
        return to - from;
    }
}
