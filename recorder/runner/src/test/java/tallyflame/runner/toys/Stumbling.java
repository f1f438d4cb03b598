package tallyflame.runner.toys;

import java.util.List;
import tallyflame.modules.Alert;
import tallyflame.modules.AlertBatch;
import tallyflame.modules.Output;
import tallyflame.modules.ScienceModule;

/** Walks its batches and throws on every fifth alert by candid. */
public final class Stumbling implements ScienceModule {
    @Override
    public String name() {
        return "toy-stumbling";
    }

    @Override
    public List<String> columns() {
        return List.of();
    }

    @Override
    public List<Output> outputs() {
        return List.of(Output.of("rest"));
    }

    @Override
    public void process(AlertBatch batch) {
        for (Alert alert : batch) {
            alert.set("rest", (double) (alert.candid() % 5));
            if (alert.candid() % 5 == 0) {
                throw new IllegalStateException("candid ends in " + alert.candid() % 10);
            }
        }
    }
}
