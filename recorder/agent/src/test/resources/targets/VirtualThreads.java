// release 21
package targets;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

public class VirtualThreads { // hits=0
    static final int THREADS = 1000;

    public static void run() throws InterruptedException {
        List<Thread> threads = new ArrayList<>(); // hits=1
        for (int i = 0; i < THREADS; i++) { // hits=1001 branches=1000|1
            threads.add(Thread.ofVirtual().start(() -> work(10))); // hits=1000+1000
        }
        for (Thread thread : threads) { // hits=1001 branches=1000|1
            thread.join(); // hits=1000
        } // hits=1000
    } // hits=1

    static int work(int n) {
        int sum = 0; // hits=1000
        for (int i = 0; i < n; i++) { // hits=11000 branches=10000|1000
            sum += i; // hits=10000
            Thread.yield(); // hits=10000
            if (i == 5) { // hits=10000 branches=1000|9000
                LockSupport.parkNanos(1000); // hits=1000
            }
            sum--; // hits=10000
        }
        return sum; // hits=1000
    }
}
