package tallyflame.spark.modules;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import tallyflame.modules.AlertBatch;
import tallyflame.modules.Output;
import tallyflame.modules.ScienceModule;
import tallyflame.runner.fork.ResultWriter;

/**
 * The results of all batches.
 *
 * @param failure the first; {@code null} if no alert failed
 */
record ResultSum(long alerts, long failed, long effective, String failure, Time read, Time processed) {
    static ResultSum of(List<BatchResult> batches) {
        return new ResultSum(
                batches.stream().mapToLong(batch -> batch.candids().length).sum(),
                batches.stream().mapToLong(BatchResult::failed).sum(),
                batches.stream().mapToLong(BatchResult::effective).sum(),
                batches.stream()
                        .map(BatchResult::failure)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null),
                batches.stream().map(BatchResult::read).reduce(Time.NONE, Time::plus),
                batches.stream().map(BatchResult::processed).reduce(Time.NONE, Time::plus));
    }

    /** Writes results as runs without Spark do; the order of the alerts is that of the partitions. */
    static void write(Path file, ScienceModule module, List<BatchResult> batches) throws IOException {
        try (ResultWriter writer = new ResultWriter(file, module.outputs())) {
            for (int i = 0; i < batches.size(); i++) {
                BatchResult from = batches.get(i);
                AlertBatch batch = new AlertBatch(from.objectIds(), from.candids(), List.of());
                for (int output = 0; output < from.values().length; output++) {
                    Output name = module.outputs().get(output);
                    double[] values = from.values()[output];
                    System.arraycopy(values, 0, batch.result(name.name()), 0, values.length);
                }
                writer.add(i, batch);
            }
            writer.finish();
        }
    }
}
