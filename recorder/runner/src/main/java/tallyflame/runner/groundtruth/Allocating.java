package tallyflame.runner.groundtruth;

import java.util.ArrayList;
import java.util.List;

/** Objects small and large, most of them garbage at once; the collector works in threads of its own. */
final class Allocating implements PhasedProgram {
    private static final int OBJECTS = 100;
    private static final int LARGE = 8_192;

    @Override
    public List<Phase> phases() {
        return List.of(
                new Phase("lists", 40, Allocating::lists),
                new Phase("arrays", 25, Allocating::arrays),
                new Phase("texts", 20, Allocating::texts),
                new Phase("arithmetic", 15, Allocating::arithmetic));
    }

    private static long lists(int units) {
        long sum = 0;
        for (int u = 0; u < units; u++) {
            List<Long> list = new ArrayList<>();
            for (int i = 0; i < OBJECTS; i++) {
                list.add(sum + 1_000 + i);
            }
            sum += list.get(u % OBJECTS);
        }
        return sum;
    }

    private static long arrays(int units) {
        long sum = 0;
        for (int u = 0; u < units; u++) {
            byte[] array = new byte[LARGE + (u & 7)];
            array[u % LARGE] = (byte) u;
            sum += array[(u * 7) % LARGE] + array.length;
        }
        return sum;
    }

    private static long texts(int units) {
        long sum = 0;
        for (int u = 0; u < units; u++) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < OBJECTS / 5; i++) {
                text.append(sum + i).append(';');
            }
            sum += text.toString().hashCode();
        }
        return sum;
    }

    private static long arithmetic(int units) {
        long x = units;
        for (int u = 0; u < units; u++) {
            for (int i = 0; i < OBJECTS; i++) {
                x = x * 6364136223846793005L + i;
            }
        }
        return x;
    }
}
