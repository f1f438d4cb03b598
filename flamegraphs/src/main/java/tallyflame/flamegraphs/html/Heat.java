package tallyflame.flamegraphs.html;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.LongStream;
import tallyflame.flamegraphs.page.Deflated;

/**
 * Weight in cells of time, for the heat map over the graph: a column is a second or more, and is divided into rows. A cell is
 * the number of rows since the start of the page's clock. For each group of thread and state, or once for all of them where that
 * takes too much room, the number of cells that have weight, and for each the cells since the one before and the weight, in
 * samples where all weigh the same, else in units of the tree's column of weights. {@code heat.js} decodes it.
 *
 * @param columnMillis length of a column
 * @param byGroup whether each group is told by itself
 * @param data the compressed numbers
 */
record Heat(long columnMillis, boolean byGroup, byte[] data) {
    /** Rows of a column: 20 ms where it is a second. */
    static final int ROWS = 50;

    private static final int MOST_COLUMNS = 120;

    /** What people count time in; each is a whole number of milliseconds for a row. */
    private static final long[] COLUMN_MILLIS = {
        200, 1_000, 2_000, 5_000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 900_000, 1_800_000,
        3_600_000
    };

    /** Most bytes for telling each group of one event by itself. */
    private static final int MOST_BYTES = 40_000;

    /** Most groups times cells that are summed at once; 16 MiB. */
    private static final long MOST_SUMS = 1 << 21;

    static Heat of(TimedSamples samples, TreeEncoder weights) {
        long column = columnMillis(samples.clock().spanMillis());
        int cells = (int) (samples.clock().spanMillis() * ROWS / column) + 1;
        int groups = samples.groups().size();
        if (groups > 1 && (long) groups * cells <= MOST_SUMS) {
            byte[] data = encoded(samples, weights, column, cells, groups);
            if (data.length <= MOST_BYTES) {
                return new Heat(column, true, data);
            }
        }
        return new Heat(column, groups == 1, encoded(samples, weights, column, cells, 1));
    }

    /** The shortest column of which not too many are needed; whole hours doubled where even those are too many. */
    static long columnMillis(long spanMillis) {
        LongStream hours = LongStream.iterate(7_200_000, millis -> 2 * millis);
        return LongStream.concat(Arrays.stream(COLUMN_MILLIS), hours)
                .filter(millis -> spanMillis <= MOST_COLUMNS * millis)
                .findFirst()
                .orElseThrow();
    }

    private static byte[] encoded(TimedSamples samples, TreeEncoder weights, long column, int cells, int groups) {
        long[][] sums = new long[groups][cells];
        for (int i = 0; i < samples.size(); i++) {
            int cell = (int) (samples.millis(i) * ROWS / column);
            sums[groups == 1 ? 0 : samples.group(i)][cell] +=
                    weights.perSample() == 0 ? samples.weight(i) : samples.count(i);
        }
        PackedColumn numbers = new PackedColumn();
        for (long[] group : sums) {
            append(group, weights.perSample() == 0 ? weights.unit() : 1, numbers);
        }
        return Deflated.of(numbers.toBytes());
    }

    private static void append(long[] sums, long unit, PackedColumn numbers) {
        numbers.unsigned(Arrays.stream(sums).filter(sum -> sum > 0).count());
        int before = 0;
        for (int cell = 0; cell < sums.length; cell++) {
            if (sums[cell] > 0) {
                numbers.unsigned(cell - before);
                // What weighs less than a unit is there all the same.
                numbers.unsigned(Math.max(1, Math.round((double) sums[cell] / unit)));
                before = cell;
            }
        }
    }

    void write(JsonGenerator out) throws IOException {
        out.writeNumberField("heatColumnMillis", columnMillis);
        out.writeNumberField("heatRows", ROWS);
        out.writeBooleanField("heatByGroup", byGroup);
    }
}
