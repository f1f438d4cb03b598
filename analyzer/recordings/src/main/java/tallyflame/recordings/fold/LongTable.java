package tallyflame.recordings.fold;

import java.util.Arrays;
import tallyflame.flamegraphs.Probing;

/**
 * What tables of long keys with a value next to each have in common: open addressing, key and value side by side in memory, half of
 * the slots free at least. Several entries may have the same key; how to look one up is up to the table.
 */
class LongTable {
    private static final int FEWEST = 1 << 12;
    private static final int SPARSE = 16;

    /** Key and value of each slot in turn; a value of 0 marks a free slot. */
    long[] slots = new long[2 * FEWEST];

    /** Number of slots, a power of two, minus 1. */
    int mask = FEWEST - 1;

    private int used;

    /** The slot at which the search for a key begins; it goes on upwards and around. */
    final int slot(long key) {
        return Probing.start(key, mask);
    }

    /** Adds an entry that is not there; the value is not 0. */
    final void insert(long key, long value) {
        assert value != 0 : "0 marks a free slot";
        if (Probing.isFull(used, mask)) {
            grow();
        }
        fill(key, value);
        used++;
    }

    private void fill(long key, long value) {
        int slot = Probing.free(slots, 2, slot(key), mask);
        slots[2 * slot] = key;
        slots[2 * slot + 1] = value;
    }

    private void grow() {
        long[] old = slots;
        mask = Probing.grown(mask + 1) - 1;
        slots = new long[2 * old.length];
        for (int at = 0; at < old.length; at += 2) {
            if (old[at + 1] != 0) {
                fill(old[at], old[at + 1]);
            }
        }
    }

    /** Removes all entries; after many the table stays large, after few it shrinks, so that clearing costs no more than filling. */
    final void clear() {
        if (used == 0) {
            return;
        }
        if (mask >= FEWEST && used < mask / SPARSE) {
            slots = new long[2 * FEWEST];
            mask = FEWEST - 1;
        } else {
            Arrays.fill(slots, 0);
        }
        used = 0;
    }
}
