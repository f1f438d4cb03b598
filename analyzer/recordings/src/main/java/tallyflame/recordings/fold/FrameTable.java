package tallyflame.recordings.fold;

import java.util.Arrays;
import tallyflame.flamegraphs.Probing;

/**
 * Numbers of frames by their encoded bytes, up to 16 of them: within a chunk equal bytes are equal frames, so most frames are
 * recognised without being decoded. Open addressing; two longs and a number a slot, side by side in memory.
 */
final class FrameTable {
    static final int ABSENT = -1;
    private static final int STRIDE = 3;

    private long[] slots = new long[STRIDE << 12];
    private int mask = (1 << 12) - 1;
    private int used;

    private int slot(long low, long high) {
        return Probing.start(low ^ (high * 0xC2B2AE3D27D4EB4FL), mask);
    }

    /** The number of a frame, or {@link #ABSENT}. */
    int get(long low, long high) {
        int slot = slot(low, high);
        while (true) {
            int at = STRIDE * slot;
            long value = slots[at + 2];
            if (slots[at] == low && slots[at + 1] == high && value != 0) {
                return (int) value - 1;
            }
            if (value == 0) {
                return ABSENT;
            }
            slot = Probing.next(slot, mask);
        }
    }

    /** Adds a frame that is not there. */
    void put(long low, long high, int number) {
        assert number >= 0 : "a frame is numbered from 0, and kept as one more";
        if (Probing.isFull(used, mask)) {
            grow();
        }
        insert(low, high, number + 1L);
        used++;
    }

    private void insert(long low, long high, long value) {
        int slot = Probing.free(slots, STRIDE, slot(low, high), mask);
        slots[STRIDE * slot] = low;
        slots[STRIDE * slot + 1] = high;
        slots[STRIDE * slot + 2] = value;
    }

    private void grow() {
        long[] old = slots;
        mask = Probing.grown(mask + 1) - 1;
        slots = new long[2 * old.length];
        for (int at = 0; at < old.length; at += STRIDE) {
            if (old[at + 2] != 0) {
                insert(old[at], old[at + 1], old[at + 2]);
            }
        }
    }

    void clear() {
        Arrays.fill(slots, 0);
        used = 0;
    }
}
