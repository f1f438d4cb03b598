package tallyflame.analysis.functions;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Sums over stacks that come one after another, by named groups of their frames. Each group bears the number of the stack that counted
 * for it last, so that recursion counts once without anything having to be looked for. One thread.
 */
final class StampedSums {
    /** Of a group: weight and samples of the stacks that contain it, weight and samples of those with it on top. */
    private static final int STRIDE = 4;

    private static final int TOTAL = 0;
    private static final int SAMPLES = 1;
    private static final int SELF = 2;
    private static final int SELF_SAMPLES = 3;

    private final Map<String, Integer> groups = new HashMap<>();
    private long[] rows = new long[STRIDE << 10];
    /** Sums of squares of the stacks that contain a group and of those with it on top; {@code null} until they are needed. */
    private double[] squares;

    /** By group, the stack that counted for it last; apart from the sums, because all frames ask for it. */
    private long[] stamps = new long[1 << 10];

    private long stamp;
    private long weight;
    private long samples;
    private double square;

    /** The number of a group, from 0. */
    int group(String name) {
        Integer known = groups.putIfAbsent(name, groups.size());
        if (known != null) {
            return known;
        }
        int group = groups.size() - 1;
        if (STRIDE * (group + 1) > rows.length) {
            rows = Arrays.copyOf(rows, 2 * rows.length);
            stamps = Arrays.copyOf(stamps, 2 * stamps.length);
            squares = squares == null ? null : Arrays.copyOf(squares, rows.length);
        }
        return group;
    }

    /** Goes to the next stack. */
    void begin(long ofSamples, long ofWeight, double ofSquares) {
        stamp++;
        samples = ofSamples;
        weight = ofWeight;
        square = ofSquares;
    }

    /** The stack contains a group; to be said any number of times. */
    void contains(int group) {
        if (stamps[group] != stamp) {
            stamps[group] = stamp;
            count(STRIDE * group);
        }
    }

    private void count(int row) {
        rows[row + TOTAL] += weight;
        rows[row + SAMPLES] += samples;
        if (squares != null) {
            squares[row + TOTAL] += square;
        }
    }

    /** The stack has a group on top; to be said once. */
    void endsIn(int group) {
        int row = STRIDE * group;
        rows[row + SELF] += weight;
        rows[row + SELF_SAMPLES] += samples;
        if (squares != null) {
            squares[row + SELF] += square;
        }
    }

    /** Keeps sums of squares from now on; so far every sample weighed the same. */
    void keepSquares() {
        if (squares == null) {
            double[] kept = new double[rows.length];
            groups.values().forEach(group -> {
                int row = STRIDE * group;
                kept[row + TOTAL] = ofEqual(rows[row + TOTAL], rows[row + SAMPLES]);
                kept[row + SELF] = ofEqual(rows[row + SELF], rows[row + SELF_SAMPLES]);
            });
            squares = kept;
        }
    }

    private static double ofEqual(long weight, long count) {
        return count == 0 ? 0 : (double) weight * weight / count;
    }

    /** Adds the sums of another thread to those of the groups of the same names. */
    void add(StampedSums other) {
        other.groups.forEach((name, from) -> {
            int row = STRIDE * group(name);
            for (int field = TOTAL; field < STRIDE; field++) {
                rows[row + field] += other.rows[STRIDE * from + field];
                if (squares != null) {
                    squares[row + field] += other.squares[STRIDE * from + field];
                }
            }
        });
    }

    /** Takes the sums of groups one by one. */
    interface Reader {
        /** Takes those of a group; its squares are of the samples of the stacks that contain it, and of those with it on top. */
        void read(
                String name,
                long total,
                long samples,
                long self,
                long selfSamples,
                double totalSquares,
                double selfSquares);
    }

    /** Hands on the sums of all groups. */
    void read(Reader reader) {
        groups.forEach((name, group) -> {
            int row = STRIDE * group;
            long total = rows[row + TOTAL];
            long self = rows[row + SELF];
            reader.read(
                    name,
                    total,
                    rows[row + SAMPLES],
                    self,
                    rows[row + SELF_SAMPLES],
                    squares == null ? ofEqual(total, rows[row + SAMPLES]) : squares[row + TOTAL],
                    squares == null ? ofEqual(self, rows[row + SELF_SAMPLES]) : squares[row + SELF]);
        });
    }
}
