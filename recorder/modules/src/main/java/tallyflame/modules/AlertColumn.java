package tallyflame.modules;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The values of one column for all alerts of a batch; NULL in the file is NaN, {@code null} or an empty list here. */
public sealed interface AlertColumn {
    /** Name as given by {@link ScienceModule#columns()}. */
    String name();

    /** How many alerts the column has values for. */
    int rows();

    /** The column with the value of one alert only. */
    AlertColumn slice(int row);

    /**
     * One number an alert, NaN where the file has NULL.
     *
     * @param values indexed by row
     */
    record Numbers(String name, double[] values) implements AlertColumn {
        @Override
        public int rows() {
            return values.length;
        }

        @Override
        public Numbers slice(int row) {
            return new Numbers(name, new double[] {values[row]});
        }

        /** The number of one alert. */
        public double get(int row) {
            return values[row];
        }
    }

    /**
     * One text an alert, {@code null} where the file has NULL.
     *
     * @param values indexed by row
     */
    record Texts(String name, String[] values) implements AlertColumn {
        @Override
        public int rows() {
            return values.length;
        }

        @Override
        public Texts slice(int row) {
            return new Texts(name, new String[] {values[row]});
        }

        /** The text of one alert, or {@code null}. */
        public String get(int row) {
            return values[row];
        }
    }

    /**
     * One byte string an alert, {@code null} where the file has NULL.
     *
     * @param values indexed by row
     */
    record Bytes(String name, byte[][] values) implements AlertColumn {
        /** The same values read as UTF-8, for files whose writer did not mark texts as such. */
        public Texts asTexts() {
            String[] texts = new String[values.length];
            for (int row = 0; row < texts.length; row++) {
                texts[row] = values[row] == null ? null : new String(values[row], StandardCharsets.UTF_8);
            }
            return new Texts(name, texts);
        }

        @Override
        public int rows() {
            return values.length;
        }

        @Override
        public Bytes slice(int row) {
            return new Bytes(name, new byte[][] {values[row]});
        }

        /** The bytes of one alert, or {@code null}; not a copy. */
        public byte[] get(int row) {
            return values[row];
        }
    }

    /**
     * A list of numbers an alert: the list of row {@code r} is {@code values[offsets[r]]} up to, not including, {@code
     * values[offsets[r + 1]]}. NULL entries are NaN, a NULL list is empty.
     *
     * @param offsets one more than there are rows
     * @param values all lists one after the other
     */
    record Series(String name, int[] offsets, double[] values) implements AlertColumn {
        @Override
        public int rows() {
            return offsets.length - 1;
        }

        @Override
        public Series slice(int row) {
            return new Series(name, new int[] {0, offsets[row + 1] - offsets[row]}, get(row));
        }

        /** Index of the first value of a row in {@link #values}. */
        public int from(int row) {
            return offsets[row];
        }

        /** Index after the last value of a row in {@link #values}. */
        public int to(int row) {
            return offsets[row + 1];
        }

        /** A copy of the values of one alert. */
        public double[] get(int row) {
            return Arrays.copyOfRange(values, offsets[row], offsets[row + 1]);
        }
    }

    /**
     * A list of texts an alert, laid out like {@link Series}; NULL entries are {@code null}.
     *
     * @param offsets one more than there are rows
     * @param values all lists one after the other
     */
    record TextSeries(String name, int[] offsets, String[] values) implements AlertColumn {
        @Override
        public int rows() {
            return offsets.length - 1;
        }

        @Override
        public TextSeries slice(int row) {
            return new TextSeries(name, new int[] {0, offsets[row + 1] - offsets[row]}, get(row));
        }

        /** A copy of the values of one alert. */
        public String[] get(int row) {
            return Arrays.copyOfRange(values, offsets[row], offsets[row + 1]);
        }
    }
}
