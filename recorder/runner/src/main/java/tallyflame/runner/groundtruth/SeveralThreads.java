package tallyflame.runner.groundtruth;

import java.util.List;

/** Each phase in a thread of its own, all at the same time. */
final class SeveralThreads implements PhasedProgram {
    private static final int STEPS = 500;

    @Override
    public List<Phase> phases() {
        return List.of(
                new Phase("most", 50, SeveralThreads::most),
                new Phase("less", 30, SeveralThreads::less),
                new Phase("least", 20, SeveralThreads::least));
    }

    @Override
    public boolean concurrent() {
        return true;
    }

    private static long most(int units) {
        long x = units;
        for (int u = 0; u < units; u++) {
            for (int i = 0; i < STEPS; i++) {
                x = x * 6364136223846793005L + i;
            }
        }
        return x;
    }

    private static long less(int units) {
        long x = units;
        for (int u = 0; u < units; u++) {
            for (int i = 0; i < STEPS; i++) {
                x ^= x << 13;
                x ^= x >>> 7;
            }
        }
        return x;
    }

    private static long least(int units) {
        double x = units;
        for (int u = 0; u < units; u++) {
            for (int i = 0; i < STEPS; i++) {
                x = Math.sqrt(x + i);
            }
        }
        return Double.doubleToLongBits(x);
    }
}
