package tallyflame.spark.modules;

import java.io.Serializable;
import tallyflame.modules.AlertBatch;
import tallyflame.modules.Output;
import tallyflame.modules.ScienceModule;

/**
 * What a module made of a batch, on its way to the driver: by column, so that little is written for each alert.
 *
 * @param values by output, then by alert
 * @param failed alerts
 * @param effective alerts that were processed to the end
 * @param failure the first, with its alert; {@code null} if none failed
 * @param read until the batch was there: from the cached partition to columns
 * @param processed in the module
 */
record BatchResult(
        String[] objectIds,
        long[] candids,
        double[][] values,
        int failed,
        int effective,
        String failure,
        Time read,
        Time processed)
        implements Serializable {
    static BatchResult of(AlertBatch batch, ScienceModule module, int failed, Time read, Time processed) {
        int size = batch.size();
        String[] objectIds = new String[size];
        long[] candids = new long[size];
        int effective = 0;
        String failure = null;
        for (int row = 0; row < size; row++) {
            objectIds[row] = batch.objectId(row);
            candids[row] = batch.candid(row);
            if (batch.failure(row) == null) {
                effective += module.isEffective(batch.alert(row)) ? 1 : 0;
            } else if (failure == null) {
                failure = objectIds[row] + " " + candids[row] + ": " + batch.failure(row);
            }
        }
        double[][] values =
                module.outputs().stream().map(Output::name).map(batch::result).toArray(double[][]::new);
        return new BatchResult(objectIds, candids, values, failed, effective, failure, read, processed);
    }
}
