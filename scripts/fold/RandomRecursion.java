import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** Four threads in random recursion of depth 8 to 32 through eight methods: nearly every stack is a new one. */
final class RandomRecursion {
    private static volatile Object sink;

    private final SplittableRandom random;

    private RandomRecursion(long seed) {
        random = new SplittableRandom(seed);
    }

    public static void main(String[] arguments) throws Exception {
        long end = System.nanoTime() + Long.parseLong(arguments[0]) * 1_000_000_000L;
        Thread[] threads = new Thread[4];
        for (int i = 0; i < threads.length; i++) {
            RandomRecursion recursion = new RandomRecursion(i);
            threads[i] = new Thread(() -> recursion.until(end), "recursion-" + i);
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void until(long end) {
        while (System.nanoTime() < end) {
            step(8 + random.nextInt(25));
        }
    }

    private int step(int depth) {
        if (depth == 0) {
            return leaf();
        }
        return switch (random.nextInt(8)) {
            case 0 -> a(depth);
            case 1 -> b(depth);
            case 2 -> c(depth);
            case 3 -> d(depth);
            case 4 -> e(depth);
            case 5 -> f(depth);
            case 6 -> g(depth);
            default -> h(depth);
        };
    }

    private int leaf() {
        byte[] garbage = new byte[64 + random.nextInt(192)];
        sink = garbage;
        int sum = 0;
        for (int i = 0; i < 200; i++) {
            sum += garbage[i % garbage.length] ^ random.nextInt();
        }
        return sum;
    }

    private int a(int depth) {
        return step(depth - 1) + 1;
    }

    private int b(int depth) {
        return step(depth - 1) * 31;
    }

    private int c(int depth) {
        return step(depth - 1) ^ depth;
    }

    private int d(int depth) {
        int first = step(depth - 1);
        return first + leaf();
    }

    private int e(int depth) {
        IntUnaryOperator deeper = x -> step(x - 1);
        return deeper.applyAsInt(depth);
    }

    private int f(int depth) {
        return IntStream.of(depth - 1).map(this::step).sum();
    }

    private int g(int depth) {
        return IntStream.rangeClosed(depth - 1, depth - 1).map(x -> step(x)).max().orElse(0);
    }

    private int h(int depth) {
        Runnable deeper = () -> sink = step(depth - 1);
        deeper.run();
        return depth;
    }
}
