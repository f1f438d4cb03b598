package tallyflame.modules.microlensing;

import java.util.Arrays;

/** Statistics of neighbours on one side of a level, and peaks. Used by one thread at a time. */
final class Runs {
    private static final int PEAK_DISTANCE = 10;
    private static final double PEAK_HEIGHT = 0.5;
    private static final int RUN = 3;

    private double[] heights = new double[64];
    private boolean[] isPeak = new boolean[64];

    void compute(FluxSeries s, BandStatistics out) {
        int above = 0;
        int below = 0;
        int run = 0;
        int side = 0;
        int longestAbove = 0;
        int longestBelow = 0;
        for (int i = 0; i < s.n; i++) {
            int newSide = Double.compare(s.x[i], s.mean);
            run = newSide == side ? run + 1 : 1;
            side = newSide;
            above += side > 0 ? 1 : 0;
            below += side < 0 ? 1 : 0;
            longestAbove = side > 0 ? Math.max(longestAbove, run) : longestAbove;
            longestBelow = side < 0 ? Math.max(longestBelow, run) : longestBelow;
        }
        out.set(Statistic.COUNT_ABOVE, above);
        out.set(Statistic.COUNT_BELOW, below);
        out.set(Statistic.LONGEST_STRIKE_ABOVE, longestAbove);
        out.set(Statistic.LONGEST_STRIKE_BELOW, longestBelow);
        out.set(Statistic.CON, runsBelow(s, s.median - 3 * s.deviation));
        out.set(Statistic.CON2, runsBelow(s, s.median - 2 * s.deviation));
        out.set(Statistic.PEAK_DETECTION, peaks(s));
    }

    /** Runs of three; of overlapping ones every second is not counted, as in the reference. */
    private static int runsBelow(FluxSeries s, double level) {
        int runs = 0;
        int length = 0;
        boolean inside = false;
        for (int i = 0; i < s.n; i++) {
            length = s.x[i] <= level ? length + 1 : 0;
            if (length >= RUN) {
                runs += inside ? 0 : 1;
                inside = !inside;
            }
        }
        return runs;
    }

    /** Local maxima of the distance from the median in the upper half of its range, the higher of two that are near. */
    private int peaks(FluxSeries s) {
        if (heights.length < s.n) {
            heights = new double[2 * s.n];
            isPeak = new boolean[2 * s.n];
        }
        double low = Double.POSITIVE_INFINITY;
        double high = 0;
        for (int i = 0; i < s.n; i++) {
            heights[i] = Math.abs(s.x[i] - s.median);
            low = Math.min(low, heights[i]);
            high = Math.max(high, heights[i]);
        }
        double level = low + PEAK_HEIGHT * (high - low);
        Arrays.fill(isPeak, false);
        for (int i = 1; i + 1 < s.n; i++) {
            isPeak[i] = heights[i] > level && heights[i] > heights[i - 1] && heights[i] > heights[i + 1];
        }
        int peaks = 0;
        for (int best = highestPeak(s.n); best >= 0; best = highestPeak(s.n)) {
            peaks++;
            Arrays.fill(isPeak, Math.max(0, best - PEAK_DISTANCE), Math.min(s.n, best + PEAK_DISTANCE + 1), false);
        }
        return peaks;
    }

    private int highestPeak(int n) {
        int best = -1;
        for (int i = 0; i < n; i++) {
            if (isPeak[i] && (best < 0 || heights[i] > heights[best])) {
                best = i;
            }
        }
        return best;
    }
}
