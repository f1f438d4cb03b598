package tallyflame.flamegraphs.html;

/** For each label the labels seen below it so far, in order of appearance. Label -1 is the root. */
final class CalleeLists {
    /** The place of a label that is not in a list: after all others. */
    static final int ABSENT = Integer.MAX_VALUE;

    private final int[] sizes;
    /** Open addressing over (caller, callee); the value is the place, one more than it, as 0 marks a free slot. */
    private long[] keys = new long[1 << 12];

    private int[] values = new int[1 << 12];
    private int count;

    CalleeLists(int labels) {
        sizes = new int[labels + 1];
    }

    /** The place of a label in its caller's list, or {@link #ABSENT}. */
    int find(int caller, int label) {
        int value = values[slot(key(caller, label))];
        return value == 0 ? ABSENT : value - 1;
    }

    /** Adds a label that is absent at the end of its caller's list; returns its place. */
    int add(int caller, int label) {
        if (2 * ++count > keys.length) {
            grow();
        }
        int place = sizes[caller + 1]++;
        put(key(caller, label), place + 1);
        return place;
    }

    private void put(long key, int value) {
        int slot = slot(key);
        keys[slot] = key;
        values[slot] = value;
    }

    private int slot(long key) {
        int mask = keys.length - 1;
        long hash = key * 0x9E3779B97F4A7C15L;
        int slot = (int) (hash >>> 32) & mask;
        while (values[slot] != 0 && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldValues = values;
        keys = new long[2 * oldKeys.length];
        values = new int[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldValues[i] != 0) {
                put(oldKeys[i], oldValues[i]);
            }
        }
    }

    private static long key(int caller, int label) {
        return (caller + 1L) << 32 | label;
    }
}
