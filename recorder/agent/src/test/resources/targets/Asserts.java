package targets;

public class Asserts { // hits=1+0 branches=0|1
    static int failures;

    public static void run() {
        for (int i = 0; i < 4; i++) { // hits=5 branches=4|1
            try {
                check(i); // hits=4
            } catch (AssertionError e) { // hits=1
                failures++; // hits=1
            } // hits=3
        }
    } // hits=1

    static void check(int i) {
        assert i < 3 : "too large: " + i; // hits=4 branches=4|0 1|3
        assert i >= 0; // hits=3 branches=3|0 0|3
    } // hits=3
}
