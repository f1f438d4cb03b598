package tallyflame.spark.modules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.util.ArrayData;
import tallyflame.modules.AlertBatch;
import tallyflame.modules.AlertColumn;

/** Turns rows into batches by reading Spark's own memory: no {@code Row} is made. Used by one thread. */
final class RowReader {
    /** {@code objectId} and {@code candid}. */
    private static final int IDENTITY = 2;

    private final List<FrameColumn> columns;
    private final int size;

    /** For rows of an {@link AlertFrame}, so many for each batch. */
    RowReader(List<FrameColumn> columns, int size) {
        this.columns = columns;
        this.size = size;
    }

    /** The values of one column, row by row. */
    private interface Values {
        void add(InternalRow row, int at);

        AlertColumn column(int rows);
    }

    /** The next rows as a batch; there must be one. */
    AlertBatch next(Iterator<InternalRow> rows) {
        String[] objectIds = new String[size];
        long[] candids = new long[size];
        List<Values> values = new ArrayList<>();
        columns.forEach(column -> values.add(values(column)));
        int count = 0;
        while (count < size && rows.hasNext()) {
            InternalRow row = rows.next();
            objectIds[count] = text(row, 0);
            candids[count] = row.getLong(1);
            for (int i = 0; i < values.size(); i++) {
                values.get(i).add(row, i + IDENTITY);
            }
            count++;
        }
        int found = count;
        return new AlertBatch(
                Arrays.copyOf(objectIds, found),
                Arrays.copyOf(candids, found),
                values.stream().map(column -> column.column(found)).toList());
    }

    private static String text(SpecializedGetters values, int at) {
        return values.isNullAt(at) ? null : values.getUTF8String(at).toString();
    }

    private Values values(FrameColumn column) {
        return switch (column.kind()) {
            case NUMBER -> column.list() ? new NumberLists(column.name(), size) : new Numbers(column.name(), size);
            case TEXT -> column.list() ? new TextLists(column.name(), size) : new Texts(column.name(), size);
            case BYTES -> new Bytes(column.name(), size);
        };
    }

    private static final class Numbers implements Values {
        private final String name;
        private final double[] values;
        private int count;

        Numbers(String name, int size) {
            this.name = name;
            values = new double[size];
        }

        @Override
        public void add(InternalRow row, int at) {
            values[count++] = row.isNullAt(at) ? Double.NaN : row.getDouble(at);
        }

        @Override
        public AlertColumn column(int rows) {
            return new AlertColumn.Numbers(name, Arrays.copyOf(values, rows));
        }
    }

    private static final class Texts implements Values {
        private final String name;
        private final String[] values;
        private int count;

        Texts(String name, int size) {
            this.name = name;
            values = new String[size];
        }

        @Override
        public void add(InternalRow row, int at) {
            values[count++] = text(row, at);
        }

        @Override
        public AlertColumn column(int rows) {
            return new AlertColumn.Texts(name, Arrays.copyOf(values, rows));
        }
    }

    private static final class Bytes implements Values {
        private final String name;
        private final byte[][] values;
        private int count;

        Bytes(String name, int size) {
            this.name = name;
            values = new byte[size][];
        }

        @Override
        public void add(InternalRow row, int at) {
            values[count++] = row.isNullAt(at) ? null : row.getBinary(at);
        }

        @Override
        public AlertColumn column(int rows) {
            return new AlertColumn.Bytes(name, Arrays.copyOf(values, rows));
        }
    }

    private static final class NumberLists implements Values {
        private final String name;
        private final int[] offsets;
        private double[] values;
        private int count;

        NumberLists(String name, int size) {
            this.name = name;
            offsets = new int[size + 1];
            values = new double[16 * size];
        }

        @Override
        public void add(InternalRow row, int at) {
            int to = offsets[count];
            if (!row.isNullAt(at)) {
                ArrayData list = row.getArray(at);
                int entries = list.numElements();
                if (to + entries > values.length) {
                    values = Arrays.copyOf(values, Math.max(2 * values.length, to + entries));
                }
                for (int i = 0; i < entries; i++) {
                    values[to++] = list.isNullAt(i) ? Double.NaN : list.getDouble(i);
                }
            }
            offsets[++count] = to;
        }

        @Override
        public AlertColumn column(int rows) {
            return new AlertColumn.Series(name, Arrays.copyOf(offsets, rows + 1), Arrays.copyOf(values, offsets[rows]));
        }
    }

    private static final class TextLists implements Values {
        private final String name;
        private final int[] offsets;
        private final List<String> values = new ArrayList<>();
        private int count;

        TextLists(String name, int size) {
            this.name = name;
            offsets = new int[size + 1];
        }

        @Override
        public void add(InternalRow row, int at) {
            if (!row.isNullAt(at)) {
                ArrayData list = row.getArray(at);
                for (int i = 0; i < list.numElements(); i++) {
                    values.add(text(list, i));
                }
            }
            offsets[++count] = values.size();
        }

        @Override
        public AlertColumn column(int rows) {
            return new AlertColumn.TextSeries(name, Arrays.copyOf(offsets, rows + 1), values.toArray(String[]::new));
        }
    }
}
