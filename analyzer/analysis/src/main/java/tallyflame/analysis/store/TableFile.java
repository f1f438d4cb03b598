package tallyflame.analysis.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import tallyflame.parquet.ColumnOutput;

/**
 * Writes the rows of one table to a Parquet file, cell after cell. Memory holds one row group, whatever the number of rows.
 * Columns go straight to parquet-java's column writers: a row is never an object. Not safe for use by several threads; a
 * file that is not closed has no footer and cannot be read.
 */
final class TableFile implements Closeable {
    /** Rows that are compressed and written together; readers work on row groups in parallel. */
    private static final int ROWS_PER_GROUP = 500_000;

    private static final int PAGE_BYTES = 1 << 20;

    private final ParquetTable table;
    private final MessageType schema;
    private final ColumnOutput file;
    private final Map<String, Binary> texts = new HashMap<>();
    private final List<ColumnWriter> writers = new ArrayList<>();
    private int cell;

    /**
     * Begins a file.
     *
     * @param metadata goes into the footer
     */
    TableFile(Path path, ParquetTable table, Map<String, String> metadata) throws IOException {
        this.table = table;
        schema = ParquetSchema.of(table);
        file = new ColumnOutput(path, schema, CompressionCodecName.ZSTD, properties(table), ROWS_PER_GROUP, metadata);
        beginRowGroup();
    }

    private static ParquetProperties properties(ParquetTable table) {
        ParquetProperties.Builder builder = ParquetProperties.builder()
                // Version 2 is what has the delta encodings; every reader of the last years knows it.
                .withWriterVersion(WriterVersion.PARQUET_2_0)
                .withPageSize(PAGE_BYTES)
                .withDictionaryPageSize(PAGE_BYTES);
        for (ParquetColumn column : table.columns()) {
            builder.withDictionaryEncoding(column.name(), column.encoding() == ParquetColumn.Encoding.DICTIONARY);
        }
        return builder.build();
    }

    private void beginRowGroup() {
        writers.clear();
        schema.getColumns().forEach(column -> writers.add(file.columns().getColumnWriter(column)));
    }

    /** The next cell of the row, of a column of words; {@code null} for none. */
    TableFile text(String value) {
        if (value == null) {
            return absent();
        }
        writers.get(cell).write(texts.computeIfAbsent(value, Binary::fromString), 0, definition());
        cell++;
        return this;
    }

    /** The next cell, of a column of integers, of either size, or times. */
    TableFile whole(long value) {
        if (table.columns().get(cell).type() == ParquetColumn.Type.INTEGER) {
            writers.get(cell).write(Math.toIntExact(value), 0, definition());
        } else {
            writers.get(cell).write(value, 0, definition());
        }
        cell++;
        return this;
    }

    /** The next cell, of a column of floating-point numbers. */
    TableFile number(double value) {
        writers.get(cell).write(value, 0, definition());
        cell++;
        return this;
    }

    /** The next cell, of a column of flags. */
    TableFile flag(boolean value) {
        writers.get(cell).write(value, 0, definition());
        cell++;
        return this;
    }

    /** Leaves the next cell out. */
    TableFile absent() {
        if (!table.columns().get(cell).optional()) {
            throw new IllegalStateException(
                    table.label() + "." + table.columns().get(cell).name() + " must have a value");
        }
        writers.get(cell).writeNull(0, 0);
        cell++;
        return this;
    }

    private int definition() {
        return table.columns().get(cell).optional() ? 1 : 0;
    }

    /** Ends the row; every cell must have been given. */
    void endRow() throws IOException {
        if (cell != writers.size()) {
            throw new IllegalStateException(table.label() + ": " + cell + " cells for " + writers.size() + " columns");
        }
        file.columns().endRecord();
        cell = 0;
        if (file.endRow()) {
            beginRowGroup();
        }
    }

    /** Ends the file with its footer. */
    @Override
    public void close() throws IOException {
        file.close();
    }
}
