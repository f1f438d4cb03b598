package tallyflame.modules.parquet;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;

/**
 * Writes a local Parquet file row by row. Memory: one row group. (parquet-java's own row writers cannot be compiled
 * against without Hadoop, their parts can.) Used by one thread at a time. Closing writes the footer; a file that is not
 * closed cannot be read.
 */
public final class ParquetOutput implements Closeable {
    private static final int MAX_PADDING = 0;

    private final MessageType schema;
    private final CompressionCodecName codec;
    private final ParquetProperties properties;
    private final int rowsPerGroup;
    private final ParquetFileWriter file;
    private ColumnChunkPageWriteStore pages;
    private ColumnWriteStore columns;
    private RecordConsumer records;
    private ParquetRow row;
    private int rows;

    private ParquetOutput(
            ParquetFileWriter file,
            MessageType schema,
            CompressionCodecName codec,
            ParquetProperties properties,
            int rowsPerGroup) {
        this.file = file;
        this.schema = schema;
        this.codec = codec;
        this.properties = properties;
        this.rowsPerGroup = rowsPerGroup;
        startGroup();
    }

    /** Creates or overwrites a file with Snappy pages of at most 1 MB. */
    public static ParquetOutput create(Path file, MessageType schema, int rowsPerGroup) throws IOException {
        return create(
                file,
                schema,
                CompressionCodecName.SNAPPY,
                ParquetProperties.builder().build(),
                rowsPerGroup);
    }

    /**
     * Creates or overwrites a file.
     *
     * @param properties page sizes, encodings and page version
     * @param rowsPerGroup rows that are kept in memory until they are written as a row group
     */
    public static ParquetOutput create(
            Path file, MessageType schema, CompressionCodecName codec, ParquetProperties properties, int rowsPerGroup)
            throws IOException {
        ParquetFileWriter writer = new ParquetFileWriter(
                new LocalOutputFile(file),
                schema,
                ParquetFileWriter.Mode.OVERWRITE,
                Long.MAX_VALUE, // row groups are ended by their number of rows
                MAX_PADDING,
                properties.getColumnIndexTruncateLength(),
                properties.getStatisticsTruncateLength(),
                properties.getPageWriteChecksumEnabled());
        writer.start();
        return new ParquetOutput(writer, schema, codec, properties, rowsPerGroup);
    }

    private void startGroup() {
        Codecs codecs = new Codecs();
        pages = ColumnChunkPageWriteStore.builder()
                .withSchema(schema)
                .withCompressorProvider(column -> codecs.getCompressor(codec))
                .withAllocator(properties.getAllocator())
                .withColumnIndexTruncateLength(properties.getColumnIndexTruncateLength())
                .withPageWriteChecksumEnabled(properties.getPageWriteChecksumEnabled())
                .build();
        columns = properties.newColumnWriteStore(schema, pages, pages);
        records = new ColumnIOFactory().getColumnIO(schema).getRecordWriter(columns);
        row = new ParquetRow(records, schema);
        rows = 0;
    }

    /**
     * Writes one row.
     *
     * @param fields puts the fields; called once, at once
     */
    public void write(Consumer<ParquetRow> fields) throws IOException {
        records.startMessage();
        fields.accept(row);
        records.endMessage();
        if (++rows == rowsPerGroup) {
            endGroup();
            startGroup();
        }
    }

    private void endGroup() throws IOException {
        if (rows > 0) {
            file.startBlock(rows);
            // NULLs are kept back by the record writer until then.
            records.flush();
            columns.flush();
            pages.flushToFileWriter(file);
            file.endBlock();
        }
        columns.close();
        pages.close();
    }

    @Override
    public void close() throws IOException {
        try (file) {
            endGroup();
            file.end(Map.of());
        }
    }
}
