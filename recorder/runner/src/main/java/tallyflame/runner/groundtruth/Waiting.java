package tallyflame.runner.groundtruth;

import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** One phase waits, as for a disk or a network: it takes wall-clock time and next to no CPU time. */
final class Waiting implements PhasedProgram {
    private static final int STEPS = 500;
    private static final long MICRO = 1_000;

    @Override
    public List<Phase> phases() {
        return List.of(
                new Phase("busy", 50, Waiting::busy),
                new Phase("busier", 20, Waiting::busier),
                new Phase("waits", 30, Waiting::waits));
    }

    private static long busy(int units) {
        long x = units;
        for (int u = 0; u < units; u++) {
            for (int i = 0; i < STEPS; i++) {
                x = x * 6364136223846793005L + i;
            }
        }
        return x;
    }

    private static long busier(int units) {
        long x = units;
        for (int u = 0; u < units; u++) {
            for (int i = 0; i < STEPS; i++) {
                x ^= x << 13;
                x ^= x >>> 7;
            }
        }
        return x;
    }

    private static long waits(int units) {
        long end = System.nanoTime() + units * MICRO;
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        return end;
    }
}
