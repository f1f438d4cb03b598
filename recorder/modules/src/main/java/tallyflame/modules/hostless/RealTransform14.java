package tallyflame.modules.hostless;

/**
 * Fourier transform of 14 real numbers: F(k) = sum x_j exp(-2 pi i j k / 14) for k = 0 ... 7.
 *
 * <p>Pairing j with 14 - j leaves sums for the cosines and differences for the sines; pairing those with 7 - j separates
 * even from odd k, since cos(2 pi (7 - j) k / 14) = (-1)^k cos(2 pi j k / 14). That is a quarter of the multiplications
 * of the definition. Used by one thread at a time; results are in {@link #real} and {@link #imaginary}.
 */
final class RealTransform14 {
    private static final int LENGTH = 14;
    private static final double C1 = Math.cos(2 * Math.PI / LENGTH);
    private static final double C2 = Math.cos(4 * Math.PI / LENGTH);
    private static final double C3 = Math.cos(6 * Math.PI / LENGTH);
    private static final double S1 = Math.sin(2 * Math.PI / LENGTH);
    private static final double S2 = Math.sin(4 * Math.PI / LENGTH);
    private static final double S3 = Math.sin(6 * Math.PI / LENGTH);

    final double[] real = new double[LENGTH / 2 + 1];
    final double[] imaginary = new double[LENGTH / 2 + 1];

    void transform(double[] x, int at) {
        cosines(x, at);
        sines(x, at);
    }

    /** cos(2 pi j k / 14) is one of 1, C1, C2, C3 and their negatives; -C1 = cos(12 pi / 14) and so on. */
    private void cosines(double[] x, int at) {
        double s1 = x[at + 1] + x[at + 13];
        double s2 = x[at + 2] + x[at + 12];
        double s3 = x[at + 3] + x[at + 11];
        double s4 = x[at + 4] + x[at + 10];
        double s5 = x[at + 5] + x[at + 9];
        double s6 = x[at + 6] + x[at + 8];
        double even0 = x[at] + x[at + 7];
        double even1 = s1 + s6;
        double even2 = s2 + s5;
        double even3 = s3 + s4;
        double odd0 = x[at] - x[at + 7];
        double odd1 = s1 - s6;
        double odd2 = s2 - s5;
        double odd3 = s3 - s4;
        real[0] = even0 + even1 + even2 + even3;
        real[2] = even0 + C2 * even1 - C3 * even2 - C1 * even3;
        real[4] = even0 - C3 * even1 - C1 * even2 + C2 * even3;
        real[6] = even0 - C1 * even1 + C2 * even2 - C3 * even3;
        real[1] = odd0 + C1 * odd1 + C2 * odd2 + C3 * odd3;
        real[3] = odd0 + C3 * odd1 - C1 * odd2 - C2 * odd3;
        real[5] = odd0 - C2 * odd1 - C3 * odd2 + C1 * odd3;
        real[7] = odd0 - odd1 + odd2 - odd3;
    }

    private void sines(double[] x, int at) {
        double d1 = x[at + 1] - x[at + 13];
        double d2 = x[at + 2] - x[at + 12];
        double d3 = x[at + 3] - x[at + 11];
        double d4 = x[at + 4] - x[at + 10];
        double d5 = x[at + 5] - x[at + 9];
        double d6 = x[at + 6] - x[at + 8];
        double even1 = d1 - d6;
        double even2 = d2 - d5;
        double even3 = d3 - d4;
        double odd1 = d1 + d6;
        double odd2 = d2 + d5;
        double odd3 = d3 + d4;
        imaginary[2] = -(S2 * even1 + S3 * even2 + S1 * even3);
        imaginary[4] = -(S3 * even1 - S1 * even2 - S2 * even3);
        imaginary[6] = -(S1 * even1 - S2 * even2 + S3 * even3);
        imaginary[1] = -(S1 * odd1 + S2 * odd2 + S3 * odd3);
        imaginary[3] = -(S3 * odd1 + S1 * odd2 - S2 * odd3);
        imaginary[5] = -(S2 * odd1 - S3 * odd2 + S1 * odd3);
    }
}
