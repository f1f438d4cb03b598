package tallyflame.flamegraphs;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Spreads numbered tasks over a fixed number of threads, the calling one among them. */
public final class Workers implements AutoCloseable {
    /**
     * One task.
     *
     * @param <E> what it may throw
     */
    public interface Task<E extends Exception> {
        /**
         * Does the task.
         *
         * @param worker which thread runs it, from 0
         * @param task which task it is, from 0
         */
        void run(int worker, int task) throws E;
    }

    private final int count;
    private final ExecutorService others;

    /** @param count how many threads work, the calling one among them */
    public Workers(int count) {
        this.count = count;
        others = count > 1 ? Executors.newFixedThreadPool(count - 1, Workers::daemon) : null;
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "tallyflame-worker");
        thread.setDaemon(true);
        return thread;
    }

    /** How many threads work. */
    public int count() {
        return count;
    }

    /** Runs all tasks, in order of their numbers as far as several threads allow; ends when all are done or one failed. */
    public <E extends Exception> void run(int tasks, Task<E> task) throws E {
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> futures = new ArrayList<>();
        for (int worker = 1; worker < Math.min(count, tasks); worker++) {
            int number = worker;
            futures.add(others.submit(() -> {
                work(number, tasks, next, task);
                return null;
            }));
        }
        try {
            work(0, tasks, next, task);
        } finally {
            Workers.<E>join(futures);
        }
    }

    private static <E extends Exception> void work(int worker, int tasks, AtomicInteger next, Task<E> task) throws E {
        boolean done = false;
        try {
            for (int number = next.getAndIncrement(); number < tasks; number = next.getAndIncrement()) {
                task.run(worker, number);
            }
            done = true;
        } finally {
            if (!done) {
                next.set(tasks);
            }
        }
    }

    private static <E extends Exception> void join(List<Future<?>> futures) throws E {
        for (Future<?> future : futures) {
            try {
                future.get();
            } catch (ExecutionException e) {
                Workers.<E>rethrow(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancellationException("interrupted while waiting for other threads");
            }
        }
    }

    /** What a task threw is unchecked, or of the type that tasks may throw. */
    @SuppressWarnings("unchecked")
    private static <E extends Exception> void rethrow(Throwable cause) throws E {
        if (cause instanceof Error e) {
            throw e;
        }
        throw (E) cause;
    }

    @Override
    public void close() {
        if (others != null) {
            others.shutdownNow();
        }
    }
}
