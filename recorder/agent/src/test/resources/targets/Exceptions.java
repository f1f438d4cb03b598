package targets;

/** In every method the third of the four lines throws: the lines before count, the line itself counts, the rest not. */
public class Exceptions { // hits=0
    static int ok;
    int field = 1; // hits=0

    static class Bad { // hits=0
        static final int VALUE = Integer.parseInt("not a number"); // hits=1
    }

    static void attempt(Runnable action) {
        try {
            action.run(); // hits=57
        } catch (RuntimeException | Error e) { // hits=54
            ok++; // hits=54
        } // hits=3
    } // hits=57

    public static void run() {
        Object text = "text"; // hits=1
        Object[] strings = new String[1]; // hits=1
        int[] ints = new int[2]; // hits=1
        for (int i = 0; i < 3; i++) { // hits=4 branches=3|1
            attempt(() -> readField(null)); // hits=3+3
            attempt(() -> writeField(null)); // hits=3+3
            attempt(() -> invoke(null)); // hits=3+3
            attempt(() -> length(null)); // hits=3+3
            attempt(() -> throwNull()); // hits=3+3
            attempt(() -> load(ints, 2)); // hits=3+3
            attempt(() -> store(ints, -1)); // hits=3+3
            attempt(() -> storeType(strings)); // hits=3+3
            attempt(() -> cast(text)); // hits=3+3
            attempt(() -> divide(0)); // hits=3+3
            attempt(() -> remainder(0)); // hits=3+3
            attempt(() -> negativeSize(-1)); // hits=3+3
            attempt(() -> monitor(null)); // hits=3+3
            attempt(() -> call()); // hits=3+3
            attempt(() -> athrow()); // hits=3+3
            attempt(() -> unbox(null)); // hits=3+3
            attempt(() -> initializer()); // hits=3+3
            attempt(() -> inExpression(ints)); // hits=3+3
            attempt(() -> caughtOnTheWay(ints)); // hits=3+3
        }
    } // hits=1

    static void readField(Exceptions it) {
        int i = 1; // hits=3
        i += 2; // hits=3
        i += it.field; // hits=3
        ok += i; // hits=0
    } // hits=0

    static void writeField(Exceptions it) {
        int i = 1; // hits=3
        i += 2; // hits=3
        it.field = i; // hits=3
        ok += i; // hits=0
    } // hits=0

    static void invoke(String s) {
        int i = 1; // hits=3
        i += 2; // hits=3
        i += s.length(); // hits=3
        ok += i; // hits=0
    } // hits=0

    static void length(int[] a) {
        int i = 1; // hits=3
        i += 2; // hits=3
        i += a.length; // hits=3
        ok += i; // hits=0
    } // hits=0

    static void throwNull() {
        int i = 1; // hits=3
        i += 2; // hits=3
        if (i > 0) throw null; // hits=3 branches=3|0
        ok += i; // hits=0
    } // hits=0

    static void load(int[] a, int at) {
        int i = 1; // hits=3
        i += 2; // hits=3
        i += a[at]; // hits=3
        ok += i; // hits=0
    } // hits=0

    static void store(int[] a, int at) {
        int i = 1; // hits=3
        i += 2; // hits=3
        a[at] = i; // hits=3
        ok += i; // hits=0
    } // hits=0

    static void storeType(Object[] a) {
        int i = 1; // hits=3
        i += 2; // hits=3
        a[0] = Integer.valueOf(i); // hits=3
        ok += i; // hits=0
    } // hits=0

    static void cast(Object o) {
        int i = 1; // hits=3
        i += 2; // hits=3
        i += (Integer) o; // hits=3
        ok += i; // hits=0
    } // hits=0

    static void divide(int by) {
        int i = 1; // hits=3
        i += 2; // hits=3
        i /= by; // hits=3
        ok += i; // hits=0
    } // hits=0

    static void remainder(long by) {
        long i = 1; // hits=3
        i += 2; // hits=3
        i %= by; // hits=3
        ok += (int) i; // hits=0
    } // hits=0

    static void negativeSize(int size) {
        int i = 1; // hits=3
        i += 2; // hits=3
        i += new long[2][size].length; // hits=3
        ok += i; // hits=0
    } // hits=0

    static void monitor(Object o) {
        int i = 1; // hits=3
        i += 2; // hits=3
        synchronized (o) { // hits=3
            ok += i; // hits=0
        } // hits=0
    } // hits=0

    static void call() {
        int i = 1; // hits=3
        i += 2; // hits=3
        i += Integer.parseInt("x"); // hits=3
        ok += i; // hits=0
    } // hits=0

    static void athrow() {
        int i = 1; // hits=3
        i += 2; // hits=3
        if (i > 0) throw new IllegalStateException(); // hits=3 branches=3|0
        ok += i; // hits=0
    } // hits=0

    static void unbox(Integer boxed) {
        int i = 1; // hits=3
        i += 2; // hits=3
        i += boxed; // hits=3
        ok += i; // hits=0
    } // hits=0

    static void initializer() {
        int i = 1; // hits=3
        i += 2; // hits=3
        i += Bad.VALUE; // hits=3
        ok += i; // hits=0
    } // hits=0

    static void inExpression(int[] a) {
        int i = 1; // hits=3
        i += a[0] // hits=3
                + a[1]
                + a[2]
                + a[3];
        ok += i; // hits=0
    } // hits=0

    static void caughtOnTheWay(int[] a) {
        int i = 1; // hits=3
        try {
            i += a[0]; // hits=3
            i += a[i]; // hits=3
            i += a[i + 7]; // hits=3
            i += a[0]; // hits=0
        } catch (ArrayIndexOutOfBoundsException e) { // hits=3
            i += 100; // hits=3
        } // hits=0
        ok += i; // hits=3
    } // hits=3
}
