package tallyflame.runner.toys;

import java.util.List;
import tallyflame.modules.Alert;
import tallyflame.modules.AlertBatch;
import tallyflame.modules.Output;
import tallyflame.modules.ScienceModule;

/** Some arithmetic for every alert; a third of the alerts is turned away at once. */
public final class Sums implements ScienceModule {
    private static final int TERMS = 2_000;

    @Override
    public String name() {
        return "toy-sums";
    }

    @Override
    public List<String> columns() {
        return List.of("candidate.magpsf");
    }

    @Override
    public List<Output> outputs() {
        return List.of(Output.of("sum"), Output.of("candidate"));
    }

    @Override
    public void process(AlertBatch batch) {
        for (Alert alert : batch) {
            alert.set("candidate", (double) alert.candid());
            if (alert.candid() % 3 != 0) {
                alert.set("sum", sum(alert.number("candidate.magpsf")));
            }
        }
    }

    private static double sum(double start) {
        double sum = start;
        for (int term = 1; term <= TERMS; term++) {
            sum += Math.sqrt(term) / term;
        }
        return sum;
    }

    @Override
    public boolean isEffective(Alert alert) {
        return !Double.isNaN(alert.result("sum"));
    }
}
