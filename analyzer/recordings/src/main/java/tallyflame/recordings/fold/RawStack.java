package tallyflame.recordings.fold;

/** One stack that is to be found in a tree: its frames, and the sums that name its prefixes. Reused. */
final class RawStack extends FrameKeys {
    /** Numbers of the frames, root first, as far as they were asked for. */
    int[] frames = {};

    /** The two sums of {@link PrefixTable} over the frames from depth {@code BLOCK * i} to the top. */
    private final long[] tails1 = new long[PrefixTable.DEEPEST / PrefixTable.BLOCK + 1];

    private final long[] tails2 = new long[PrefixTable.DEEPEST / PrefixTable.BLOCK + 1];
    private long sum1;
    private long sum2;

    /** The node of the prefix that was found last, and its depth. */
    int node;

    int depth;

    @Override
    void begin(int frames) {
        super.begin(frames);
        sum1 = 0;
        sum2 = 0;
    }

    /** Adds a frame also to the sums. */
    @Override
    void add(int index, long key) {
        keys[index] = key;
        int height = size - 1 - index;
        if (height < PrefixTable.DEEPEST) {
            long mixed = PrefixTable.mix(key);
            sum1 += mixed * PrefixTable.FACTORS_1[height];
            sum2 += mixed * PrefixTable.FACTORS_2[height];
            if (height % PrefixTable.BLOCK == 0) {
                tails1[height / PrefixTable.BLOCK] = sum1;
                tails2[height / PrefixTable.BLOCK] = sum2;
            }
        }
    }

    /** The deepest prefix that is shorter than the stack, in blocks. */
    int deepestBlock() {
        return Math.min(size - 1, PrefixTable.DEEPEST - 1) / PrefixTable.BLOCK;
    }

    /** First sum over the frames of a prefix: what is left of the whole without the frames beyond it. */
    long prefix1(int block) {
        return sum1 - tails1[block];
    }

    /** Second sum over the frames of a prefix. */
    long prefix2(int block) {
        return sum2 - tails2[block];
    }
}
