package tallyflame.modules.generate;

/** The exponential function from a table: fast, and the same on every machine. */
final class ExponentialTable {
    private static final int STEPS = 64;
    private static final int REACH = 16;
    private static final double[] TABLE = new double[REACH * STEPS + 2];

    static {
        for (int i = 0; i < TABLE.length; i++) {
            TABLE[i] = StrictMath.exp(-(double) i / STEPS);
        }
    }

    private ExponentialTable() {}

    /** exp(-x) for x at least 0; 0 beyond 16. */
    static double decay(double x) {
        if (x >= REACH) {
            return 0;
        }
        double position = x * STEPS;
        int index = (int) position;
        return TABLE[index] + (position - index) * (TABLE[index + 1] - TABLE[index]);
    }
}
