package tallyflame.analyzer.lines;

/**
 * A part of a whole with its 95 % Wilson interval, all from 0 to 1.
 *
 * @param value weight of the part divided by the weight of the whole
 * @param low lower end of the interval of the share of samples
 * @param high upper end
 */
public record Share(double value, double low, double high) {
    /** The share of nothing in nothing: nothing is known. */
    public static final Share UNKNOWN = new Share(0, 0, 1);

    private static final double Z = 1.959963984540054;

    /** The share of {@code weight} in {@code totalWeight}, known from {@code samples} of {@code totalSamples}. */
    static Share of(long weight, long totalWeight, long samples, long totalSamples) {
        if (totalSamples == 0 || totalWeight == 0) {
            return UNKNOWN;
        }
        double p = (double) samples / totalSamples;
        double z2 = Z * Z / totalSamples;
        double centre = (p + z2 / 2) / (1 + z2);
        double half = Z / (1 + z2) * Math.sqrt(p * (1 - p) / totalSamples + z2 / (4 * totalSamples));
        return new Share((double) weight / totalWeight, Math.max(0, centre - half), Math.min(1, centre + half));
    }

    /** Half the width of the interval. */
    public double margin() {
        return (high - low) / 2;
    }
}
