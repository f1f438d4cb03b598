package tallyflame.flamegraphs;

/** The children of nodes that have many, and stacks of nodes with children: open addressing over (parent, frame). */
final class WideNodes {
    /** Key of the head of a wide node's list of children, where others have the frame of a child. */
    static final int LIST = -2;

    /** Key of the stack of a node with children. */
    static final int STACK = -3;

    private long[] keys = new long[256];
    private int[] children = new int[256];
    private int used;

    int find(int parent, int frame) {
        long key = key(parent, frame);
        int mask = keys.length - 1;
        int slot = Probing.start(key, mask);
        while (children[slot] != 0) {
            if (keys[slot] == key) {
                return children[slot];
            }
            slot = Probing.next(slot, mask);
        }
        return 0;
    }

    void put(int parent, int frame, int child) {
        assert child != 0 : "0 marks a free slot";
        if (Probing.isFull(used, keys.length - 1)) {
            rehash();
        }
        insert(key(parent, frame), child);
        used++;
    }

    /** Replaces a child that is there. */
    void set(int parent, int frame, int child) {
        long key = key(parent, frame);
        int mask = keys.length - 1;
        int slot = Probing.start(key, mask);
        while (keys[slot] != key || children[slot] == 0) {
            slot = Probing.next(slot, mask);
        }
        children[slot] = child;
    }

    /** Adds all lists and stacks but those of the root to another table, as the nodes are numbered there. */
    void moveListsAndStacks(WideNodes other, int moved, int movedStacks) {
        for (int slot = 0; slot < keys.length; slot++) {
            int parent = (int) (keys[slot] >>> 32);
            int frame = (int) keys[slot];
            if (children[slot] != 0 && parent != StackForest.ROOT && (frame == LIST || frame == STACK)) {
                other.put(parent + moved, frame, children[slot] + (frame == STACK ? movedStacks : moved));
            }
        }
    }

    private void insert(long key, int child) {
        int slot = Probing.free(children, Probing.start(key, keys.length - 1));
        keys[slot] = key;
        children[slot] = child;
    }

    private void rehash() {
        long[] oldKeys = keys;
        int[] oldChildren = children;
        keys = new long[Probing.grown(oldKeys.length)];
        children = new int[keys.length];
        for (int slot = 0; slot < oldKeys.length; slot++) {
            if (oldChildren[slot] != 0) {
                insert(oldKeys[slot], oldChildren[slot]);
            }
        }
    }

    private static long key(int parent, int frame) {
        return ((long) parent << 32) | (frame & 0xFFFFFFFFL);
    }
}
