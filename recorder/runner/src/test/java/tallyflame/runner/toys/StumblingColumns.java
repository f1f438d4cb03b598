package tallyflame.runner.toys;

import java.util.List;
import tallyflame.modules.AlertBatch;
import tallyflame.modules.Output;
import tallyflame.modules.ScienceModule;

/** Works on whole columns, so that nothing tells at which alert it threw; throws where {@link Stumbling} does. */
public final class StumblingColumns implements ScienceModule {
    @Override
    public String name() {
        return "toy-stumbling-columns";
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
        double[] rest = batch.result("rest");
        for (int row = 0; row < batch.size(); row++) {
            rest[row] = (double) (batch.candid(row) % 5);
            if (rest[row] == 0) {
                throw new IllegalStateException("candid ends in " + batch.candid(row) % 10);
            }
        }
    }
}
