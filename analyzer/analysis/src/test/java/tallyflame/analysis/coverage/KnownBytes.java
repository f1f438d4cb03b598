package tallyflame.analysis.coverage;

import java.util.Map;
import java.util.SplittableRandom;

/** Arrays of three sizes, in random order; two in a hundred hold most of the bytes. */
final class KnownBytes implements KnownProgram {
    private static final int LARGE = 100_000;
    private static final int MEDIUM = 5_000;
    private static final int SMALL = 304;
    private static final int HEADER = 16;
    /** Arrays between two looks at the clock. */
    private static final int BATCH = 1000;

    @SuppressWarnings("UnusedVariable")
    private static volatile Object sink;

    @Override
    public String options() {
        return "event=alloc";
    }

    @Override
    public boolean isOfEachRecording() {
        return true;
    }

    @Override
    public long millis() {
        return 200;
    }

    @Override
    public String event() {
        return "alloc";
    }

    @Override
    public Map<String, Double> run(SplittableRandom random, long millis) {
        long large = 0;
        long medium = 0;
        long small = 0;
        long end = System.nanoTime() + millis * 1_000_000;
        while (System.nanoTime() < end) {
            for (int i = 0; i < BATCH; i++) {
                int draw = random.nextInt(100);
                if (draw < 2) {
                    large += large();
                } else if (draw < 20) {
                    medium += medium();
                } else {
                    small += small();
                }
            }
        }
        return Map.of("large", (double) large, "medium", (double) medium, "small", (double) small);
    }

    private static long large() {
        sink = new byte[LARGE];
        return LARGE + HEADER;
    }

    private static long medium() {
        sink = new byte[MEDIUM];
        return MEDIUM + HEADER;
    }

    private static long small() {
        sink = new byte[SMALL];
        return SMALL + HEADER;
    }
}
