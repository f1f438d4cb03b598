package tallyflame.analyzer.jfr;

import java.util.Arrays;

/**
 * Numbers of frames by their encoded bytes where these are at most eight: within a chunk equal bytes are equal frames. Open
 * addressing, key and number side by side in memory.
 */
final class ShortFrameTable {
    static final int ABSENT = -1;

    private long[] slots = new long[2 << 12];
    private int mask = (1 << 12) - 1;
    private int used;

    private int slot(long key) {
        long h = key * 0x9E3779B97F4A7C15L;
        return (int) ((h >>> 32) ^ (h >>> 48)) & mask;
    }

    /** The number of a frame, or {@link #ABSENT}. */
    int get(long key) {
        int slot = slot(key);
        while (true) {
            long value = slots[2 * slot + 1];
            if (value == 0) {
                return ABSENT;
            }
            if (slots[2 * slot] == key) {
                return (int) value - 1;
            }
            slot = (slot + 1) & mask;
        }
    }

    /** Adds a frame that is not there. */
    void put(long key, int number) {
        if (2 * used > mask) {
            grow();
        }
        insert(key, number + 1L);
        used++;
    }

    private void insert(long key, long value) {
        int slot = slot(key);
        while (slots[2 * slot + 1] != 0) {
            slot = (slot + 1) & mask;
        }
        slots[2 * slot] = key;
        slots[2 * slot + 1] = value;
    }

    private void grow() {
        long[] old = slots;
        slots = new long[2 * old.length];
        mask = 2 * mask + 1;
        for (int at = 0; at < old.length; at += 2) {
            if (old[at + 1] != 0) {
                insert(old[at], old[at + 1]);
            }
        }
    }

    void clear() {
        Arrays.fill(slots, 0);
        used = 0;
    }
}
