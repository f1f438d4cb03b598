package tallyflame.modules.alerts;

import java.util.Arrays;
import org.apache.parquet.column.ColumnReader;
import tallyflame.modules.AlertColumn;

/** Turns the values of one column of a row group into batch columns, so many rows at a time. */
interface ColumnDecoder {
    /** The next rows; there must be as many left. */
    AlertColumn decode(int rows);

    /** The decoder that fits a column's type. */
    static ColumnDecoder of(LeafColumn leaf, ColumnReader reader) {
        Values values = new Values(reader, leaf.descriptor().getMaxDefinitionLevel(), leaf.entryLevel());
        if (leaf.isList()) {
            return switch (leaf.content()) {
                case NUMBER -> numberLists(leaf, values);
                case TEXT, BYTES -> textLists(leaf, values);
            };
        }
        return switch (leaf.content()) {
            case NUMBER -> numbers(leaf, values);
            case TEXT -> texts(leaf, values);
            case BYTES -> byteStrings(leaf, values);
        };
    }

    /** A column reader together with the levels that tell NULL and the ends of lists. */
    record Values(ColumnReader reader, int definedLevel, int entryLevel) {
        boolean isDefined() {
            return reader.getCurrentDefinitionLevel() == definedLevel;
        }

        boolean isEntry() {
            return reader.getCurrentDefinitionLevel() >= entryLevel;
        }

        /** Goes on to the next value; whether it belongs to the same list. */
        boolean nextInList() {
            reader.consume();
            return reader.getCurrentRepetitionLevel() > 0;
        }
    }

    private static ColumnDecoder numbers(LeafColumn leaf, Values values) {
        NumberReader number = NumberReader.of(leaf);
        return rows -> {
            double[] numbers = new double[rows];
            for (int row = 0; row < rows; row++) {
                numbers[row] = values.isDefined() ? number.read(values.reader()) : Double.NaN;
                values.reader().consume();
            }
            return new AlertColumn.Numbers(leaf.name(), numbers);
        };
    }

    private static ColumnDecoder texts(LeafColumn leaf, Values values) {
        return rows -> {
            String[] texts = new String[rows];
            for (int row = 0; row < rows; row++) {
                texts[row] = text(values);
                values.reader().consume();
            }
            return new AlertColumn.Texts(leaf.name(), texts);
        };
    }

    private static ColumnDecoder byteStrings(LeafColumn leaf, Values values) {
        return rows -> {
            byte[][] strings = new byte[rows][];
            for (int row = 0; row < rows; row++) {
                strings[row] = values.isDefined() ? values.reader().getBinary().getBytes() : null;
                values.reader().consume();
            }
            return new AlertColumn.Bytes(leaf.name(), strings);
        };
    }

    private static ColumnDecoder numberLists(LeafColumn leaf, Values values) {
        NumberReader number = NumberReader.of(leaf);
        return rows -> {
            int[] offsets = new int[rows + 1];
            double[] entries = new double[Math.max(16, 16 * rows)];
            int count = 0;
            for (int row = 0; row < rows; row++) {
                do {
                    if (values.isEntry()) {
                        entries = count < entries.length ? entries : Arrays.copyOf(entries, 2 * count);
                        entries[count++] = values.isDefined() ? number.read(values.reader()) : Double.NaN;
                    }
                } while (values.nextInList());
                offsets[row + 1] = count;
            }
            return new AlertColumn.Series(leaf.name(), offsets, Arrays.copyOf(entries, count));
        };
    }

    private static ColumnDecoder textLists(LeafColumn leaf, Values values) {
        return rows -> {
            int[] offsets = new int[rows + 1];
            String[] entries = new String[Math.max(16, 16 * rows)];
            int count = 0;
            for (int row = 0; row < rows; row++) {
                do {
                    if (values.isEntry()) {
                        entries = count < entries.length ? entries : Arrays.copyOf(entries, 2 * count);
                        entries[count++] = text(values);
                    }
                } while (values.nextInList());
                offsets[row + 1] = count;
            }
            return new AlertColumn.TextSeries(leaf.name(), offsets, Arrays.copyOf(entries, count));
        };
    }

    private static String text(Values values) {
        return values.isDefined() ? values.reader().getBinary().toStringUsingUTF8() : null;
    }
}
