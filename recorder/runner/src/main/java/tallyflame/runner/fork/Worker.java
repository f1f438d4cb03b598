package tallyflame.runner.fork;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import tallyflame.modules.AlertBatch;
import tallyflame.modules.ScienceModule;
import tallyflame.runner.fork.clocks.JvmCounters;
import tallyflame.runner.fork.clocks.OwnTime;
import tallyflame.runner.fork.clocks.WindowClock;
import tallyflame.runs.Pass;

/**
 * One module thread's module instance, its measured window and what it measures. Methods are called by that thread, but for
 * those that say so.
 */
final class Worker {
    /** What a module thread is at. */
    enum Phase {
        READING,
        WARMUP,
        MEASURED,
        DONE
    }

    /** Above this mean time of an alert, two clock readings an alert do not matter and every batch is watched. */
    private static final long WATCH_ALL_NANOS = 20_000;
    /** Above this one, the event of a span does not matter either: it takes about half a microsecond. */
    private static final long RECORD_NANOS = 200_000;
    /** Else one batch of so many is. */
    private static final int WATCH_ONE_OF = 10;

    final Meter warmup = new Meter();
    final Meter window = new Meter();
    final LatencyRecorder latency = new LatencyRecorder();
    private final ScienceModule module;
    private final BatchProcessor processor;
    private final ForkPlan plan;
    private final FirstRound firstRound;
    private final WindowClock clock;

    private final RunnerEvents.Window windowEvent = new RunnerEvents.Window();
    private volatile Phase phase = Phase.READING;
    /** Written by the module thread alone, so plain release stores do. */
    private final AtomicLong phaseAlerts = new AtomicLong();

    private volatile long phaseBegan = System.nanoTime();
    private long processed;
    private long rounds;
    private long allocated;
    private long cpuNanos;
    private long queuedNanos;
    private OwnTime ownTime;
    private double coldRate;
    private int watchOneOf = 1;
    private long batches;
    private long stepAlerts;
    private long stepNanos;
    private long stepBeganCpu;

    Worker(ScienceModule module, ForkPlan plan, FirstRound firstRound, WindowClock clock) {
        this.module = module;
        this.processor = new BatchProcessor(module);
        this.plan = plan;
        this.firstRound = firstRound;
        this.clock = clock;
    }

    /** What the thread is at; for any thread. */
    Phase phase() {
        return phase;
    }

    /** Alerts processed in the phase so far; for any thread. */
    long phaseAlerts() {
        return phaseAlerts.getAcquire();
    }

    long processed() {
        return processed;
    }

    long rounds() {
        return rounds;
    }

    /** Bytes allocated by the thread in the window. */
    long allocated() {
        return allocated;
    }

    /** CPU time of the thread in the window. */
    long cpuNanos() {
        return cpuNanos;
    }

    /** How long the thread was queued for a processor in the window, nanoseconds; -1 where the kernel does not say. */
    long queuedNanos() {
        return queuedNanos;
    }

    /** Alerts a second in the first step. */
    double coldRate() {
        return coldRate;
    }

    /** Seconds since the phase began; for any thread. */
    double phaseSeconds() {
        return (System.nanoTime() - phaseBegan) / 1e9;
    }

    /** Whether the phase has lasted so long, without the time in which there was no processor for its thread. */
    boolean phaseLasted(double seconds) {
        return ownTime.reached(seconds);
    }

    void beginWarmup() {
        begin(Phase.WARMUP);
    }

    private void begin(Phase next) {
        phaseBegan = System.nanoTime();
        phaseAlerts.setRelease(0);
        ownTime = new OwnTime();
        stepBeganCpu = JvmCounters.cpuOfThisThread();
        phase = next;
    }

    /** From here on alerts are measured. */
    void beginWindow() {
        if (warmup.alerts() > 0 && warmup.nanos() / warmup.alerts() < WATCH_ALL_NANOS) {
            watchOneOf = WATCH_ONE_OF;
        }
        if (warmup.alerts() > 0 && warmup.nanos() / warmup.alerts() >= RECORD_NANOS) {
            latency.record();
        }
        if (plan.once()) {
            latency.count();
        }
        boolean first = clock.begin();
        RunnerEvents.WindowStart start = new RunnerEvents.WindowStart();
        start.pass = plan.pass().label();
        start.commit();
        allocated = -JvmCounters.allocatedByThisThread();
        queuedNanos = -JvmCounters.queuedOfThisThread();
        cpuNanos = -JvmCounters.cpuOfThisThread();
        windowEvent.begin();
        if (first && plan.pass() == Pass.TRACE) {
            TraceWindow.begin();
        }
        begin(Phase.MEASURED);
    }

    /** The last measured alert is done. */
    void endWindow() {
        windowEvent.end();
        cpuNanos += JvmCounters.cpuOfThisThread();
        long queued = JvmCounters.queuedOfThisThread();
        queuedNanos = queued < 0 ? -1 : queuedNanos + queued;
        allocated += JvmCounters.allocatedByThisThread();
        windowEvent.pass = plan.pass().label();
        windowEvent.alerts = window.alerts();
        windowEvent.commit();
        phase = Phase.DONE;
    }

    /**
     * Processes a batch within the current phase.
     *
     * @param first whether this is the first time over the alerts, whose results count
     */
    void process(AlertStock.Indexed indexed, boolean first) throws IOException {
        AlertBatch batch = indexed.batch();
        boolean watch = phase == Phase.MEASURED && batches++ % watchOneOf == 0;
        RunnerEvents.Batch event = new RunnerEvents.Batch();
        event.begin();
        if (watch) {
            latency.begin(batch);
        }
        Object counted = watch && plan.once() ? CountedSpan.begin(CountedSpan.BATCH) : null;
        long began = System.nanoTime();
        int failed = processor.process(batch);
        long nanos = System.nanoTime() - began;
        if (watch) {
            latency.end(nanos);
            CountedSpan.end(counted, "");
        }
        event.end();
        if (phase == Phase.MEASURED && event.shouldCommit()) {
            event.alerts = batch.size();
            event.failed = failed;
            event.commit();
        }
        stepAlerts += batch.size();
        stepNanos += nanos;
        processed += batch.size();
        phaseAlerts.setRelease(phaseAlerts.getPlain() + batch.size());
        if (first) {
            firstRound.add(indexed.index(), batch, failed, module);
        }
    }

    /** Ends a step of the rate: a round over resident alerts, or a batch of a stream. */
    void endStep() {
        if (coldRate == 0 && stepNanos > 0) {
            coldRate = stepAlerts * 1e9 / stepNanos;
        }
        long cpu = JvmCounters.cpuOfThisThread();
        (phase == Phase.MEASURED ? window : warmup).add(stepAlerts, stepNanos, cpu - stepBeganCpu);
        stepBeganCpu = cpu;
        stepAlerts = 0;
        stepNanos = 0;
    }

    /** Ends a round: every alert of this thread was processed once more. */
    void endRound() {
        rounds++;
    }
}
