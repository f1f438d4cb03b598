package programs;

import java.util.ArrayList;
import java.util.List;

public class Nesting {
    static final int THREADS = 3;
    static final int CALLS = 1_000;
    static volatile long sink;

    public static void main(String[] args) throws Exception {
        outer(7);
        before();
        if (args.length > 0) {
            Class.forName("java.lang.TallyflameTimers").getMethod("mark").invoke(null);
        }
        sink += fibonacci(12);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            threads.add(new Thread(Nesting::work));
        }
        for (Thread thread : threads) {
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        for (int i = 0; i < 5; i++) {
            caught(i);
        }
        try {
            new Refused(1);
        } catch (IllegalStateException e) {
            after();
        }
    }

    static void before() {
        sink++;
    }

    static void outer(int n) {
        for (int i = 0; i < n; i++) {
            inner(i);
            inner(i + 1);
        }
    }

    static void inner(int i) {
        sink += i;
    }

    static int fibonacci(int n) {
        if (n < 2) {
            return n;
        }
        return fibonacci(n - 1) + fibonacci(n - 2);
    }

    static void work() {
        for (int i = 0; i < CALLS; i++) {
            leaf(i);
        }
    }

    static void leaf(int i) {
        sink += i;
    }

    static void caught(int i) {
        try {
            thrower(i);
        } catch (ArithmeticException e) {
            sink += 1;
        }
    }

    static void thrower(int i) {
        passing(i);
    }

    static int passing(int i) {
        return 1 / (i % 2);
    }

    static void after() {
        sink++;
    }

    static class Base {
        Base(int i) {
            if (i == 1) {
                throw new IllegalStateException();
            }
        }
    }

    static class Refused extends Base {
        Refused(int i) {
            super(i);
        }
    }
}
