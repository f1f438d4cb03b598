package tallyflame.runner.groundtruth;

import java.util.List;

/** Most of the work in methods of a few instructions, called all the time; one phase without any, for contrast. */
final class TinyMethods implements PhasedProgram {
    private static final int STEPS = 200;

    @Override
    public List<Phase> phases() {
        return List.of(
                new Phase("getters", 40, TinyMethods::getters),
                new Phase("plain", 30, TinyMethods::plain),
                new Phase("nested", 20, TinyMethods::nested),
                new Phase("branches", 10, TinyMethods::branches));
    }

    private record Pair(long left, long right) {}

    private static long getters(int units) {
        Pair pair = new Pair(units, 3);
        long sum = 0;
        for (int u = 0; u < units; u++) {
            for (int i = 0; i < STEPS; i++) {
                sum = mix(sum ^ pair.left(), pair.right() + i);
            }
        }
        return sum;
    }

    private static long mix(long a, long b) {
        return Long.rotateLeft(a * 31 + b, 7);
    }

    private static long plain(int units) {
        long sum = 0;
        for (int u = 0; u < units; u++) {
            for (int i = 0; i < STEPS; i++) {
                sum = Long.rotateLeft(sum * 31 + i, 7);
            }
        }
        return sum;
    }

    private static long nested(int units) {
        long sum = 0;
        for (int u = 0; u < units; u++) {
            for (int i = 0; i < STEPS; i++) {
                sum = first(sum + i);
            }
        }
        return sum;
    }

    private static long first(long x) {
        return second(x) * 17;
    }

    private static long second(long x) {
        return third(x) + 5;
    }

    private static long third(long x) {
        return x ^ x >>> 9;
    }

    private static long branches(int units) {
        long sum = 0;
        for (int u = 0; u < units; u++) {
            for (int i = 0; i < STEPS; i++) {
                sum += isOdd(sum * 7 + i) ? 3 : 1;
            }
        }
        return sum;
    }

    private static boolean isOdd(long x) {
        return (x & 1) == 1;
    }
}
