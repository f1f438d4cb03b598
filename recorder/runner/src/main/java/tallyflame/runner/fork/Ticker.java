package tallyflame.runner.fork;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import tallyflame.runner.fork.clocks.WindowClock;

/**
 * Tells the parent five times a second how far the fork is, and closes a chunk of async-profiler every second, so that no
 * more than that is lost when the JVM is killed. A daemon thread of its own; the module threads only write two fields.
 */
final class Ticker implements AutoCloseable {
    private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final int TICKS_PER_CHUNK = 5;

    private final ForkPlan plan;
    private final AlertStock stock;
    private final List<Worker> workers;
    private final WindowClock clock;
    private final Consumer<String> progress;
    private final Thread thread = new Thread(this::tick, "tallyflame-ticker");
    private volatile boolean ended;
    private Worker.Phase phase = Worker.Phase.READING;

    Ticker(ForkPlan plan, AlertStock stock, List<Worker> workers, WindowClock clock, Consumer<String> progress) {
        this.plan = plan;
        this.stock = stock;
        this.workers = workers;
        this.clock = clock;
        this.progress = progress;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    @Override
    public void close() {
        ended = true;
        LockSupport.unpark(thread);
    }

    private void tick() {
        ProfilerChunks chunks = ProfilerChunks.open(plan.profilerLibrary());
        for (int ticks = 1; !ended; ticks++) {
            progress.accept(now().line());
            clock.tick();
            if (ticks % TICKS_PER_CHUNK == 0) {
                chunks.closeChunk();
            }
            LockSupport.parkNanos(PERIOD_NANOS);
        }
    }

    /** The phase is that of the slowest thread. */
    private Progress now() {
        Worker.Phase slowest = Worker.Phase.DONE;
        long alerts = 0;
        for (Worker worker : workers) {
            slowest = worker.phase().compareTo(slowest) < 0 ? worker.phase() : slowest;
            alerts += worker.phaseAlerts();
        }
        phase = slowest;
        double seconds = workers.stream()
                .filter(worker -> worker.phase() == phase)
                .mapToDouble(Worker::phaseSeconds)
                .max()
                .orElse(0);
        double rate = phase != Worker.Phase.DONE && seconds > 0 ? alerts / seconds : 0;
        long pid = ProcessHandle.current().pid();
        double remaining = remaining(alerts, seconds, rate);
        return new Progress(pid, label(phase), done(seconds, remaining), alerts, rate, remaining);
    }

    private double remaining(long alerts, double seconds, double rate) {
        if (!stock.resident() || plan.once()) {
            return rate == 0 ? Double.NaN : Math.max(0, stock.rows() - alerts) / rate;
        }
        return switch (phase) {
            case READING -> Double.NaN;
            case WARMUP -> Math.max(0, plan.warmupSeconds() - seconds) + plan.measureSeconds();
            case MEASURED -> Math.max(0, plan.measureSeconds() - seconds);
            case DONE -> 0;
        };
    }

    private static double done(double seconds, double remaining) {
        return Double.isNaN(remaining) || seconds + remaining == 0 ? 0 : seconds / (seconds + remaining);
    }

    private static String label(Worker.Phase phase) {
        return switch (phase) {
            case READING -> "reading";
            case WARMUP -> "warmup";
            case MEASURED -> "measured";
            case DONE -> "writing";
        };
    }
}
