// release 21
package targets;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

public class VirtualThreads {
    static final int THREADS = 1000;

    public static void run() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            threads.add(Thread.ofVirtual().start(() -> work(10)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    static int work(int n) {
        int sum = 0;
        for (int i = 0; i < n; i++) {
            sum += i;
            Thread.yield();
            if (i == 5) {
                LockSupport.parkNanos(1000);
            }
            sum--;
        }
        return sum;
    }
}
