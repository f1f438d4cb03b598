package tallyflame.modules.fasttransient;

/**
 * The natural logarithm of positive normal doubles, several times faster than {@link Math#log} and good to about 4e-16
 * absolutely: x = 2^e m, and m is brought near 1 by the rounded inverse of its leading 10 bits, after which four terms of the
 * series of ln(1 + r) with |r| < 2^-10 suffice.
 */
final class FastLog {
    private static final int INDEX_BITS = 10;
    private static final int SIZE = 1 << INDEX_BITS;
    private static final int MANTISSA_BITS = 52;
    private static final long MANTISSA = (1L << MANTISSA_BITS) - 1;
    private static final long ONE = 1023L << MANTISSA_BITS;
    private static final double LN2 = Math.log(2);
    private static final double[] INVERSE = new double[SIZE];
    private static final double[] LOG = new double[SIZE];

    static {
        for (int i = 0; i < SIZE; i++) {
            // In single precision, so that m * inverse - 1 loses hardly any digit.
            float inverse = (float) (1 / (1 + (i + 0.5) / SIZE));
            INVERSE[i] = inverse;
            LOG[i] = -Math.log(inverse);
        }
    }

    private FastLog() {}

    /** ln x; meaningless for zero, negative, subnormal and infinite numbers. */
    static double log(double x) {
        long bits = Double.doubleToRawLongBits(x);
        int exponent = (int) (bits >> MANTISSA_BITS) - 1023;
        int index = (int) (bits >> (MANTISSA_BITS - INDEX_BITS)) & (SIZE - 1);
        double m = Double.longBitsToDouble((bits & MANTISSA) | ONE);
        double r = m * INVERSE[index] - 1;
        double r2 = r * r;
        return exponent * LN2 + LOG[index] + (r - r2 * (0.5 - r * (1.0 / 3) + r2 * 0.25));
    }
}
