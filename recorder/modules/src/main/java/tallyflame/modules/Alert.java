package tallyflame.modules;

/**
 * One alert of a batch. Iterating over a batch moves one object from row to row, so do not keep it.
 * Access by name costs a hash look-up each; fast code takes the columns from the batch.
 */
public final class Alert {
    private final AlertBatch batch;
    private int row;

    Alert(AlertBatch batch) {
        this.batch = batch;
    }

    Alert at(int newRow) {
        row = newRow;
        return this;
    }

    /** Row in the batch, from 0. */
    public int row() {
        return row;
    }

    /** Name of the object the alert belongs to. */
    public String objectId() {
        return batch.objectId(row);
    }

    /** Identity of the alert. */
    public long candid() {
        return batch.candid(row);
    }

    /** A number, NaN where the file has NULL. */
    public double number(String column) {
        return batch.numbers(column).get(row);
    }

    /** A text, or {@code null}. */
    public String text(String column) {
        return batch.texts(column).get(row);
    }

    /** A byte string, or {@code null}. */
    public byte[] bytes(String column) {
        return batch.bytes(column).get(row);
    }

    /** The concatenated column of a field: history, oldest first, then the current value; see {@link AlertBatch#series}. */
    public double[] series(String field) {
        return batch.series(field).get(row);
    }

    /** Sets an output of this alert. */
    public void set(String output, double value) {
        batch.result(output)[row] = value;
    }

    /** An output of this alert, NaN while it is not set. */
    public double result(String output) {
        return batch.result(output)[row];
    }
}
