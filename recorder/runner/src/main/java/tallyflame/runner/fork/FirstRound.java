package tallyflame.runner.fork;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tallyflame.modules.AlertBatch;
import tallyflame.modules.ScienceModule;
import tallyflame.runs.FailedAlert;

/** What the first time over the alerts gives: results, failures and effective alerts. Thread-safe. */
final class FirstRound {
    private static final int KEPT_FAILURES = 3;

    private final ResultWriter results;
    private final SortedMap<Long, List<FailedAlert>> failures = new TreeMap<>();
    private long failed;
    private long effective;
    private long alerts;

    /**
     * Nothing seen yet.
     *
     * @param results where results go, or {@code null}
     */
    FirstRound(ResultWriter results) {
        this.results = results;
    }

    /**
     * Takes a batch that was just processed.
     *
     * @param index of the batch, from 0
     */
    void add(long index, AlertBatch batch, int failedInBatch, ScienceModule module) throws IOException {
        long done = 0;
        for (int row = 0; row < batch.size(); row++) {
            if (batch.failure(row) == null && module.isEffective(batch.alert(row))) {
                done++;
            }
        }
        synchronized (this) {
            alerts += batch.size();
            failed += failedInBatch;
            effective += done;
            if (failedInBatch > 0) {
                keep(index, batch);
            }
        }
        if (results != null) {
            results.add(index, batch);
        }
    }

    private void keep(long index, AlertBatch batch) {
        List<FailedAlert> first = new ArrayList<>();
        for (int row = 0; row < batch.size() && first.size() < KEPT_FAILURES; row++) {
            if (batch.failure(row) != null) {
                first.add(describe(batch, row));
            }
        }
        failures.put(index, first);
        if (failures.size() > KEPT_FAILURES) {
            failures.remove(failures.lastKey());
        }
    }

    private static FailedAlert describe(AlertBatch batch, int row) {
        Throwable failure = batch.failure(row);
        StackTraceElement[] stack = failure.getStackTrace();
        return new FailedAlert(
                batch.objectId(row),
                batch.candid(row),
                String.valueOf(failure).replace('\n', ' '),
                stack.length == 0 ? "" : stack[0].toString());
    }

    synchronized long alerts() {
        return alerts;
    }

    synchronized long failed() {
        return failed;
    }

    synchronized long effective() {
        return effective;
    }

    /** The first failures in the order of the alerts. */
    synchronized List<FailedAlert> failures() {
        return failures.values().stream()
                .flatMap(List::stream)
                .limit(KEPT_FAILURES)
                .toList();
    }
}
