package tallyflame.runner.energy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tallyflame.runner.machine.Machine;
import tallyflame.runs.Energy;

/**
 * The machine's own energy counters (RAPL, {@code /sys/class/powercap}): what they advanced by since {@link #start}. A
 * counter wraps around, every minute or so on a large machine, so {@link #update} must be called more often than that. Used
 * by one thread at a time.
 */
public final class EnergyCounters {
    private static final double MICRO = 1e6;

    private static final class Counter {
        final String domain;
        final Path file;
        final long range;
        long last;
        long advanced;

        Counter(String domain, Path file, long range) {
            this.domain = domain;
            this.file = file;
            this.range = range;
        }
    }

    private final List<Counter> counters = new ArrayList<>();

    /** Finds the counters that this process may read; there may be none. */
    public static EnergyCounters of(Machine machine) {
        EnergyCounters all = new EnergyCounters();
        for (Path file : machine.energyCounters()) {
            try {
                String domain = Files.readString(file.resolveSibling("name")).strip();
                long range = read(file.resolveSibling("max_energy_range_uj"));
                read(file);
                all.counters.add(new Counter(domain, file, range));
            } catch (IOException | NumberFormatException e) {
                // Only root may read it, on most systems; doctor says how to change that.
            }
        }
        return all;
    }

    private static long read(Path file) throws IOException {
        return Long.parseLong(Files.readString(file).strip());
    }

    /** Whether there is anything to measure with. */
    public boolean available() {
        return !counters.isEmpty();
    }

    /** Starts over at zero. */
    public void start() {
        update();
        counters.forEach(counter -> counter.advanced = 0);
    }

    /** Takes in what the counters advanced by; after one wrap-around at most. */
    public void update() {
        for (Counter counter : counters) {
            try {
                long now = read(counter.file);
                long step = now - counter.last;
                counter.advanced += step >= 0 ? step : step + counter.range;
                counter.last = now;
            } catch (IOException | NumberFormatException e) {
                // A counter that was there a moment ago; its last value is kept.
            }
        }
    }

    /** What each counter advanced by until the last update. */
    public List<Energy.Counter> advanced() {
        return counters.stream()
                .map(counter -> new Energy.Counter(counter.domain, counter.advanced / MICRO))
                .toList();
    }

    /**
     * Energy of the whole machine: packages and memory. Cores and graphics are parts of their package; {@code psys} contains
     * everything, and is left out because few machines have it.
     */
    static double total(List<Energy.Counter> counters) {
        return counters.stream()
                .filter(counter -> counter.domain().startsWith("package")
                        || counter.domain().equals("dram"))
                .mapToDouble(Energy.Counter::joules)
                .sum();
    }
}
