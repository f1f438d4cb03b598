package tallyflame.runner.energy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tallyflame.runs.Energy;
import tallyflame.runs.RunDocument.Host;
import tallyflame.runs.Timing;

/**
 * Turns counters or CPU time of a measured window into energy and CO2-equivalent. Both go by the CPU time of the work, not by how long
 * it took, so that the same work has the same energy however busy the machine is.
 */
public final class EnergyOfRun {
    private static final double JOULES_PER_KWH = 3.6e6;
    /** Power of memory, W per GB; Lannelongue et al., Green Algorithms, Advanced Science 2021. */
    private static final double MEMORY_WATTS_PER_GB = 0.3725;

    private static final double GIGABYTE = 1e9;
    /** With less than this of one processor a run waits; it does not work. */
    private static final double WORKING = 0.05;
    /** An idle machine takes so much more or less from one period to the next. */
    private static final double IDLE_DRIFT = 0.05;
    /** A second of CPU time of other programs takes between half and twice the energy of one of the work. */
    private static final double OTHERS = 2;
    /** CPU time of the same work grows by up to this share where all processors are busy: they share caches and execution units. */
    private static final double CROWDED = 0.5;

    private final EnergyOptions options;
    private final Timing.Window window;
    private final Host host;
    private final double cpu;
    private final List<String> assumptions = new ArrayList<>();

    private EnergyOfRun(Timing.Window window, Host host, EnergyOptions options) {
        this.options = options;
        this.window = window;
        this.host = host;
        cpu = window.chargedCpuSeconds();
    }

    /** Energy of a window: measured if it and an idle period have counters, else estimated. */
    public static Energy of(Timing.Window window, IdlePeriod idle, Host host, EnergyOptions options) {
        EnergyOfRun energy = new EnergyOfRun(window, host, options);
        boolean measured = EnergyCounters.total(window.energy()) > 0 && EnergyCounters.total(idle.counters()) > 0;
        if (measured && energy.more(idle) < -energy.cpu / 2) {
            energy.assumptions.add(
                    "counters are not used: other programs did so much less than in the idle period that the"
                            + " difference is theirs");
            return energy.estimated();
        }
        return measured ? energy.measured(idle) : energy.estimated();
    }

    /** How many processors other programs kept busy, {@code null} if that is not known. */
    private Double others() {
        return window.work() == null ? null : window.work().othersCores();
    }

    /** CPU time of other programs beyond what they took in the idle period; NaN if that is not known. */
    private double more(IdlePeriod idle) {
        return others() == null || idle.busyCores() == null
                ? Double.NaN
                : (others() - idle.busyCores()) * window.seconds();
    }

    private Energy measured(IdlePeriod idle) {
        double idleJoules = EnergyCounters.total(idle.counters()) / idle.seconds() * window.seconds();
        double above = EnergyCounters.total(window.energy()) - idleJoules;
        double drift = IDLE_DRIFT * idleJoules;
        assumptions.add(String.format(
                Locale.ROOT,
                "packages and memory of the whole machine, by its own counters, minus an idle period, which varies by %.0f %%",
                100 * IDLE_DRIFT));
        double low = Math.max(0, above - drift);
        double high = above + drift;
        double value = Math.max(0, above);
        double more = more(idle);
        if (Double.isNaN(more)) {
            low = 0;
            assumptions.add("other programs that ran meanwhile are included: how busy they were is not known");
        } else {
            assumptions.add(String.format(
                    Locale.ROOT,
                    "shared by CPU time: %.2f s of the work, %.2f s more of other programs than in the idle period, each of"
                            + " which may take half or twice as much",
                    cpu,
                    more));
            value *= share(more);
            low *= Math.min(share(more / OTHERS), share(more * OTHERS));
            high *= Math.max(share(more / OTHERS), share(more * OTHERS));
        }
        String warning = above <= drift ? "the run cannot be told from what the idle machine varies by" : null;
        return energy(Energy.MEASURED, value, low, Math.max(high, value), idleJoules * options.pue(), warning);
    }

    /**
     * The part of the energy above idle that is the work's.
     *
     * @param more CPU time of others beyond the idle period's; negative if they did less, and then the work took more than is seen
     */
    private double share(double more) {
        return cpu <= 0 ? 0 : cpu / Math.max(cpu + more, cpu / OTHERS);
    }

    private Energy estimated() {
        CorePower core = CorePower.of(host.cpu());
        double threads = Math.max(1, window.busySeconds() / window.seconds());
        double memory = MEMORY_WATTS_PER_GB * window.memoryBytes() / GIGABYTE * cpu / threads;
        double crowd = others() == null ? 1 : Math.min(1, others() / Math.max(1, host.cores()));
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
                "%.2f s of CPU time of the work, compiler and collector included; %.4f W for each GB of the JVM's %.2f GB"
                        + " of memory for as long as the work takes on processors of its own",
                cpu,
                MEMORY_WATTS_PER_GB,
                window.memoryBytes() / GIGABYTE));
        assumptions.add(String.format(
                Locale.ROOT,
                "%s: the same work may take up to %.0f %% less CPU time on a calm machine",
                others() == null
                        ? "how busy other programs were is not known"
                        : String.format(Locale.ROOT, "other programs kept %.1f processors busy", others()),
                100 * (1 - 1 / (1 + CROWDED * crowd))));
        return energy(
                Energy.ESTIMATE,
                cpu * core.watts() + memory,
                (cpu * core.low() + memory) / (1 + CROWDED * crowd),
                cpu * core.high() + memory,
                null,
                null);
    }

    private Energy energy(String method, double joules, double low, double high, Double idle, String warning) {
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
                idleRun() == null ? warning : idleRun());
    }

    private String idleRun() {
        double busy = cpu / Math.max(window.seconds(), Double.MIN_NORMAL);
        return busy >= WORKING
                ? null
                : String.format(
                        Locale.ROOT,
                        "the run was idle: it used %.1f %% of one processor, so this is the energy of waiting",
                        100 * busy);
    }
}
