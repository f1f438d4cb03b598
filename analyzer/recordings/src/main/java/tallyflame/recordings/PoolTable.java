package tallyflame.recordings;

import java.util.Arrays;

/** The constants of one type in one chunk: a row of longs for every id. A later constant of the same id replaces the earlier. */
final class PoolTable {
    private final int width;
    private final LongIntMap ids = new LongIntMap();
    private long[] values;

    PoolTable(int width) {
        this.width = width;
        values = new long[8 * width];
    }

    /** Adds a constant. */
    void put(long id, long[] registers) {
        int at = ids.add(id) * width;
        if (at == values.length) {
            values = Arrays.copyOf(values, 2 * values.length);
        }
        System.arraycopy(registers, 0, values, at, width);
    }

    /** The row of an id, or {@link LongIntMap#ABSENT}. */
    int row(long id) {
        return ids.get(id);
    }

    int rows() {
        return ids.size();
    }

    long id(int row) {
        return ids.key(row);
    }

    long get(int row, int column) {
        return values[row * width + column];
    }
}
