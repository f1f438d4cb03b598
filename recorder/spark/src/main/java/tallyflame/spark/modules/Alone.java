package tallyflame.spark.modules;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import tallyflame.modules.AlertBatch;
import tallyflame.modules.ScienceModule;
import tallyflame.runner.fork.BatchProcessor;

/** The same module over the same alerts on as many threads, without Spark: the batches are in memory. */
final class Alone implements AutoCloseable {
    private final List<AlertBatch> batches;
    private final List<BatchProcessor> processors;
    private final ExecutorService threads;

    /**
     * One thread for each module.
     *
     * @param modules instances of one module
     */
    Alone(List<AlertBatch> batches, List<ScienceModule> modules) {
        this.batches = batches;
        processors = modules.stream().map(BatchProcessor::new).toList();
        threads = Executors.newFixedThreadPool(modules.size());
    }

    /** Nanoseconds in the module, summed over the threads. */
    long run() throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        List<Future<Long>> busy = new ArrayList<>();
        for (BatchProcessor processor : processors) {
            busy.add(threads.submit(() -> run(processor, next)));
        }
        long nanos = 0;
        for (Future<Long> thread : busy) {
            nanos += get(thread);
        }
        return nanos;
    }

    private long run(BatchProcessor processor, AtomicInteger next) {
        long nanos = 0;
        for (int batch = next.getAndIncrement(); batch < batches.size(); batch = next.getAndIncrement()) {
            long began = System.nanoTime();
            processor.process(batches.get(batch));
            nanos += System.nanoTime() - began;
        }
        return nanos;
    }

    private static long get(Future<Long> thread) throws InterruptedException {
        try {
            return thread.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
