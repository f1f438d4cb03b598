package tallyflame.junit;

import java.lang.management.ManagementFactory;
import java.util.List;
import tallyflame.annotations.Difference;
import tallyflame.annotations.Mark;

/**
 * Counts what a piece of code does, line by line: {@code Counting.of("com.acme.**").during(() -> index.find(key))}. It has the classes
 * counted, and for that attaches the agent if the JVM was not started with it.
 */
public final class Counting {
    private final List<String> globs;
    private final Threads threads;

    private Counting(List<String> globs, Threads threads) {
        this.globs = globs;
        this.threads = threads;
    }

    /**
     * A piece of code.
     *
     * @param <E> what it throws
     */
    @FunctionalInterface
    public interface Work<E extends Throwable> {
        /** Runs it. */
        void run() throws E;
    }

    /**
     * Counts classes.
     *
     * @param globs patterns of names with dots: {@code **} stands for any characters, {@code *} for any but the dot
     */
    public static Counting of(String... globs) {
        return new Counting(List.of(globs), Threads.OWN);
    }

    /** The same, for the work of all threads. */
    public Counting allThreads() {
        return of(Threads.ALL);
    }

    Counting of(Threads whose) {
        return new Counting(globs, whose);
    }

    /**
     * Runs a piece of code and counts.
     *
     * @throws IllegalStateException if it cannot be counted, before it runs; the message says why and what to do
     */
    public <E extends Throwable> Counts during(Work<E> work) throws E {
        Attachment.count(globs);
        RunningTests.Alone alone = threads == Threads.ALL ? RunningTests.alone() : null;
        Mark mark = threads == Threads.ALL ? Mark.beginAllThreads() : Mark.begin();
        long before = allocated();
        work.run();
        long bytes = allocated() - before;
        Difference difference = mark.end();
        if (alone != null) alone.check();
        return Counts.of(difference, globs, bytes);
    }

    /** What the classes have, with counts of zero. */
    Counts nothing() {
        Attachment.count(globs);
        return Counts.of(Mark.begin().end(), globs, 0);
    }

    private static long allocated() {
        return ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean threads
                ? threads.getCurrentThreadAllocatedBytes()
                : 0;
    }
}
