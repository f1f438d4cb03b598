package tallyflame.runner.groundtruth;

import java.util.List;

/** Exceptions with and without stack traces, caught near and far. */
final class Exceptional implements PhasedProgram {
    private static final int DEPTH = 10;
    private static final int STEPS = 200;

    @Override
    public List<Phase> phases() {
        return List.of(
                new Phase("traced", 40, Exceptional::traced),
                new Phase("far", 30, Exceptional::far),
                new Phase("none", 30, Exceptional::none));
    }

    private static final class Light extends RuntimeException {
        private static final long serialVersionUID = 1;

        Light() {
            super("light", null, false, false);
        }
    }

    private static long traced(int units) {
        long sum = 0;
        for (int u = 0; u < units; u++) {
            try {
                fail(u);
            } catch (IllegalStateException e) {
                sum += e.getMessage().length();
            }
        }
        return sum;
    }

    private static void fail(int u) {
        throw new IllegalStateException(u % 2 == 0 ? "even" : "odd");
    }

    private static long far(int units) {
        long sum = 0;
        for (int u = 0; u < units; u++) {
            try {
                sum += down(DEPTH, u);
            } catch (Light e) {
                sum++;
            }
        }
        return sum;
    }

    private static long down(int depth, long x) {
        return depth == 0 ? refuse(x) : down(depth - 1, x + 1) + 1;
    }

    private static long refuse(long x) {
        if (x >= 0) {
            throw new Light();
        }
        return x;
    }

    private static long none(int units) {
        long x = units;
        for (int u = 0; u < units; u++) {
            for (int i = 0; i < STEPS; i++) {
                x = x * 6364136223846793005L + i;
            }
        }
        return x;
    }
}
