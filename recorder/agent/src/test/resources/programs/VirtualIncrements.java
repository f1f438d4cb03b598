package programs;

import java.util.ArrayList;
import java.util.List;

public class VirtualIncrements {
    static final int THREADS = 5_000;
    static final int EACH = 200;

    public static void main(String[] args) throws Exception {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            threads.add(Thread.ofVirtual().start(VirtualIncrements::loop));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    static void loop() {
        for (int i = 0; i < EACH; i++) {
            // The carrier thread may be another one after every yield.
            Thread.yield();
            step(); // here: 10^6
        }
    }

    static int step() {
        return 1; // and here
    }
}
