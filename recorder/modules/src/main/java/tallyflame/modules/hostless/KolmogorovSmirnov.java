package tallyflame.modules.hostless;

import java.util.Arrays;

/** The two-sided two-sample Kolmogorov-Smirnov statistic for a small and a large sample. */
final class KolmogorovSmirnov {
    /** With fewer distinct values a sample says nothing, and the statistic is {@link #UNDEFINED}. */
    private static final int MIN_DISTINCT = 3;

    /** Stands for a statistic that cannot be computed. */
    static final double UNDEFINED = -1;

    private KolmogorovSmirnov() {}

    /**
     * The largest difference of the two empirical distribution functions (continuous from the right). The larger sample
     * is not sorted: between two values of the small one its distribution function only grows, so the difference is
     * extreme at a value of the small sample or at the last value before it, and counting suffices.
     *
     * @param small is sorted in place; no NaN
     * @param large no NaN
     */
    static double statistic(double[] small, double[] large) {
        Arrays.sort(small);
        if (distinctSorted(small) < MIN_DISTINCT || !hasDistinct(large, MIN_DISTINCT)) {
            return UNDEFINED;
        }
        int[] below = new int[small.length + 1];
        int[] equal = new int[small.length + 1];
        for (double value : large) {
            int rank = lowerBound(small, value);
            if (rank < small.length && small[rank] == value) {
                equal[rank]++;
            } else {
                below[rank]++;
            }
        }
        return largestDifference(small, below, equal, large.length);
    }

    /**
     * Walks the values of the small sample.
     *
     * @param below by index in the small sample: how many of the large one lie between it and its predecessor
     * @param equal by the first index of each value: how many of the large sample have it
     */
    private static double largestDifference(double[] small, int[] below, int[] equal, int largeSize) {
        double largest = 0;
        int count = 0;
        int i = 0;
        while (i < small.length) {
            count += below[i];
            largest = Math.max(largest, Math.abs((double) i / small.length - (double) count / largeSize));
            int next = i + 1;
            while (next < small.length && small[next] == small[i]) {
                next++;
            }
            count += equal[i];
            largest = Math.max(largest, Math.abs((double) next / small.length - (double) count / largeSize));
            i = next;
        }
        return largest;
    }

    /** First index whose value is not below; without branches that a processor would have to guess. */
    private static int lowerBound(double[] sorted, double value) {
        int base = 0;
        int length = sorted.length;
        while (length > 1) {
            int half = length >>> 1;
            base += sorted[base + half - 1] < value ? half : 0;
            length -= half;
        }
        return base + (sorted[base] < value ? 1 : 0);
    }

    private static int distinctSorted(double[] sorted) {
        int distinct = sorted.length == 0 ? 0 : 1;
        for (int i = 1; i < sorted.length; i++) {
            distinct += sorted[i] == sorted[i - 1] ? 0 : 1;
        }
        return distinct;
    }

    private static boolean hasDistinct(double[] values, int wanted) {
        double[] seen = new double[wanted];
        int distinct = 0;
        for (int i = 0; i < values.length && distinct < wanted; i++) {
            boolean isNew = true;
            for (int j = 0; j < distinct; j++) {
                isNew &= seen[j] != values[i];
            }
            if (isNew) {
                seen[distinct++] = values[i];
            }
        }
        return distinct >= wanted;
    }
}
