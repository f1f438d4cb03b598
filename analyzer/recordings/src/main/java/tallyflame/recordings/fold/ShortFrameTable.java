package tallyflame.recordings.fold;

import tallyflame.flamegraphs.Probing;

/** Numbers of frames by their encoded bytes where these are at most eight: within a chunk equal bytes are equal frames. */
final class ShortFrameTable extends LongTable {
    static final int ABSENT = -1;

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
            slot = Probing.next(slot, mask);
        }
    }

    /** Adds a frame that is not there. */
    void put(long key, int number) {
        assert number >= 0 : "a frame is numbered from 0, and kept as one more";
        insert(key, number + 1L);
    }
}
