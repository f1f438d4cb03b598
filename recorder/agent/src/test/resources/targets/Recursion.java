package targets;

public class Recursion { // hits=0
    static int depth;

    public static void run() {
        factorial(5); // hits=1
        fibonacci(7); // hits=1
        even(6); // hits=1
        try {
            failing(4); // hits=1
        } catch (IllegalStateException e) { // hits=1
            depth = 0; // hits=1
        } // hits=0
    } // hits=1

    static long factorial(int n) {
        return n <= 1 // hits=10 branches=1|4
                ? 1 // hits=1
                : n * factorial(n - 1); // hits=4
    }

    static int fibonacci(int n) {
        if (n < 2) { // hits=41 branches=21|20
            return n; // hits=21
        }
        return fibonacci(n - 1) + fibonacci(n - 2); // hits=20
    }

    static boolean even(int n) {
        return n == 0 || odd(n - 1); // hits=4 branches=3|1 3|0
    }

    static boolean odd(int n) {
        return n != 0 && even(n - 1); // hits=3 branches=3|0 3|0
    }

    static void failing(int n) {
        depth++; // hits=5
        if (n == 0) { // hits=5 branches=1|4
            throw new IllegalStateException(); // hits=1
        }
        failing(n - 1); // hits=4
        depth--; // hits=0
    } // hits=0
}
