package programs;

import java.util.ArrayList;
import java.util.List;

public class Increments {
    static final int THREADS = 4;
    static int each = 25_000_000;
    static final int SHORT_LIVED = 2_000;

    public static void main(String[] args) throws Exception {
        if (args.length > 0) {
            each = Integer.parseInt(args[0]);
        }
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            threads.add(new Thread(Increments::loop));
        }
        for (int i = 0; i < SHORT_LIVED; i++) {
            threads.add(new Thread(Increments::once));
        }
        for (Thread thread : threads) {
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    static int loop() {
        int sum = 0;
        for (int i = 0; i < each; i++) {
            sum += step(i); // here: 10^8
        }
        return sum;
    }

    static int step(int i) {
        if (i % 5 == 0) {
            return 1; // a fifth
        }
        return i;
    }

    static int once() {
        return 1; // short-lived
    }
}
