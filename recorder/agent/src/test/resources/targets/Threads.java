package targets;

public class Threads { // hits=0
    static int shared;

    public static void run() throws InterruptedException {
        Thread[] threads = new Thread[4]; // hits=1
        for (int i = 0; i < threads.length; i++) { // hits=5 branches=4|1
            threads[i] = new Thread(() -> work(5000)); // hits=4+4
            threads[i].start(); // hits=4
        }
        for (Thread thread : threads) { // hits=5 branches=4|1
            thread.join(); // hits=4
        }
        for (int i = 0; i < 50; i++) { // hits=51 branches=50|1
            Thread shortLived = new Thread(Threads::touch); // hits=50
            shortLived.start(); // hits=50
            shortLived.join(); // hits=50
        }
    } // hits=1

    static int work(int n) {
        int even = 0; // hits=4
        for (int i = 0; i < n; i++) { // hits=20004 branches=20000|4
            if (i % 2 == 0) { // hits=20000 branches=10000|10000
                even++; // hits=10000
            }
        }
        return even; // hits=4
    }

    static void touch() {
        shared++; // hits=50
    } // hits=50
}
