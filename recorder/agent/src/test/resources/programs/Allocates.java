package programs;

import java.lang.management.ManagementFactory;
import java.util.function.IntSupplier;

/** Comments say what a line makes in ten runs of its method; {@code main} prints what the JVM says the methods allocated. */
public class Allocates {
    static final int TURNS = 10;
    static final com.sun.management.ThreadMXBean JVM =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    static Object sink;
    static int count;
    static final String NAMES = "objects lengths clones failures";

    static class Point {
        int x;
        double y;
        Object next;
    }

    static class Wide extends Point {
        byte one;
        long[] more = null;
        boolean last;
    }

    static class Thrower {
        Thrower() {
            throw FAILURE;
        }
    }

    static final IllegalStateException FAILURE = new IllegalStateException();
    static final NegativeArraySizeException NEGATIVE = new NegativeArraySizeException();

    public static void main(String[] args) throws Exception {
        int turns = args.length == 0 ? TURNS : Integer.parseInt(args[0]);
        int threads = args.length < 2 ? 0 : Integer.parseInt(args[1]);
        Thread[] all = new Thread[threads];
        for (int t = 0; t < threads; t++) {
            all[t] = new Thread(() -> all(turns, false));
            all[t].start();
        }
        for (Thread thread : all) {
            thread.join();
        }
        if (threads == 0) {
            all(1, false);
            all(turns - 1, true);
        }
        in(args.length + 1000);
    }

    static void all(int turns, boolean tell) {
        long[] bytes = new long[5];
        long id = Thread.currentThread().getId();
        bytes[0] = JVM.getThreadAllocatedBytes(id);
        for (int i = 0; i < turns; i++) objects();
        bytes[1] = JVM.getThreadAllocatedBytes(id);
        for (int i = 0; i < turns; i++) lengths(i);
        bytes[2] = JVM.getThreadAllocatedBytes(id);
        for (int i = 0; i < turns; i++) clones(i);
        bytes[3] = JVM.getThreadAllocatedBytes(id);
        for (int i = 0; i < turns; i++) failures(i);
        bytes[4] = JVM.getThreadAllocatedBytes(id);
        if (!tell) return;
        String[] names = NAMES.split(" ");
        for (int m = 0; m < 4; m++) System.out.println(names[m] + " " + (bytes[m + 1] - bytes[m]));
    }

    static void objects() {
        sink = new Point(); // 10 programs.Allocates$Point
        sink = new Wide(); // 10 programs.Allocates$Wide
        sink = new Object(); // 10 java.lang.Object
        sink = new int[7]; // 10 int[]
        sink = new Point[] {new Point(), null, new Wide()}; // 10 programs.Allocates$Point, 10 programs.Allocates$Point[], 10 programs.Allocates$Wide
    }

    static void lengths(int i) {
        sink = new boolean[i]; // 10 boolean[]
        sink = new byte[i]; // 10 byte[]
        sink = new char[i]; // 10 char[]
        sink = new short[i]; // 10 short[]
        sink = new int[i]; // 10 int[]
        sink = new float[i]; // 10 float[]
        sink = new long[i]; // 10 long[]
        sink = new double[i]; // 10 double[]
        sink = new String[i]; // 10 java.lang.String[]
        sink = new int[i][]; // 10 int[][]
        sink = new int[3][i]; // 40 int[][]
        sink = new byte[2][3][i]; // 90 byte[][][]
        sink = new byte[0][3][i]; // 10 byte[][][]
        sink = new byte[2][3][][]; // 30 byte[][][][]
        sink = i < 3 ? new short[i] : new short[5]; // 10 short[]
    }

    static void clones(int i) {
        int[] ints = new int[i]; // 10 int[]
        sink = ints.clone(); // 10 int[]
        Object[][] objects = new Object[3][]; // 10 java.lang.Object[][]
        sink = objects.clone(); // 10 java.lang.Object[][]
    }

    static void failures(int i) {
        try {
            sink = new Thrower(); // 10 programs.Allocates$Thrower
        } catch (IllegalStateException e) {
            count++;
        }
        try {
            sink = new Point[] {new Point(), fail(i), new Point()}; // 14 programs.Allocates$Point, 10 programs.Allocates$Point[]
        } catch (IllegalStateException e) {
            count++;
        }
    }

    static Point fail(int i) {
        if (i % 2 == 0) throw FAILURE;
        return null;
    }

    static void in(int n) {
        Integer boxed = n; // boxing
        IntSupplier lambda = () -> n; // lambda
        String text = "a" + boxed; // concatenation
        Runnable none = () -> {}; // none
        sink = text.substring(1); // call
        try {
            sink = new long[-n]; // 0 long[]
        } catch (NegativeArraySizeException e) {
            sink = e;
        }
        try {
            sink = new long[Integer.MAX_VALUE]; // 0 long[]
        } catch (OutOfMemoryError e) {
            sink = e;
        }
    }
}
