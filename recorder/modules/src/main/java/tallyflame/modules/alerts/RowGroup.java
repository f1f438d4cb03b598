package tallyflame.modules.alerts;

import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.column.ColumnReader;
import tallyflame.modules.AlertColumn;
import tallyflame.parquet.ParquetFile;

/** The rows of one row group, read from front to back by all columns in step. */
final class RowGroup {
    private final FileColumns columns;
    private final List<ColumnDecoder> wanted = new ArrayList<>();
    private final ColumnDecoder objectIds;
    private final ColumnReader candids;
    private long left;

    RowGroup(ParquetFile file, int number, FileColumns columns) {
        this.columns = columns;
        candids = file.column(number, columns.candid().descriptor());
        objectIds = decoder(file, number, columns.objectId());
        for (LeafColumn leaf : columns.wanted()) {
            wanted.add(decoder(file, number, leaf));
        }
        left = file.rowGroups().get(number).getRowCount();
    }

    private static ColumnDecoder decoder(ParquetFile file, int number, LeafColumn leaf) {
        return ColumnDecoder.of(leaf, file.column(number, leaf.descriptor()));
    }

    /** How many rows have not been read yet. */
    long left() {
        return left;
    }

    /** The next rows, at most as many as are left. */
    Rows next(int rows) {
        left -= rows;
        List<AlertColumn> values = new ArrayList<>(wanted.size());
        for (ColumnDecoder decoder : wanted) {
            values.add(decoder.decode(rows));
        }
        return new Rows(objectIds(rows), candids(rows), values);
    }

    private String[] objectIds(int rows) {
        AlertColumn column = objectIds.decode(rows);
        return (column instanceof AlertColumn.Bytes bytes ? bytes.asTexts() : (AlertColumn.Texts) column).values();
    }

    private long[] candids(int rows) {
        int defined = columns.candid().descriptor().getMaxDefinitionLevel();
        long[] values = new long[rows];
        for (int row = 0; row < rows; row++) {
            if (candids.getCurrentDefinitionLevel() == defined) {
                values[row] = columns.isCandidWide() ? candids.getLong() : candids.getInteger();
            }
            candids.consume();
        }
        return values;
    }

    /** Some rows of a file, by column. */
    record Rows(String[] objectIds, long[] candids, List<AlertColumn> columns) {}
}
