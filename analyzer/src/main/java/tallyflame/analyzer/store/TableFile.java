package tallyflame.analyzer.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.bytes.ByteBufferAllocator;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import tallyflame.modules.parquet.Codecs;

/**
 * Writes the rows of one table to a Parquet file, cell after cell. Memory holds one row group, whatever the number of rows.
 * Columns go straight to parquet-java's column writers: a row is never an object. Not safe for use by several threads; a
 * file that is not closed has no footer and cannot be read.
 */
final class TableFile implements Closeable {
    /** Rows that are compressed and written together; readers work on row groups in parallel. */
    private static final int ROW_GROUP = 500_000;

    private static final int PAGE_BYTES = 1 << 20;
    private static final int COLUMN_INDEX_CHARACTERS = 64;
    private static final int STATISTICS_CHARACTERS = 256;
    /** Only row groups of HDFS blocks are ever padded. */
    private static final int NO_PADDING = 0;

    private final Table table;
    private final MessageType schema;
    private final Map<String, String> metadata;
    private final ParquetProperties properties;
    private final ByteBufferAllocator allocator = new HeapByteBufferAllocator();
    private final BytesInputCompressor zstd = new Codecs().getCompressor(CompressionCodecName.ZSTD);
    private final ParquetFileWriter file;
    private final Map<String, Binary> texts = new HashMap<>();
    private final List<ColumnWriter> writers = new ArrayList<>();
    private ColumnChunkPageWriteStore pages;
    private ColumnWriteStore columns;
    private int cell;
    private int rows;

    /**
     * Begins a file; there must be none of that name.
     *
     * @param metadata goes into the footer
     */
    TableFile(Path path, Table table, Map<String, String> metadata) throws IOException {
        this.table = table;
        this.metadata = metadata;
        schema = ParquetSchema.of(table);
        properties = properties(table);
        file = new ParquetFileWriter(
                new LocalOutputFile(path),
                schema,
                ParquetFileWriter.Mode.CREATE,
                Long.MAX_VALUE,
                NO_PADDING,
                COLUMN_INDEX_CHARACTERS,
                STATISTICS_CHARACTERS,
                true); // checksums of pages
        file.start();
        beginRowGroup();
    }

    private static ParquetProperties properties(Table table) {
        ParquetProperties.Builder builder = ParquetProperties.builder()
                // Version 2 is what has the delta encodings; every reader of the last years knows it.
                .withWriterVersion(WriterVersion.PARQUET_2_0)
                .withPageSize(PAGE_BYTES)
                .withDictionaryPageSize(PAGE_BYTES)
                .withColumnIndexTruncateLength(COLUMN_INDEX_CHARACTERS);
        for (Column column : table.columns()) {
            builder.withDictionaryEncoding(column.name(), column.encoding() == Column.Encoding.DICTIONARY);
        }
        return builder.build();
    }

    private void beginRowGroup() {
        pages = new ColumnChunkPageWriteStore(zstd, schema, allocator, COLUMN_INDEX_CHARACTERS);
        columns = properties.newColumnWriteStore(schema, pages, pages);
        writers.clear();
        schema.getColumns().forEach(column -> writers.add(columns.getColumnWriter(column)));
        rows = 0;
    }

    private void endRowGroup() throws IOException {
        if (rows > 0) {
            file.startBlock(rows);
            columns.flush();
            pages.flushToFileWriter(file);
            file.endBlock();
        }
        columns.close();
        pages.close();
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
        if (table.columns().get(cell).type() == Column.Type.INTEGER) {
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
        columns.endRecord();
        cell = 0;
        if (++rows == ROW_GROUP) {
            endRowGroup();
            beginRowGroup();
        }
    }

    /** Ends the file with its footer. */
    @Override
    public void close() throws IOException {
        endRowGroup();
        file.end(metadata);
        file.close();
    }
}
