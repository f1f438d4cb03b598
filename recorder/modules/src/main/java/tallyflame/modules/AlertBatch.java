package tallyflame.modules;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.IntConsumer;

/**
 * Some alerts, by column, and the place where a module leaves its results. Used by one thread at a time.
 *
 * <p>Walking it with {@code for (Alert alert : batch)} moves the cursor, which tells the runner where one alert ends and
 * the next begins; code that works on whole columns need not iterate.
 */
public final class AlertBatch implements Iterable<Alert> {
    /** Sets the keys of concatenated columns apart from column names. */
    private static final String CONCATENATED = "history+current:";

    private final String[] objectIds;
    private final long[] candids;
    private final Map<String, AlertColumn> columns = new HashMap<>();
    private final Map<String, double[]> results = new HashMap<>();
    private final Throwable[] failures;
    private IntConsumer observer = row -> {};
    private int start;
    private int cursor = -1;

    /**
     * @param objectIds one an alert
     * @param candids one an alert
     * @param columns the columns that were asked for, by name
     */
    public AlertBatch(String[] objectIds, long[] candids, List<AlertColumn> columns) {
        this.objectIds = objectIds;
        this.candids = candids;
        this.failures = new Throwable[objectIds.length];
        for (AlertColumn column : columns) {
            if (column.rows() != objectIds.length) {
                throw new IllegalArgumentException(
                        "column " + column.name() + " has " + column.rows() + " rows, not " + objectIds.length);
            }
            this.columns.put(column.name(), column);
        }
    }

    /** How many alerts there are. */
    public int size() {
        return objectIds.length;
    }

    /** Name of the object that a row's alert belongs to. */
    public String objectId(int row) {
        return objectIds[row];
    }

    /** Identity of a row's alert. */
    public long candid(int row) {
        return candids[row];
    }

    /** A column of numbers, such as {@code candidate.jd}. */
    public AlertColumn.Numbers numbers(String column) {
        return column(column, AlertColumn.Numbers.class);
    }

    /** A column of texts, such as {@code candidate.isdiffpos}. */
    public AlertColumn.Texts texts(String column) {
        if (columns.get(column) instanceof AlertColumn.Bytes unmarked) {
            columns.put(column, unmarked.asTexts());
        }
        return column(column, AlertColumn.Texts.class);
    }

    /** A column of byte strings, such as {@code cutoutScience.stampData}. */
    public AlertColumn.Bytes bytes(String column) {
        return column(column, AlertColumn.Bytes.class);
    }

    /** A column of lists of numbers, such as {@code prv_candidates[].magpsf}: the history without the current alert. */
    public AlertColumn.Series history(String column) {
        return column(column, AlertColumn.Series.class);
    }

    /** A column of lists of texts, such as {@code prv_candidates[].isdiffpos}. */
    public AlertColumn.TextSeries textHistory(String column) {
        return column(column, AlertColumn.TextSeries.class);
    }

    /**
     * The concatenated column of a field: {@code prv_candidates[].X}, oldest first, then {@code candidate.X}. Both must be
     * among the module's columns. Made at the first call and kept.
     *
     * @param field the bare name, such as {@code magpsf}
     */
    public AlertColumn.Series series(String field) {
        String key = CONCATENATED + field;
        AlertColumn known = columns.get(key);
        if (known == null) {
            known = concatenate(field, history("prv_candidates[]." + field), numbers("candidate." + field));
            columns.put(key, known);
        }
        return (AlertColumn.Series) known;
    }

    private static AlertColumn.Series concatenate(
            String field, AlertColumn.Series history, AlertColumn.Numbers current) {
        int rows = current.values().length;
        int[] offsets = new int[rows + 1];
        double[] values = new double[history.values().length + rows];
        for (int row = 0; row < rows; row++) {
            int length = history.to(row) - history.from(row);
            System.arraycopy(history.values(), history.from(row), values, offsets[row], length);
            offsets[row + 1] = offsets[row] + length + 1;
            values[offsets[row + 1] - 1] = current.get(row);
        }
        return new AlertColumn.Series(field, offsets, values);
    }

    /**
     * The concatenated column of a text field: {@code prv_candidates[].X}, oldest first, then {@code candidate.X}. Both
     * must be among the module's columns. Made at the first call and kept.
     *
     * @param field the bare name, such as {@code isdiffpos}
     */
    public AlertColumn.TextSeries textSeries(String field) {
        String key = CONCATENATED + field;
        AlertColumn known = columns.get(key);
        if (known == null) {
            known = concatenate(field, textHistory("prv_candidates[]." + field), texts("candidate." + field));
            columns.put(key, known);
        }
        return (AlertColumn.TextSeries) known;
    }

    private static AlertColumn.TextSeries concatenate(
            String field, AlertColumn.TextSeries history, AlertColumn.Texts current) {
        int rows = current.values().length;
        int[] offsets = new int[rows + 1];
        String[] values = new String[history.values().length + rows];
        for (int row = 0; row < rows; row++) {
            int length = history.offsets()[row + 1] - history.offsets()[row];
            System.arraycopy(history.values(), history.offsets()[row], values, offsets[row], length);
            offsets[row + 1] = offsets[row] + length + 1;
            values[offsets[row + 1] - 1] = current.get(row);
        }
        return new AlertColumn.TextSeries(field, offsets, values);
    }

    private <C extends AlertColumn> C column(String name, Class<C> type) {
        AlertColumn column = columns.get(name);
        if (column == null) {
            throw new IllegalArgumentException(
                    "column " + name + " was not read; name it in columns() (there are: " + columns.keySet() + ")");
        }
        if (!type.isInstance(column)) {
            throw new IllegalArgumentException(
                    "column " + name + " holds " + column.getClass().getSimpleName() + ", not " + type.getSimpleName());
        }
        return type.cast(column);
    }

    /** The values of an output, indexed by row and NaN until set; writing to the array sets results. */
    public double[] result(String output) {
        return results.computeIfAbsent(output, name -> {
            double[] values = new double[size()];
            Arrays.fill(values, Double.NaN);
            return values;
        });
    }

    /** Walks the alerts with one cursor object that is moved, not renewed. */
    @Override
    public Iterator<Alert> iterator() {
        Alert alert = new Alert(this);
        return new Iterator<>() {
            private int next = start;

            @Override
            public boolean hasNext() {
                if (next < size()) {
                    return true;
                }
                if (cursor >= 0) {
                    moveTo(-1);
                }
                return false;
            }

            @Override
            public Alert next() {
                if (next >= size()) {
                    throw new NoSuchElementException("the batch has " + size() + " alerts");
                }
                moveTo(next);
                return alert.at(next++);
            }
        };
    }

    private void moveTo(int row) {
        cursor = row;
        observer.accept(row);
    }

    /** Row of the alert that is being processed, or -1 outside an iteration. For the runner. */
    public int cursor() {
        return cursor;
    }

    /** Calls {@code observer} with the row at every move of the cursor, and with -1 at the end. For the runner. */
    public void observe(IntConsumer observer) {
        this.observer = observer;
    }

    /** Lets later iterations begin at a row, which is how the runner continues after a failure. For the runner. */
    public void startAt(int row) {
        start = row;
        cursor = -1;
    }

    /** Marks an alert as failed: its outputs become NaN. */
    public void fail(int row, Throwable cause) {
        failures[row] = cause;
        results.values().forEach(values -> values[row] = Double.NaN);
    }

    /** Why an alert failed, or {@code null}. */
    public Throwable failure(int row) {
        return failures[row];
    }

    /**
     * A batch of one alert with the same columns and no results, for processing an alert by itself. For the runner, which
     * retries so the batches of modules that do not iterate, and copies results or failure back.
     */
    public AlertBatch slice(int row) {
        List<AlertColumn> parts =
                columns.values().stream().map(column -> column.slice(row)).toList();
        return new AlertBatch(new String[] {objectIds[row]}, new long[] {candids[row]}, parts);
    }

    /** One alert by its row, independent of the cursor. */
    public Alert alert(int row) {
        return new Alert(this).at(row);
    }

    /** Forgets results and failures, so that the batch can be processed again. For the runner. */
    public void reset() {
        results.values().forEach(values -> Arrays.fill(values, Double.NaN));
        Arrays.fill(failures, null);
        startAt(0);
    }
}
