package tallyflame.modules;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import tallyflame.modules.alerts.AlertSource;

/** The 190 real alerts, processed by a module. */
public final class RealBatches {
    private RealBatches() {}

    /** One batch a file. */
    public static List<AlertBatch> read(List<String> columns) throws IOException {
        List<AlertBatch> batches = new ArrayList<>();
        try (AlertSource source = AlertSource.open(Shared.alerts(), columns, 1000, -1)) {
            for (AlertBatch batch = source.next(); batch != null; batch = source.next()) {
                batches.add(batch);
            }
        }
        return batches;
    }

    /** The results of a module, one batch a file. */
    public static List<AlertBatch> process(ScienceModule module) throws Exception {
        List<AlertBatch> batches = read(module.columns());
        for (AlertBatch batch : batches) {
            module.process(batch);
        }
        return batches;
    }
}
