package tallyflame.recordings.fold;

import java.util.Arrays;

/**
 * Numbers of the frames of one chunk of which only method and type matter, where writers number methods from a small number on: a place
 * in an array for each, so that finding one costs one load and no comparison. Keys are those of {@link StackDecoder}: the bytes of the
 * method, and highest the type; keys with the sign are of no frame here.
 */
final class MethodFrames {
    /** Bytes of a key that a method of three bytes leaves empty. */
    private static final long LONGER = 0x00FF_FFFF_FF00_0000L;

    /** Methods from here on have no place, nor types: damage could ask for any number. */
    private static final int MOST_METHODS = 1 << 18;

    private static final int MOST_TYPES = 16;
    private static final int[] NONE = {};

    /** By the highest byte of a key and by method, one more than the number of the frame. */
    private final int[][] frames = new int[256][];

    MethodFrames() {
        Arrays.fill(frames, NONE);
    }

    /** The number of a frame, negative if it has no place or is not known. */
    int get(long key) {
        int[] ofType = frames[(int) (key >>> 56)];
        int method = method(key);
        return (key & LONGER) == 0 && method < ofType.length ? ofType[method] - 1 : -1;
    }

    /** Adds a frame, if it has a place. */
    boolean put(long key, int frame) {
        int type = (int) (key >>> 56);
        int method = method(key);
        if ((key & LONGER) != 0 || type >= MOST_TYPES || method >= MOST_METHODS) {
            return false;
        }
        if (method >= frames[type].length) {
            frames[type] = Arrays.copyOf(frames[type], Math.max(1 << 10, 2 * method));
        }
        frames[type][method] = frame + 1;
        return true;
    }

    /** The method of a key, if it has at most three bytes: seven bits of each. */
    private static int method(long key) {
        return (int) ((key & 0x7F) | (key >>> 1 & 0x3F80) | (key >>> 2 & 0x1FC000));
    }

    /** Forgets all frames. */
    void clear() {
        for (int[] ofType : frames) {
            Arrays.fill(ofType, 0);
        }
    }
}
