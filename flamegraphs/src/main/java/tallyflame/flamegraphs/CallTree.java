package tallyflame.flamegraphs;

import java.util.Arrays;

/**
 * Stacks folded into a tree, root first. Node 0 is the root and has no frame; a child always has a larger number than its
 * parent, so one backward walk over the nodes sums totals. A stack is there once, unless {@link #appendAll} was used. Not safe for
 * use by several threads while it grows.
 *
 * <p>The children of a node form a list in which the child last asked for moves to the front: most steps of a fold go to the
 * hottest child, and a chain of new nodes lies in consecutive memory, so a step costs far fewer cache misses than a hash table
 * over the whole tree. Only nodes with many children have theirs in a hash table as well.
 */
public final class CallTree {
    /** The node above all stacks. */
    public static final int ROOT = 0;

    /**
     * Ints of a node: parent, frame, first child, next sibling; four nodes fill a cache line. A node below which there is none has
     * the number of the stack that ends there, counted from {@link Integer#MIN_VALUE}, in place of the first child. Where a stack
     * ends at a node with children, the sign of the next sibling says so, and the stack is in the hash table.
     */
    private static final int STRIDE = 4;

    private static final int PARENT = 0;
    private static final int FRAME = 1;
    private static final int FIRST = 2;
    private static final int NEXT = 3;

    /** More nodes or stacks than there may be; first children below its negative are stacks. */
    private static final int LIMIT = 1 << 30;

    private static final int SIGN = Integer.MIN_VALUE;

    /** Nodes of a page; pages are never copied, so that growing costs neither time nor twice the memory. */
    private static final int PAGE = 1 << 14;

    private static final int PAGE_SHIFT = 14;
    private static final int PAGE_MASK = PAGE - 1;

    /** Key of the head of a wide node's list of children, where others have the frame of a child. */
    private static final int LIST = -2;

    /** Key of the stack of a node with children. */
    private static final int STACK = -3;

    /** Steps along a list of children after which the node's children are hashed. */
    private static final int LONG_LIST = 12;

    private final Frames frames;
    private int[][] pages = new int[64][];
    private int size = 1;
    private long[] selfWeights = new long[1024];
    private long[] selfSamples = new long[1024];
    private int selfSize = 1;
    private WideNodes wide = new WideNodes();

    public CallTree(Frames frames) {
        this.frames = frames;
        pages[0] = new int[STRIDE * PAGE];
        pages[0][PARENT] = -1;
        pages[0][FRAME] = -1;
    }

    /** The frames that {@link #frame} numbers. */
    public Frames frames() {
        return frames;
    }

    private int get(int node, int field) {
        return pages[node >>> PAGE_SHIFT][STRIDE * (node & PAGE_MASK) + field];
    }

    private void set(int node, int field, int value) {
        pages[node >>> PAGE_SHIFT][STRIDE * (node & PAGE_MASK) + field] = value;
    }

    /** The first child as it is stored: negative for a wide node, 0 for none. */
    private int first(int node) {
        int first = get(node, FIRST);
        return first < -LIMIT ? 0 : first;
    }

    /** Changes the next sibling, and not the sign that stands for something else. */
    private void setNext(int node, int next) {
        int[] page = pages[node >>> PAGE_SHIFT];
        int at = STRIDE * (node & PAGE_MASK) + NEXT;
        page[at] = (page[at] & SIGN) | next;
    }

    /** The child of a node for a frame, added if it is new. */
    public int child(int parent, int frame) {
        int found = find(parent, frame);
        return found != 0 ? found : addChild(parent, frame);
    }

    /** The child of a node for a frame, 0 if it has none. */
    public int find(int parent, int frame) {
        int first = first(parent);
        // A negative first child marks a wide node: it is the child last asked for, the others are hashed.
        if (first < 0) {
            return get(-first, FRAME) == frame ? -first : findWide(parent, frame);
        }
        int previous = 0;
        for (int child = first; child != 0; ) {
            int[] page = pages[child >>> PAGE_SHIFT];
            int at = STRIDE * (child & PAGE_MASK);
            if (page[at + FRAME] == frame) {
                if (previous != 0) {
                    setNext(previous, page[at + NEXT] & ~SIGN);
                    setNext(child, first);
                    set(parent, FIRST, child);
                }
                return child;
            }
            previous = child;
            child = page[at + NEXT] & ~SIGN;
        }
        return 0;
    }

    /**
     * Adds a path of new nodes, each the only child of the one before; their numbers are consecutive.
     *
     * @param parent the node above, which has no child for the first frame
     * @param path frames, of which those from {@code from} to before {@code to} are added, at least one
     * @return the number of the first
     */
    public int append(int parent, int[] path, int from, int to) {
        int first = addChild(parent, path[from]);
        for (int i = from + 1; i < to; i++) {
            add(size - 1, path[i], 0);
        }
        return first;
    }

    /** Adds a child to a node that has none for its frame. */
    private int addChild(int parent, int frame) {
        int first = first(parent);
        if (first >= 0) {
            int children = 0;
            for (int child = first; child != 0 && children < LONG_LIST; child = nextSibling(child)) {
                children++;
            }
            if (children < LONG_LIST) {
                return add(parent, frame, first);
            }
            widen(parent, first);
        }
        int child = add(parent, frame, wide.find(parent, LIST));
        wide.put(parent, frame, child);
        wide.set(parent, LIST, child);
        set(parent, FIRST, -child);
        return child;
    }

    private int findWide(int parent, int frame) {
        int child = wide.find(parent, frame);
        if (child != 0) {
            set(parent, FIRST, -child);
        }
        return child;
    }

    /** Puts the children of a node into the hash table, together with the head of their list. */
    private void widen(int parent, int first) {
        for (int child = first; child != 0; child = nextSibling(child)) {
            wide.put(parent, get(child, FRAME), child);
        }
        wide.put(parent, LIST, first);
    }

    /** One of the children of a node, 0 if it has none; the others follow by {@link #nextSibling}, in no particular order. */
    public int firstChild(int node) {
        int first = first(node);
        return first < 0 ? wide.find(node, LIST) : first;
    }

    /** The child of the same parent that follows a node, 0 if it is the last. */
    public int nextSibling(int node) {
        return get(node, NEXT) & ~SIGN;
    }

    private int add(int parent, int frame, int next) {
        int node = size;
        if ((node & PAGE_MASK) == 0) {
            addPage(node >>> PAGE_SHIFT);
        }
        int[] page = pages[node >>> PAGE_SHIFT];
        int at = STRIDE * (node & PAGE_MASK);
        page[at + PARENT] = parent;
        page[at + FRAME] = frame;
        page[at + NEXT] = next;
        int before = get(parent, FIRST);
        set(parent, FIRST, node);
        if (before < -LIMIT) {
            hashStack(parent, before - SIGN);
        }
        size++;
        return node;
    }

    private void addPage(int number) {
        if (size >= LIMIT) {
            throw new IllegalStateException("the call tree has more than " + LIMIT + " nodes");
        }
        if (number == pages.length) {
            pages = Arrays.copyOf(pages, 2 * number);
        }
        pages[number] = new int[STRIDE * PAGE];
    }

    /** Adds samples and their weight to the stack that ends at a node. */
    public void add(int node, long samples, long weight) {
        int row = stack(node);
        if (row == 0) {
            row = selfSize++;
            if (row == selfSamples.length) {
                selfSamples = Arrays.copyOf(selfSamples, row + (row >> 1));
                selfWeights = Arrays.copyOf(selfWeights, row + (row >> 1));
            }
            if (get(node, FIRST) == 0) {
                set(node, FIRST, SIGN + row);
            } else {
                hashStack(node, row);
            }
        }
        selfSamples[row] += samples;
        selfWeights[row] += weight;
    }

    /** Notes the stack of a node with children. */
    private void hashStack(int node, int stack) {
        wide.put(node, STACK, stack);
        set(node, NEXT, get(node, NEXT) | SIGN);
    }

    /** Adds the stacks of another tree; element {@code i} of the answer is the node here for its node {@code i}. */
    public int[] addAll(CallTree other) {
        return addAll(other, frames.addAll(other.frames));
    }

    /**
     * Adds the stacks of another tree.
     *
     * @param frameMapping the number here of each of its frames, as {@link Frames#addAll} gives it
     * @return element {@code i} is the node here for its node {@code i}
     */
    public int[] addAll(CallTree other, int[] frameMapping) {
        return addAll(other, frameMapping, false);
    }

    /** The same, but takes the other tree apart on the way, so that both never need the memory of two; it must not be used afterwards. */
    public int[] moveAll(CallTree other, int[] frameMapping) {
        return addAll(other, frameMapping, true);
    }

    private int[] addAll(CallTree other, int[] frameMapping, boolean takeApart) {
        int[] mapping = new int[other.size];
        for (int number = 0; number << PAGE_SHIFT < other.size; number++) {
            addPage(other, number, mapping, frameMapping);
            if (takeApart) {
                other.pages[number] = null;
            }
        }
        return mapping;
    }

    private void addPage(CallTree other, int number, int[] mapping, int[] frameMapping) {
        int[] page = other.pages[number];
        int first = number << PAGE_SHIFT;
        int end = Math.min(PAGE, other.size - first);
        for (int i = 0; i < end; i++) {
            int node = ROOT;
            if (first + i > ROOT) {
                int parent = mapping[page[STRIDE * i + PARENT]];
                int frame = frameMapping[page[STRIDE * i + FRAME]];
                // Below a new node all are new.
                node = first(parent) == 0 ? add(parent, frame, 0) : child(parent, frame);
                mapping[first + i] = node;
            }
            int stack = other.stack(first + i);
            if (stack != 0) {
                add(node, other.selfSamples[stack], other.selfWeights[stack]);
            }
        }
    }

    /**
     * Adds the stacks of another tree to those that are there: a stack of both is there twice afterwards, and a node may have
     * several children of one frame. That takes a fraction of the time that looking for equal stacks does. The other tree is
     * taken apart on the way and must not be used afterwards.
     *
     * @param frameMapping the number here of each of its frames
     * @return how much larger the number here is of each of its nodes but the root, which stays the root
     */
    public int appendAll(CallTree other, int[] frameMapping) {
        int moved = size - 1;
        int movedStacks = appendStacks(other);
        int list = other.firstChild(ROOT);
        other.wide.moveTo(wide, moved, movedStacks, frameMapping);
        for (int number = 0; number << PAGE_SHIFT < other.size; number++) {
            appendPage(other, number, moved, movedStacks, frameMapping);
            other.pages[number] = null;
        }
        if (list != 0) {
            appendToRoot(list + moved);
        }
        return moved;
    }

    /** Appends the stacks of another tree but that of its root, which is added to the one here. */
    private int appendStacks(CallTree other) {
        int root = other.stack(ROOT);
        if (root != 0) {
            add(ROOT, other.selfSamples[root], other.selfWeights[root]);
            other.selfSamples[root] = 0;
            other.selfWeights[root] = 0;
        }
        int movedStacks = selfSize - 1;
        selfSize += other.selfSize - 1;
        selfSamples = Arrays.copyOf(selfSamples, selfSize + 1);
        selfWeights = Arrays.copyOf(selfWeights, selfSize + 1);
        System.arraycopy(other.selfSamples, 1, selfSamples, movedStacks + 1, other.selfSize - 1);
        System.arraycopy(other.selfWeights, 1, selfWeights, movedStacks + 1, other.selfSize - 1);
        return movedStacks;
    }

    private void appendPage(CallTree other, int number, int moved, int movedStacks, int[] frameMapping) {
        int[] from = other.pages[number];
        int first = number << PAGE_SHIFT;
        for (int i = first == ROOT ? 1 : 0; i < Math.min(PAGE, other.size - first); i++) {
            int node = size++;
            if ((node & PAGE_MASK) == 0) {
                addPage(node >>> PAGE_SHIFT);
            }
            int[] to = pages[node >>> PAGE_SHIFT];
            int at = STRIDE * (node & PAGE_MASK);
            int parent = from[STRIDE * i + PARENT];
            int firstChild = from[STRIDE * i + FIRST];
            int next = from[STRIDE * i + NEXT];
            to[at + PARENT] = parent == ROOT ? ROOT : parent + moved;
            to[at + FRAME] = frameMapping[from[STRIDE * i + FRAME]];
            if (firstChild < -LIMIT) {
                to[at + FIRST] = firstChild + movedStacks;
            } else {
                to[at + FIRST] = firstChild == 0 ? 0 : firstChild + (firstChild > 0 ? moved : -moved);
            }
            // The sign stays.
            to[at + NEXT] = (next & ~SIGN) == 0 ? next : next + moved;
        }
    }

    /** Puts a list of nodes before the children of the root. */
    private void appendToRoot(int list) {
        int last = list;
        while (nextSibling(last) != 0) {
            last = nextSibling(last);
        }
        setNext(last, firstChild(ROOT));
        int before = get(ROOT, FIRST);
        if (first(ROOT) < 0) {
            wide.set(ROOT, LIST, list);
        } else {
            set(ROOT, FIRST, list);
        }
        if (before < -LIMIT) {
            hashStack(ROOT, before - SIGN);
        }
    }

    /** How many nodes there are, the root included. */
    public int size() {
        return size;
    }

    /** The node above, -1 for the root. */
    public int parent(int node) {
        return get(node, PARENT);
    }

    /** The frame of a node, -1 for the root. */
    public int frame(int node) {
        return get(node, FRAME);
    }

    /** The number of the stack that ends at a node, from 1; 0 if none does. */
    public int stack(int node) {
        int[] page = pages[node >>> PAGE_SHIFT];
        int at = STRIDE * (node & PAGE_MASK);
        if (page[at + FIRST] < -LIMIT) {
            return page[at + FIRST] - SIGN;
        }
        return page[at + NEXT] < 0 ? wide.find(node, STACK) : 0;
    }

    /** One more than the largest number of a stack. */
    public int stacks() {
        return selfSize;
    }

    /** Weight of a stack; none for number 0. */
    public long stackWeight(int stack) {
        return selfWeights[stack];
    }

    /** Samples of a stack; none for number 0. */
    public long stackSamples(int stack) {
        return selfSamples[stack];
    }

    /** The number of the stack that ends at each of some nodes. */
    public int[] stacksAt(int[] nodes) {
        int[] stacks = new int[nodes.length];
        Arrays.setAll(stacks, i -> stack(nodes[i]));
        return stacks;
    }

    /** Lets go of the nodes, which take most of the memory; afterwards only frames, and sums over stacks by their numbers, are known. */
    public void forgetNodes() {
        pages = null;
        wide = null;
        size = 0;
    }

    /** Weight of the stacks that end at a node. */
    public long selfWeight(int node) {
        return selfWeights[stack(node)];
    }

    /** Samples whose stack ends at a node. */
    public long selfSamples(int node) {
        return selfSamples[stack(node)];
    }

    /** Weight of all stacks. */
    public long weight() {
        return CompactSums.sum(selfWeights, selfSize);
    }

    /** Samples of all stacks. */
    public long samples() {
        return CompactSums.sum(selfSamples, selfSize);
    }

    /** Weight of each sample where it is the same for all stacks; otherwise, and without samples, 0. */
    public long weightPerSample() {
        return CompactSums.ratio(selfWeights, selfSamples, selfSize);
    }

    /** Weight of the stacks that pass through each node, indexed by node. */
    public CompactSums totalWeights() {
        return sumUp(selfWeights);
    }

    /** Samples whose stack passes through each node, indexed by node. */
    public CompactSums totalSamples() {
        return sumUp(selfSamples);
    }

    private CompactSums sumUp(long[] self) {
        CompactSums totals = new CompactSums(size, self, selfSize);
        for (int number = (size - 1) >>> PAGE_SHIFT; number >= 0; number--) {
            int[] page = pages[number];
            int first = number << PAGE_SHIFT;
            for (int i = Math.min(PAGE, size - first) - 1; i >= 0; i--) {
                int stack = stack(first + i);
                if (stack != 0) {
                    totals.add(first + i, self[stack]);
                }
                if (first + i > ROOT) {
                    totals.add(page[STRIDE * i + PARENT], totals.get(first + i));
                }
            }
        }
        return totals;
    }

    /** The children of nodes that have many, and stacks of nodes with children: open addressing over (parent, frame). */
    private static final class WideNodes {
        private long[] keys = new long[256];
        private int[] children = new int[256];
        private int used;

        int find(int parent, int frame) {
            long key = key(parent, frame);
            int slot = slot(key);
            while (children[slot] != 0) {
                if (keys[slot] == key) {
                    return children[slot];
                }
                slot = (slot + 1) & (keys.length - 1);
            }
            return 0;
        }

        void put(int parent, int frame, int child) {
            if (2 * used >= keys.length) {
                rehash();
            }
            insert(key(parent, frame), child);
            used++;
        }

        /** Replaces a child that is there. */
        void set(int parent, int frame, int child) {
            long key = key(parent, frame);
            int slot = slot(key);
            while (keys[slot] != key || children[slot] == 0) {
                slot = (slot + 1) & (keys.length - 1);
            }
            children[slot] = child;
        }

        /** Adds all entries but those of the root to another table, as the nodes and frames are numbered there. */
        void moveTo(WideNodes other, int moved, int movedStacks, int[] frameMapping) {
            for (int slot = 0; slot < keys.length; slot++) {
                int parent = (int) (keys[slot] >>> 32);
                int frame = (int) keys[slot];
                if (children[slot] != 0 && parent != ROOT) {
                    if (frame == STACK) {
                        other.put(parent + moved, STACK, children[slot] + movedStacks);
                    } else {
                        other.put(parent + moved, frame == LIST ? LIST : frameMapping[frame], children[slot] + moved);
                    }
                }
            }
        }

        private void insert(long key, int child) {
            int slot = slot(key);
            while (children[slot] != 0) {
                slot = (slot + 1) & (keys.length - 1);
            }
            keys[slot] = key;
            children[slot] = child;
        }

        private void rehash() {
            long[] oldKeys = keys;
            int[] oldChildren = children;
            keys = new long[2 * oldKeys.length];
            children = new int[2 * oldKeys.length];
            for (int slot = 0; slot < oldKeys.length; slot++) {
                if (oldChildren[slot] != 0) {
                    insert(oldKeys[slot], oldChildren[slot]);
                }
            }
        }

        private static long key(int parent, int frame) {
            return ((long) parent << 32) | (frame & 0xFFFFFFFFL);
        }

        private int slot(long key) {
            long h = key * 0x9E3779B97F4A7C15L;
            return (int) ((h >>> 32) ^ (h >>> 52)) & (keys.length - 1);
        }
    }
}
