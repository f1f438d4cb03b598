package tallyflame.analysis.statistics;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Control of the false discovery rate over many tests at once, after Y. Benjamini and Y. Hochberg, "Controlling the false discovery
 * rate", Journal of the Royal Statistical Society B 57 (1995) 289–300.
 */
public final class FalseDiscovery {
    /** The rate used wherever nobody chooses another: of what is called a difference, at most one in twenty is none. */
    public static final double RATE = 0.05;

    private FalseDiscovery() {}

    /**
     * The adjusted p-values: a test whose value is at most a rate is a discovery at that rate.
     *
     * @param pValues one for each test, 0 to 1
     * @return in the same order
     */
    public static double[] adjusted(double... pValues) {
        int n = pValues.length;
        Integer[] descending = new Integer[n];
        Arrays.setAll(descending, i -> i);
        Arrays.sort(
                descending,
                Comparator.comparingDouble((Integer i) -> pValues[i]).reversed());
        double[] adjusted = new double[n];
        double least = 1;
        for (int i = 0; i < n; i++) {
            int test = descending[i];
            least = Math.min(least, pValues[test] * n / (n - i));
            adjusted[test] = least;
        }
        return adjusted;
    }
}
