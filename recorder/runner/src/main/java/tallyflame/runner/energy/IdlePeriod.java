package tallyflame.runner.energy;

import java.util.List;
import java.util.concurrent.TimeUnit;
import tallyflame.runner.machine.Machine;
import tallyflame.runs.Energy;

/**
 * What the machine took while the run did nothing.
 *
 * @param counters what its energy counters advanced by, empty where they cannot be read
 * @param busyCores how many processors other programs kept busy, {@code null} where that is not known
 */
public record IdlePeriod(List<Energy.Counter> counters, double seconds, Double busyCores) {
    /** Nothing was measured. */
    public static final IdlePeriod NONE = new IdlePeriod(List.of(), 0, null);

    /** Waits and measures; where nothing can be measured it does not wait. */
    public static IdlePeriod measure(Machine machine, long nanos) throws InterruptedException {
        EnergyCounters energy = EnergyCounters.of(machine);
        if (!energy.available()) {
            return NONE;
        }
        long busy = machine.busyNanos();
        long began = System.nanoTime();
        energy.start();
        TimeUnit.NANOSECONDS.sleep(nanos);
        energy.update();
        double length = System.nanoTime() - began;
        boolean known = busy >= 0;
        return new IdlePeriod(
                energy.advanced(), length / 1e9, known ? (Double) ((machine.busyNanos() - busy) / length) : null);
    }
}
