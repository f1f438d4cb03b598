package tallyflame.runner.fork;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import tallyflame.modules.ModuleRegistry;
import tallyflame.modules.ScienceModule;
import tallyflame.modules.UnknownModuleException;
import tallyflame.runner.energy.EnergyCounters;
import tallyflame.runner.fork.clocks.JvmCounters;
import tallyflame.runner.fork.clocks.WindowClock;
import tallyflame.runner.machine.Machine;
import tallyflame.runs.Interval;
import tallyflame.runs.RunDirectory;
import tallyflame.runs.RunDocument;
import tallyflame.runs.RunJson;
import tallyflame.runs.Timing;
import tallyflame.runs.ToolVersion;

/** The work of one fork: alerts, module threads, measurement, {@code timing.json}. Used once. */
final class ForkRun {
    private final ForkPlan plan;
    private final Path directory;
    private final Consumer<String> progress;
    /** CPU time of the thread that decodes streamed alerts, which the module is not charged with. */
    private final AtomicLong readerCpuNanos = new AtomicLong();

    private final WindowClock clock = new WindowClock(EnergyCounters.of(Machine.here()), readerCpuNanos::get);
    private final List<Worker> workers = new ArrayList<>();

    /**
     * @param directory the pass directory
     * @param progress takes lines for the parent
     */
    ForkRun(ForkPlan plan, Path directory, Consumer<String> progress) {
        this.plan = plan;
        this.directory = directory;
        this.progress = progress;
    }

    /**
     * Does the work and writes {@code timing.json} and, if asked for, the results.
     *
     * @throws IOException if the alerts cannot be read or something cannot be written
     */
    void run() throws IOException, UnknownModuleException, InterruptedException {
        ModuleRegistry registry = ModuleRegistry.load(ForkRun.class.getClassLoader());
        ScienceModule module = registry.create(plan.module());
        commitRunEvent();
        RunnerEvents.PassSpan span = new RunnerEvents.PassSpan();
        span.begin();
        try (AlertStock stock = AlertStock.open(plan, module);
                ResultWriter results = openResults(module);
                Ticker ticker = new Ticker(plan, stock, workers, clock, progress)) {
            FirstRound firstRound = new FirstRound(results);
            for (int thread = 0; thread < plan.threads(); thread++) {
                ScienceModule instance = thread == 0 ? module : registry.create(plan.module());
                workers.add(new Worker(instance, plan, firstRound, clock));
            }
            ticker.start();
            if (stock.resident()) {
                inRounds(stock);
            } else {
                alongStream(stock);
            }
            Timing timing = timing(stock, firstRound, JvmCounters.now());
            span.pass = plan.pass().label();
            span.fork = plan.fork();
            span.alerts = timing.processed();
            span.commit();
            if (results != null) {
                results.finish();
            }
            LatencyRecorder.write(latencies(), directory.resolve(RunDirectory.LATENCIES));
            RunJson.write(directory.resolve(RunDirectory.TIMING_JSON), timing);
        }
    }

    private void commitRunEvent() {
        RunnerEvents.Run run = new RunnerEvents.Run();
        run.module = plan.module();
        run.toolVersion = ToolVersion.get();
        run.commit();
    }

    private ResultWriter openResults(ScienceModule module) throws IOException {
        return plan.results() == null ? null : new ResultWriter(Path.of(plan.results()), module.outputs());
    }

    private void inRounds(AlertStock stock) throws IOException, InterruptedException {
        List<Callable<Void>> tasks = new ArrayList<>();
        for (int thread = 0; thread < workers.size(); thread++) {
            Worker worker = workers.get(thread);
            List<AlertStock.Indexed> share = stock.share(thread, workers.size());
            tasks.add(() -> {
                Loops.rounds(worker, share, plan);
                return null;
            });
        }
        runAll(tasks);
    }

    private void alongStream(AlertStock stock) throws IOException, InterruptedException {
        BlockingQueue<AlertStock.Indexed> queue = new ArrayBlockingQueue<>(2 * workers.size() + 1);
        List<Callable<Void>> tasks = new ArrayList<>();
        for (Worker worker : workers) {
            tasks.add(() -> {
                Loops.stream(worker, queue, stock.rows(), plan);
                return null;
            });
        }
        tasks.add(() -> {
            for (AlertStock.Indexed batch = stock.next(); batch != null; batch = stock.next()) {
                queue.put(batch);
                readerCpuNanos.set(JvmCounters.cpuOfThisThread());
            }
            queue.put(AlertStock.Indexed.END);
            return null;
        });
        runAll(tasks);
    }

    /** Runs each task on a thread of its own; the first failure ends the others. */
    private void runAll(List<Callable<Void>> tasks) throws IOException, InterruptedException {
        AtomicInteger number = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(tasks.size(), task -> {
            int index = number.getAndIncrement();
            String name = index < workers.size() ? "tallyflame-module-" + (index + 1) : "tallyflame-reader";
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        try {
            java.util.concurrent.CompletionService<Void> ended =
                    new java.util.concurrent.ExecutorCompletionService<>(threads);
            tasks.forEach(ended::submit);
            for (int done = 0; done < tasks.size(); done++) {
                rethrow(ended.take());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void rethrow(Future<Void> ended) throws IOException, InterruptedException {
        try {
            ended.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private Timing timing(AlertStock stock, FirstRound firstRound, JvmCounters end) {
        List<Worker> busy =
                workers.stream().filter(worker -> worker.processed() > 0).toList();
        return new Timing(
                RunDocument.SCHEMA,
                plan.pass().label(),
                plan.fork(),
                plan.threads(),
                firstRound.alerts(),
                stock.resident(),
                busy.stream().mapToLong(Worker::rounds).max().orElse(0),
                busy.stream().mapToLong(Worker::processed).sum(),
                firstRound.failed(),
                firstRound.effective(),
                firstRound.failures(),
                busy.stream().mapToDouble(Worker::coldRate).average().orElse(0),
                new Timing.Warmup(
                        busy.stream()
                                        .mapToLong(worker -> worker.warmup.nanos())
                                        .max()
                                        .orElse(0)
                                / 1e9,
                        busy.stream()
                                .mapToLong(worker -> worker.warmup.alerts())
                                .sum(),
                        busy.stream().allMatch(worker -> worker.warmup.steady())),
                window(busy, end),
                LatencyRecorder.merge(latencies()),
                JvmCounters.jvm());
    }

    private List<LatencyRecorder> latencies() {
        return workers.stream().map(worker -> worker.latency).toList();
    }

    /** The window of all threads: from the first measured alert of any to the last of any. */
    private Timing.Window window(List<Worker> busy, JvmCounters end) {
        JvmCounters start = clock.start(end);
        long alerts = busy.stream().mapToLong(worker -> worker.window.alerts()).sum();
        long busyNanos =
                busy.stream().mapToLong(worker -> worker.window.nanos()).sum();
        double[] parts = busy.stream()
                .flatMapToDouble(worker -> Arrays.stream(worker.window.rates()))
                .toArray();
        double rate = busy.stream()
                .mapToDouble(worker -> worker.window.rate())
                .average()
                .orElse(0);
        return new Timing.Window(
                alerts,
                (end.nanoTime() - start.nanoTime()) / 1e9,
                busyNanos / 1e9,
                start.epochNanos(),
                end.epochNanos(),
                Interval.ofGeometricMean(parts).around(rate),
                busy.stream().mapToLong(Worker::cpuNanos).sum() / 1e9,
                (end.cpuNanos() - start.cpuNanos()) / 1e9,
                busy.stream().mapToLong(Worker::allocated).sum(),
                (end.gcMillis() - start.gcMillis()) / 1e3,
                end.gcCount() - start.gcCount(),
                JvmCounters.memory(),
                clock.energy(),
                WindowWork.of(busy, start, end, clock.readerCpuNanos()));
    }
}
