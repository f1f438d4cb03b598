package tallyflame.runner.groundtruth;

import java.util.List;

/** Few calls, long loops. */
final class LargeMethods implements PhasedProgram {
    private static final int STEPS = 500;

    @Override
    public List<Phase> phases() {
        return List.of(
                new Phase("shifts", 50, LargeMethods::shifts),
                new Phase("products", 25, LargeMethods::products),
                new Phase("roots", 15, LargeMethods::roots),
                new Phase("remainders", 10, LargeMethods::remainders));
    }

    private static long shifts(int units) {
        long x = units;
        for (int u = 0; u < units; u++) {
            for (int i = 0; i < STEPS; i++) {
                x ^= x << 13;
                x ^= x >>> 7;
                x ^= x << 17;
            }
        }
        return x;
    }

    private static long products(int units) {
        long x = units;
        for (int u = 0; u < units; u++) {
            for (int i = 0; i < STEPS; i++) {
                x = x * 6364136223846793005L + i;
            }
        }
        return x;
    }

    private static long roots(int units) {
        double sum = 0;
        for (int u = 0; u < units; u++) {
            for (int i = 1; i < STEPS; i++) {
                sum += Math.sqrt(i + sum);
            }
        }
        return Double.doubleToLongBits(sum);
    }

    private static long remainders(int units) {
        long x = 1;
        for (int u = 0; u < units; u++) {
            for (int i = 1; i < STEPS; i++) {
                x = (x * 31 + u) % (1_000_003 + i);
            }
        }
        return x;
    }
}
