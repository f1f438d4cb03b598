package tallyflame.modules.features;

/** Quantiles of sorted values after Hazen: the value of rank n p - 0.5, between neighbours by their distance. */
final class Quantiles {
    private Quantiles() {}

    /**
     * One quantile.
     *
     * @param p in single precision, as the package whose values are the reference has its constants
     */
    static double hazen(double[] sorted, int size, float p) {
        double rank = size * (double) p - 0.5;
        if (rank <= 0) {
            return sorted[0];
        }
        if (rank >= size - 1) {
            return sorted[size - 1];
        }
        int below = (int) rank;
        return sorted[below] + (sorted[below + 1] - sorted[below]) * (rank - below);
    }

    /** The median; the mean of the two middle values for an even number. */
    static double median(double[] sorted, int size) {
        int half = size / 2;
        return size % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
