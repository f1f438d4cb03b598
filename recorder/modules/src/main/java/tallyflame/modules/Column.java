package tallyflame.modules;

import java.util.Arrays;

/** The values of one column for all alerts of a batch; NULL in the file is NaN, {@code null} or an empty list here. */
public sealed interface Column {
    /** Name as given by {@link ScienceModule#columns()}. */
    String name();

    /**
     * One number an alert, NaN where the file has NULL.
     *
     * @param values indexed by row
     */
    record Numbers(String name, double[] values) implements Column {
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
    record Texts(String name, String[] values) implements Column {
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
    record Bytes(String name, byte[][] values) implements Column {
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
    record Series(String name, int[] offsets, double[] values) implements Column {
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
    record TextSeries(String name, int[] offsets, String[] values) implements Column {
        /** A copy of the values of one alert. */
        public String[] get(int row) {
            return Arrays.copyOfRange(values, offsets[row], offsets[row + 1]);
        }
    }
}
