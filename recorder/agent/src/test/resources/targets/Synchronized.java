package targets;

public class Synchronized { // hits=1
    private int count;

    public static void run() {
        Synchronized it = new Synchronized(); // hits=1
        for (int i = 0; i < 5; i++) { // hits=6 branches=5|1
            it.method(); // hits=5
            it.block(i); // hits=5
            staticMethod(); // hits=5
            it.leave(i); // hits=5
        }
    } // hits=1

    synchronized void method() {
        count++; // hits=5
    } // hits=5

    static synchronized int staticMethod() {
        return 1; // hits=5
    }

    void leave(int i) {
        int[] two = new int[2]; // hits=5
        try {
            synchronized (this) { // hits=5
                synchronized (two) { // hits=5
                    two[i]++; // hits=5
                    throwing(i); // hits=2
                } // hits=5
            } // hits=5
        } catch (ArrayIndexOutOfBoundsException | IllegalStateException e) { // hits=4
            count++; // hits=4
        } // hits=1
    } // hits=5

    synchronized void throwing(int i) {
        synchronized (Synchronized.class) { // hits=2
            if (i == 1) { // hits=2 branches=1|1
                throw new IllegalStateException(); // hits=1
            }
        } // hits=2
    } // hits=1

    int block(int i) {
        try {
            synchronized (this) { // hits=5
                count++; // hits=5
                if (i == 2) { // hits=5 branches=1|4
                    return 7; // hits=1
                }
                count /= i - 3; // hits=4
            } // hits=4
        } catch (ArithmeticException e) { // hits=1
            count = 0; // hits=1
        } // hits=3
        return count; // hits=4
    }
}
