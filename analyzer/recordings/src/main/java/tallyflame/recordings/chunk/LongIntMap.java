package tallyflame.recordings.chunk;

import java.util.Arrays;
import tallyflame.flamegraphs.Probing;

/** Numbers long keys from 0 in order of appearance: open addressing over primitive arrays. */
public final class LongIntMap {
    /** Answer of {@link #get} for a key that is not there. */
    public static final int ABSENT = -1;

    private long[] keys = new long[8];
    /** Key + 1 of {@link #slots}; 0 marks a free slot. */
    private int[] slots = new int[16];

    private int size;

    /** The number of a key, or {@link #ABSENT}. */
    public int get(long key) {
        int mask = slots.length - 1;
        int slot = Probing.start(key, mask);
        for (int entry = slots[slot]; entry != 0; entry = slots[slot]) {
            if (keys[entry - 1] == key) {
                return entry - 1;
            }
            slot = Probing.next(slot, mask);
        }
        return ABSENT;
    }

    /** The number of a key, added if it is new. */
    public int add(long key) {
        int mask = slots.length - 1;
        int slot = Probing.start(key, mask);
        for (int entry = slots[slot]; entry != 0; entry = slots[slot]) {
            if (keys[entry - 1] == key) {
                return entry - 1;
            }
            slot = Probing.next(slot, mask);
        }
        if (size == keys.length) {
            grow();
            return add(key);
        }
        keys[size] = key;
        slots[slot] = ++size;
        return size - 1;
    }

    private void grow() {
        keys = Arrays.copyOf(keys, 2 * keys.length);
        assert slots.length == keys.length : "there are two slots for each key";
        slots = new int[Probing.grown(slots.length)];
        for (int i = 0; i < size; i++) {
            slots[Probing.free(slots, Probing.start(keys[i], slots.length - 1))] = i + 1;
        }
    }

    /** How many keys there are. */
    public int size() {
        return size;
    }

    /** The key of a number. */
    public long key(int number) {
        return keys[number];
    }
}
