package tallyflame.runner.toys;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import tallyflame.modules.Alert;
import tallyflame.modules.AlertBatch;
import tallyflame.modules.Output;
import tallyflame.modules.ScienceModule;

/** Does next to nothing for an alert, and then waits until {@value #MICROS} microseconds have passed, on a clock and not by trust. */
public final class Waits implements ScienceModule {
    /** How long an alert waits at least. */
    public static final int MICROS = 2_000;

    @Override
    public String name() {
        return "toy-waits";
    }

    @Override
    public List<String> columns() {
        return List.of();
    }

    @Override
    public List<Output> outputs() {
        return List.of(Output.of("candidate"));
    }

    @Override
    public void process(AlertBatch batch) {
        for (Alert alert : batch) {
            alert.set("candidate", (double) alert.candid());
            long end = System.nanoTime() + 1_000L * MICROS;
            for (long left = 1_000L * MICROS; left > 0; left = end - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        }
    }
}
