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

    /** Time in the module, summed over the threads. */
    Time run() throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        List<Future<Time>> busy = new ArrayList<>();
        for (BatchProcessor processor : processors) {
            busy.add(threads.submit(() -> run(processor, next)));
        }
        Time sum = Time.NONE;
        for (Future<Time> thread : busy) {
            sum = sum.plus(get(thread));
        }
        return sum;
    }

    private Time run(BatchProcessor processor, AtomicInteger next) {
        Time sum = Time.NONE;
        for (int batch = next.getAndIncrement(); batch < batches.size(); batch = next.getAndIncrement()) {
            Time began = Time.now();
            processor.process(batches.get(batch));
            sum = sum.plus(Time.since(began));
        }
        return sum;
    }

    private static Time get(Future<Time> thread) throws InterruptedException {
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
