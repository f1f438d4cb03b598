package tallyflame.recordings.chunk;

import java.util.Arrays;

/** The constants of one type in one chunk: a row of longs for every id. A later constant of the same id replaces the earlier. */
public final class PoolTable {
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
    public int row(long id) {
        return ids.get(id);
    }

    /** How many constants there are. */
    public int rows() {
        return ids.size();
    }

    /** The id of the constant in a row. */
    public long id(int row) {
        return ids.key(row);
    }

    /** One value of a constant. */
    public long get(int row, int column) {
        return values[row * width + column];
    }
}
