package tallyflame.runner.energy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tallyflame.runs.Energy;
import tallyflame.runs.RunDocument.Host;
import tallyflame.runs.Timing;

/** Turns counters or CPU time of a measured window into energy and CO2-equivalent. */
public final class EnergyOfRun {
    private static final double JOULES_PER_KWH = 3.6e6;
    /** Power of memory, W per GB; Lannelongue et al., Green Algorithms, Advanced Science 2021. */
    private static final double MEMORY_WATTS_PER_GB = 0.3725;

    private static final double GIGABYTE = 1e9;
    /** Under this ratio of power the run cannot be told from the idle machine. */
    private static final double ABOVE_IDLE = 1.1;

    private final EnergyOptions options;
    private final Timing.Window window;

    private EnergyOfRun(EnergyOptions options, Timing.Window window) {
        this.options = options;
        this.window = window;
    }

    /**
     * Energy of a window: measured if it has counters, else estimated.
     *
     * @param idle counters of an idle time, empty where there are none
     * @param idleSeconds its length
     */
    public static Energy of(
            Timing.Window window, List<Energy.Counter> idle, double idleSeconds, Host host, EnergyOptions options) {
        EnergyOfRun energy = new EnergyOfRun(options, window);
        boolean measured = EnergyCounters.total(window.energy()) > 0 && EnergyCounters.total(idle) > 0;
        return measured ? energy.measured(idle, idleSeconds) : energy.estimated(host);
    }

    private Energy measured(List<Energy.Counter> idle, double idleSeconds) {
        double whole = EnergyCounters.total(window.energy());
        double idleJoules = EnergyCounters.total(idle) / idleSeconds * window.seconds();
        double own = Math.max(0, whole - idleJoules);
        List<String> assumptions = new ArrayList<>();
        assumptions.add(
                "packages and memory of the whole machine, by its own counters, minus an idle period of the same length");
        assumptions.add("other processes that ran meanwhile are included");
        String warning = whole < ABOVE_IDLE * idleJoules
                ? "the run took hardly more power than the idle machine: the difference means little"
                : null;
        return energy(Energy.MEASURED, own, own, whole, idleJoules * options.pue(), assumptions, warning);
    }

    private Energy estimated(Host host) {
        CorePower core = CorePower.of(host.cpu());
        double memory = MEMORY_WATTS_PER_GB * window.memoryBytes() / GIGABYTE * window.seconds();
        List<String> assumptions = new ArrayList<>();
        assumptions.add(String.format(
                Locale.ROOT,
                "%.1f W for a loaded core (%.1f to %.1f), %s",
                core.watts(),
                core.low(),
                core.high(),
                core.known()
                        ? "design power of " + host.cpu()
                        : "the mean processor, because this one is not in the table"));
        assumptions.add(String.format(
                Locale.ROOT,
                "%.2f s of CPU time of the JVM, compiler and collector included; %.4f W for each GB of its %.2f GB of memory",
                window.cpuSeconds(),
                MEMORY_WATTS_PER_GB,
                window.memoryBytes() / GIGABYTE));
        return energy(
                Energy.ESTIMATE,
                window.cpuSeconds() * core.watts() + memory,
                window.cpuSeconds() * core.low() + memory,
                window.cpuSeconds() * core.high() + memory,
                null,
                assumptions,
                null);
    }

    private Energy energy(
            String method,
            double joules,
            double low,
            double high,
            Double idle,
            List<String> assumptions,
            String warning) {
        GridIntensity grid = GridIntensity.of(options.country()).orElseThrow();
        double grams = options.gramsPerKwh() == null ? grid.gramsPerKwh() : options.gramsPerKwh();
        double scale = options.pue() * 1000 / Math.max(1, window.alerts());
        return new Energy(
                method,
                joules * options.pue(),
                low * options.pue(),
                high * options.pue(),
                joules * scale,
                low * scale,
                high * scale,
                idle,
                joules * scale / JOULES_PER_KWH * grams,
                grams,
                options.gramsPerKwh() == null ? grid.describe() : "as given",
                options.pue(),
                assumptions,
                warning);
    }
}
