package tallyflame.runner.toys;

import java.util.List;
import tallyflame.modules.Alert;
import tallyflame.modules.AlertBatch;
import tallyflame.modules.Output;
import tallyflame.modules.ScienceModule;

/** Reads a stamp of every alert, so that the data are large. */
public final class Weighing implements ScienceModule {
    @Override
    public String name() {
        return "toy-weighing";
    }

    @Override
    public List<String> columns() {
        return List.of("cutoutScience.stampData");
    }

    @Override
    public List<Output> outputs() {
        return List.of(Output.of("bytes"));
    }

    @Override
    public void process(AlertBatch batch) {
        for (Alert alert : batch) {
            alert.set("bytes", alert.bytes("cutoutScience.stampData").length);
        }
    }
}
