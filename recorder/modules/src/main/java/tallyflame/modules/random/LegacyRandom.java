package tallyflame.modules.random;

/**
 * The generator behind NumPy's legacy functions, bit for bit: MT19937 (Matsumoto and Nishimura 1998) seeded by one
 * integer, uniform doubles of 53 bits, normals by the polar method, and bounded integers by masking and rejection.
 */
public final class LegacyRandom {
    private static final int SIZE = 624;
    private static final int SHIFT = 397;

    private final int[] state = new int[SIZE];
    private int next = SIZE;
    private boolean hasKept;
    private double kept;

    /** A generator in the state that a seed gives. */
    public LegacyRandom(int seed) {
        state[0] = seed;
        for (int i = 1; i < SIZE; i++) {
            state[i] = 1812433253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
        }
    }

    /** 32 random bits. */
    public int nextBits() {
        if (next == SIZE) {
            twist();
        }
        int bits = state[next++];
        bits ^= bits >>> 11;
        bits ^= (bits << 7) & 0x9d2c5680;
        bits ^= (bits << 15) & 0xefc60000;
        return bits ^ (bits >>> 18);
    }

    private void twist() {
        for (int i = 0; i < SIZE; i++) {
            int mixed = (state[i] & 0x80000000) | (state[(i + 1) % SIZE] & 0x7fffffff);
            state[i] = state[(i + SHIFT) % SIZE] ^ (mixed >>> 1) ^ ((mixed & 1) == 0 ? 0 : 0x9908b0df);
        }
        next = 0;
    }

    /** A uniform number in [0, 1). */
    public double nextUniform() {
        int high = nextBits() >>> 5;
        int low = nextBits() >>> 6;
        return (high * 67108864.0 + low) / 9007199254740992.0;
    }

    /** A standard normal number. They are made in pairs; the second is kept for the next call, shuffles between or not. */
    public double nextNormal() {
        if (hasKept) {
            hasKept = false;
            return kept;
        }
        double x1;
        double x2;
        double r2;
        do {
            x1 = 2 * nextUniform() - 1;
            x2 = 2 * nextUniform() - 1;
            r2 = x1 * x1 + x2 * x2;
        } while (r2 >= 1 || r2 == 0);
        double factor = Math.sqrt(-2 * Math.log(r2) / r2);
        kept = factor * x1;
        hasKept = true;
        return factor * x2;
    }

    /** An integer from 0 to {@code max} inclusive. */
    public int nextAtMost(int max) {
        int mask = max == 0 ? 0 : -1 >>> Integer.numberOfLeadingZeros(max);
        int value = nextBits() & mask;
        while (value > max) {
            value = nextBits() & mask;
        }
        return value;
    }

    /** Shuffles in place (Fisher and Yates, from the end). */
    public void shuffle(int[] values) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = nextAtMost(i);
            int swapped = values[i];
            values[i] = values[j];
            values[j] = swapped;
        }
    }
}
