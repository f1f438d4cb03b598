package tallyflame.modules.alerts;

import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.VersionParser;
import org.apache.parquet.VersionParser.ParsedVersion;
import org.apache.parquet.VersionParser.VersionParseException;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReaderImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.io.api.PrimitiveConverter;
import tallyflame.modules.Column;

/** The rows of one row group, read from front to back by all columns in step. */
final class RowGroup {
    private final FileColumns columns;
    private final List<ColumnDecoder> wanted = new ArrayList<>();
    private final ColumnDecoder objectIds;
    private final ColumnReader candids;
    private long left;

    /**
     * @param createdBy what the footer says about the writer, whose known bugs parquet-java works around
     */
    RowGroup(FileColumns columns, PageReadStore pages, String createdBy) {
        this.columns = columns;
        ParsedVersion writer = version(createdBy);
        candids = reader(columns.candid(), pages, writer);
        objectIds = decoder(columns.objectId(), pages, writer);
        for (LeafColumn leaf : columns.wanted()) {
            wanted.add(decoder(leaf, pages, writer));
        }
        left = pages.getRowCount();
    }

    static ParsedVersion version(String createdBy) {
        try {
            return createdBy == null ? null : VersionParser.parse(createdBy);
        } catch (VersionParseException | RuntimeException unknownWriter) {
            return null;
        }
    }

    private static ColumnDecoder decoder(LeafColumn leaf, PageReadStore pages, ParsedVersion writer) {
        return ColumnDecoder.of(leaf, reader(leaf, pages, writer));
    }

    static ColumnReader reader(LeafColumn leaf, PageReadStore pages, ParsedVersion writer) {
        return new ColumnReaderImpl(leaf.descriptor(), pages.getPageReader(leaf.descriptor()), new NoRecords(), writer);
    }

    /** How many rows have not been read yet. */
    long left() {
        return left;
    }

    /** The next rows, at most as many as are left. */
    Rows next(int rows) {
        left -= rows;
        List<Column> values = new ArrayList<>(wanted.size());
        for (ColumnDecoder decoder : wanted) {
            values.add(decoder.decode(rows));
        }
        return new Rows(objectIds(rows), candids(rows), values);
    }

    private String[] objectIds(int rows) {
        Column column = objectIds.decode(rows);
        return (column instanceof Column.Bytes bytes ? bytes.asTexts() : (Column.Texts) column).values();
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
    record Rows(String[] objectIds, long[] candids, List<Column> columns) {}

    /** parquet-java wants a converter for every column, although the column readers are asked directly. */
    private static final class NoRecords extends PrimitiveConverter {}
}
