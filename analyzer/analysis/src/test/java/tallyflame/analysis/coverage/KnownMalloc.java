package tallyflame.analysis.coverage;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.SplittableRandom;

/** Blocks of native memory of three sizes in random order, all smaller than the interval; some are never freed. */
final class KnownMalloc implements KnownProgram {
    private static final int LARGE = 40_000;
    private static final int MEDIUM = 4_000;
    private static final int SMALL = 400;
    /** Blocks between two looks at the clock. */
    private static final int BATCH = 100;

    /** What a recording left behind, which is freed when the next one has begun: before that, it would be in the recording. */
    private final Deque<Long> left = new ArrayDeque<>();

    /** Of how many blocks one is kept; what is freed at once does not count for leaks. */
    private final int keptOf;

    private KnownMalloc(int keptOf) {
        this.keptOf = keptOf;
    }

    /** All blocks, each freed at once. */
    static KnownMalloc all() {
        return new KnownMalloc(0);
    }

    /** Only the blocks that are never freed, one in four. */
    static KnownMalloc leaks() {
        return new KnownMalloc(4);
    }

    @Override
    public String options() {
        return keptOf == 0 ? "nativemem=64k" : "nativemem=16k";
    }

    @Override
    public String event() {
        return keptOf == 0 ? "malloc" : "leak";
    }

    @Override
    public boolean isOfEachRecording() {
        return true;
    }

    @Override
    public long millis() {
        return 150;
    }

    @Override
    public Map<String, Double> run(SplittableRandom random, long millis) {
        while (!left.isEmpty()) {
            NativeMemory.free(left.pop());
        }
        long[] bytes = new long[3];
        long end = System.nanoTime() + millis * 1_000_000;
        while (System.nanoTime() < end) {
            for (int i = 0; i < BATCH; i++) {
                int draw = random.nextInt(100);
                int kind = draw < 5 ? 0 : draw < 30 ? 1 : 2;
                long address = kind == 0 ? large() : kind == 1 ? medium() : small();
                boolean keep = keptOf > 0 && random.nextInt(keptOf) == 0;
                if (keep) {
                    left.push(address);
                } else {
                    NativeMemory.free(address);
                }
                if (keep || keptOf == 0) {
                    bytes[kind] += kind == 0 ? LARGE : kind == 1 ? MEDIUM : SMALL;
                }
            }
        }
        return Map.of("large", (double) bytes[0], "medium", (double) bytes[1], "small", (double) bytes[2]);
    }

    private static long large() {
        return NativeMemory.allocate(LARGE);
    }

    private static long medium() {
        return NativeMemory.allocate(MEDIUM);
    }

    private static long small() {
        return NativeMemory.allocate(SMALL);
    }
}
