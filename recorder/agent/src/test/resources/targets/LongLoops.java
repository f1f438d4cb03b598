package targets;

public class LongLoops { // hits=0
    public static void run() {
        compiled(1_000_000); // hits=1
        calls(300_000); // hits=1
        exits(); // hits=1
    } // hits=1

    static long compiled(int n) {
        long sum = 0; // hits=1
        for (int i = 0; i < n; i++) { // hits=1000001 branches=1000000|1
            if ((i & 1023) == 0) { // hits=1000000 branches=977|999023
                sum += 3; // hits=977
            } else {
                sum ^= i; // hits=999023
            }
        }
        return sum; // hits=1
    }

    static long calls(int n) {
        long sum = 0; // hits=1
        int i = 0; // hits=1
        while (i < n) { // hits=300001 branches=300000|1
            sum += step(i); // hits=300000
            i++; // hits=300000
        }
        return sum; // hits=1
    }

    static int step(int i) {
        return i % 3 == 0 ? 1 : 2; // hits=300000 branches=100000|200000
    }

    static int exits() {
        int[] values = new int[1000]; // hits=1
        int caught = 0; // hits=1
        for (int round = 0; round < 100; round++) { // hits=101 branches=100|1
            try {
                for (int i = 0; ; i++) { // hits=100100
                    values[i]++; // hits=100100
                }
            } catch (ArrayIndexOutOfBoundsException e) { // hits=100
                caught++; // hits=100
            }
        }
        return caught; // hits=1
    }
}
