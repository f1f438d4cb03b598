package tallyflame.runner.groundtruth;

import java.util.List;

/** Stacks of hundreds of frames, of one method and of two by turns. */
final class DeepRecursion implements PhasedProgram {
    private static final int DEPTH = 300;
    private static final int STEPS = 40;

    @Override
    public List<Phase> phases() {
        return List.of(
                new Phase("direct", 45, DeepRecursion::direct),
                new Phase("mutual", 30, DeepRecursion::mutual),
                new Phase("shallow", 25, DeepRecursion::shallow));
    }

    private static long direct(int units) {
        long sum = 0;
        for (int u = 0; u < units; u++) {
            sum += down(DEPTH, sum);
        }
        return sum;
    }

    private static long down(int depth, long x) {
        long y = work(x + depth);
        return depth == 0 ? y : down(depth - 1, y) + 1;
    }

    private static long mutual(int units) {
        long sum = 0;
        for (int u = 0; u < units; u++) {
            sum += even(DEPTH, sum);
        }
        return sum;
    }

    private static long even(int depth, long x) {
        return depth == 0 ? x : odd(depth - 1, work(x)) + 1;
    }

    private static long odd(int depth, long x) {
        return depth == 0 ? x : even(depth - 1, work(x + 1)) + 3;
    }

    private static long shallow(int units) {
        long sum = 0;
        for (int u = 0; u < units; u++) {
            for (int i = 0; i < DEPTH; i++) {
                sum = work(sum + i);
            }
        }
        return sum;
    }

    private static long work(long x) {
        long y = x;
        for (int i = 0; i < STEPS; i++) {
            y = y * 6364136223846793005L + i;
        }
        return y;
    }
}
