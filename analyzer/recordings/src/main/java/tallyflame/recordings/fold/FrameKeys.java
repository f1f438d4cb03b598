package tallyflame.recordings.fold;

/** The frames of one stack as {@link StackDecoder} reads them, each known by its encoded bytes. Reused. */
class FrameKeys {
    /** Frames, top first: encoded bytes, or marked numbers. */
    long[] keys = new long[256];

    int size;

    /** Begins another stack of so many frames. */
    void begin(int frames) {
        if (frames > keys.length) {
            keys = new long[Math.max(frames, 2 * keys.length)];
        }
        size = frames;
    }

    /** Adds the frame of an index, counted from the top; indexes must ascend. */
    void add(int index, long key) {
        keys[index] = key;
    }
}
