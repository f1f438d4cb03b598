package tallyflame.modules.hostless;

import tallyflame.modules.stamps.Stamp;

/**
 * One stamp with its clips: of all pixels, of what that leaves, and of the central patch of what it leaves. Its buffers
 * are used again for the next stamp of the same kind.
 */
final class StampClip {
    /** Side of the stamps that can be processed. */
    static final int SIDE = 63;
    /** Side of the central patch, twice the crop radius. */
    static final int PATCH_SIDE = 14;
    /** First row and column of the patch. */
    static final int PATCH_START = (SIDE - PATCH_SIDE) / 2;

    private final SortedPixels sorted = new SortedPixels(SIDE * SIDE);
    private final SortedPixels patch = new SortedPixels(PATCH_SIDE * PATCH_SIDE);
    private float[] pixels;
    private Clip first;

    /** Takes a stamp of 63 x 63 pixels and clips it for the first time. */
    void load(Stamp stamp) {
        pixels = stamp.pixels();
        sorted.load(pixels);
        first = SigmaClip.clip(sorted);
    }

    /** The pixels of the stamp. */
    float[] pixels() {
        return pixels;
    }

    /** The clip of all pixels. */
    Clip first() {
        return first;
    }

    /** How many pixels the first clip masks, NaN included. */
    int maskedOnce() {
        return pixels.length - first.kept();
    }

    /** How many pixels are masked after clipping once more what the first clip left. */
    int maskedTwice() {
        return pixels.length - SigmaClip.clip(sorted, first).kept();
    }

    /** How many pixels of the central patch the first clip masks, and a clip of the patch by itself. */
    int maskedInPatch() {
        patch.loadPatch(pixels, SIDE, PATCH_START, PATCH_SIDE, first);
        return PATCH_SIDE * PATCH_SIDE - SigmaClip.clip(patch).kept();
    }

    /** Median of the pixels that the first clip left: a single-precision number. */
    float median() {
        return sorted.median(first.from(), first.to());
    }

    /** Population standard deviation of the pixels that the first clip left: a single-precision number. */
    float deviation() {
        return (float) sorted.deviation(first.from(), first.to());
    }
}
