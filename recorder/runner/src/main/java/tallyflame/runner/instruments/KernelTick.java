package tallyflame.runner.instruments;

import java.time.Duration;
import java.util.Locale;
import tallyflame.runner.instruments.EngineProbe.Delivery;
import tallyflame.runs.EnvironmentException;
import tallyflame.runs.RunDocument.EngineUsed;

/**
 * The tick of the kernel, at which {@code ctimer} and {@code itimer} look at their timers: however short the interval that is asked for,
 * they take no more than one sample a tick, each of which async-profiler and its readers weigh with the interval.
 *
 * @param nanos 0 where timers do not wait for a tick
 * @param measured whether samples told it; otherwise it is that of the slowest kernels
 */
record KernelTick(long nanos, boolean measured) {
    /** Ticks of Linux: 1000, 300, 250 and 100 Hz. */
    private static final long[] TICKS = {1_000_000, 3_333_333, 4_000_000, 10_000_000};

    private static final KernelTick SLOWEST = new KernelTick(TICKS[TICKS.length - 1], false);

    /** Far below any tick. */
    private static final long PROBED = 100_000;

    /** A busy machine takes a thread off its core between ticks, so that it is seen at more of them: samples come a little earlier. */
    private static final double EARLY = 1.05;

    private static final int FEWEST_SAMPLES = 3;

    /**
     * Ticks that an interval must have for one sample of each. With one, a thread that was off its core has often used two intervals by
     * the next tick that meets it, and one of them is lost: 8 % on a busy machine, against 2 % with one and a half.
     */
    private static final double TICKS_OF_INTERVAL = 1.5;

    /** Whether an engine waits for ticks. */
    static boolean binds(String engine) {
        return engine.equals("ctimer") || engine.equals("itimer");
    }

    /** An engine with an interval that it delivers; tries that where it may be too short. */
    static EngineUsed respect(EngineUsed engine, EngineProbe probe) throws EnvironmentException {
        long asked = engine.intervalNanos();
        if (!binds(engine.event()) || asked <= 0 || asked >= SLOWEST.shortest()) {
            return engine;
        }
        KernelTick tick = of(probe.deliver("event=" + engine.event() + ",interval=" + PROBED));
        return asked >= tick.shortest() ? engine : tick.raise(engine);
    }

    /** The tick that a thread of known CPU time tells, or the slowest if it was hardly sampled. */
    static KernelTick of(Delivery delivery) {
        if (delivery.samples() < FEWEST_SAMPLES) {
            return SLOWEST;
        }
        double nanos = (double) delivery.nanos() / delivery.samples();
        if (nanos < 2 * PROBED) {
            return new KernelTick(0, true);
        }
        for (long tick : TICKS) {
            if (nanos <= EARLY * tick) {
                return new KernelTick(tick, true);
            }
        }
        return new KernelTick(Math.round(nanos), true);
    }

    /** The shortest interval that is delivered, in nanoseconds. */
    long shortest() {
        return Math.round(TICKS_OF_INTERVAL * nanos);
    }

    private EngineUsed raise(EngineUsed engine) {
        String raised = "the interval was raised from " + millis(engine.intervalNanos()) + " to " + millis(shortest())
                + ": " + engine.event() + " takes at most one sample a tick of the kernel, "
                + (measured ? "here " + millis(nanos) : "which could not be measured and may be " + millis(nanos))
                + ", and times would be too small";
        return new EngineUsed(
                engine.name(),
                engine.event(),
                shortest(),
                engine.kernelStacks(),
                engine.profiler(),
                engine.better(),
                raised);
    }

    private static String millis(long nanos) {
        double millis = nanos / (double) Duration.ofMillis(1).toNanos();
        return String.format(Locale.ROOT, "%.3f", millis).replaceAll("\\.?0+$", "") + " ms";
    }
}
