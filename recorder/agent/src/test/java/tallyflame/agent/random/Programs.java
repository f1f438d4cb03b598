package tallyflame.agent.random;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs programs the same way in the oracle's JVM and in a JVM with the agent: every class named on the command line,
 * one after the other, its {@code long run(int seed)} on fresh instances in several threads at once. Prints the results.
 * Stands outside the counted packages.
 */
public final class Programs {
    private Programs() {}

    /** Usage: {@code Programs THREADS CLASS…}. */
    public static void main(String[] args) throws Exception {
        List<String> names = List.of(args).subList(1, args.length);
        System.out.println(run(Integer.parseInt(args[0]), names, Programs.class.getClassLoader()));
    }

    static long run(int threads, List<String> names, ClassLoader loader) throws Exception {
        long checksum = 0;
        for (String name : names) {
            Class<?> type = load(name, loader);
            if (type == null) {
                continue;
            }
            long[] results = new long[threads];
            List<Thread> started = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                int seed = t;
                Thread thread = new Thread(() -> results[seed] = runOnce(type, seed));
                thread.start();
                started.add(thread);
            }
            for (Thread thread : started) {
                thread.join();
            }
            for (long result : results) {
                checksum = checksum * 31 + result;
            }
        }
        return checksum;
    }

    /** A class that does not verify is told, and skipped: the others are of use all the same. */
    private static Class<?> load(String name, ClassLoader loader) throws ClassNotFoundException {
        try {
            return Class.forName(name, true, loader);
        } catch (LinkageError e) {
            System.err.println(name + ": " + e);
            return null;
        }
    }

    private static long runOnce(Class<?> type, int seed) {
        try {
            Object program = type.getConstructor().newInstance();
            return (long) type.getMethod("run", int.class).invoke(program, seed);
        } catch (InvocationTargetException e) {
            return e.getCause().getClass().getName().hashCode();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
