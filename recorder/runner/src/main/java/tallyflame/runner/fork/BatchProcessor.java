package tallyflame.runner.fork;

import tallyflame.modules.AlertBatch;
import tallyflame.modules.ScienceModule;

/**
 * Gives batches to a module and confines an exception to the alert that caused it. Used by one thread.
 *
 * <p>If the module iterates over the batch, the alert at the cursor has failed and the module is called again for the rows after
 * it. Where it does not, nothing tells which alert it was, and each is given to the module alone.
 */
public final class BatchProcessor {
    private final ScienceModule module;

    /** For one module, and the thread of it. */
    public BatchProcessor(ScienceModule module) {
        this.module = module;
    }

    /**
     * Processes all alerts of a batch, whose earlier results are forgotten first.
     *
     * @return how many failed
     * @throws VirtualMachineError if the JVM has no memory left; a stack overflow is the alert's own failure
     */
    public int process(AlertBatch batch) {
        batch.reset();
        int failed = 0;
        int from = 0;
        while (from < batch.size()) {
            batch.startAt(from);
            Throwable failure = attempt(batch);
            if (failure == null) {
                break;
            }
            int row = batch.cursor();
            if (row < 0) {
                return failed + oneByOne(batch, from);
            }
            batch.fail(row, failure);
            failed++;
            from = row + 1;
        }
        batch.startAt(0);
        return failed;
    }

    private int oneByOne(AlertBatch batch, int from) {
        int failed = 0;
        for (int row = from; row < batch.size(); row++) {
            AlertBatch single = batch.slice(row);
            Throwable failure = attempt(single);
            if (failure != null) {
                batch.fail(row, failure);
                failed++;
            } else {
                copyResults(single, batch, row);
            }
        }
        return failed;
    }

    private void copyResults(AlertBatch single, AlertBatch batch, int row) {
        module.outputs().forEach(output -> batch.result(output.name())[row] = single.result(output.name())[0]);
    }

    // Whatever a module throws, assertion errors and linkage errors too, is the failure of an alert.
    private Throwable attempt(AlertBatch batch) {
        try {
            module.process(batch);
            return null;
        } catch (StackOverflowError e) {
            return e;
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            return e;
        }
    }
}
