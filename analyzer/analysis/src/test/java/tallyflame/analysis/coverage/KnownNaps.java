package tallyflame.analysis.coverage;

import java.util.Map;
import java.util.SplittableRandom;

/**
 * Naps of random length in three methods. The truth is that of the program, whatever naps one recording happens to have: what the
 * methods took in all recordings.
 */
final class KnownNaps implements KnownProgram {
    private static final int LONG = 60;
    private static final int MIDDLE = 30;
    private static final int SHORT = 10;

    @Override
    public String options() {
        return "wall=2ms";
    }

    @Override
    public String event() {
        return "wall";
    }

    @Override
    public boolean isOfEachRecording() {
        return false;
    }

    @Override
    public long millis() {
        return 1500;
    }

    @Override
    public Map<String, Double> run(SplittableRandom random, long millis) throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        long[] nanos = new long[3];
        while (System.nanoTime() < end) {
            int kind = random.nextInt(nanos.length);
            long start = System.nanoTime();
            switch (kind) {
                case 0 -> longNap(random);
                case 1 -> middleNap(random);
                default -> shortNap(random);
            }
            nanos[kind] += System.nanoTime() - start;
        }
        return Map.of("longNap", (double) nanos[0], "middleNap", (double) nanos[1], "shortNap", (double) nanos[2]);
    }

    /** Up to twice the mean. */
    private static void nap(int mean, SplittableRandom random) throws InterruptedException {
        Thread.sleep(1 + random.nextInt(2 * mean - 1));
    }

    private static void longNap(SplittableRandom random) throws InterruptedException {
        nap(LONG, random);
    }

    private static void middleNap(SplittableRandom random) throws InterruptedException {
        nap(MIDDLE, random);
    }

    private static void shortNap(SplittableRandom random) throws InterruptedException {
        nap(SHORT, random);
    }
}
