package tallyflame.parquet;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;

/**
 * Writes a local Parquet file through parquet-java's column writers, row group after row group. Memory: one row group.
 * (parquet-java's own row writers cannot be compiled against without Hadoop, their parts can.) Used by one thread at a time.
 * Closing writes the footer; a file that is not closed cannot be read.
 */
public final class ColumnOutput implements Closeable {
    private static final int MAX_PADDING = 0;

    private final MessageType schema;
    private final CompressionCodecName codec;
    private final ParquetProperties properties;
    private final int rowsPerGroup;
    private final Map<String, String> metadata;
    private final ClosingOutputFile output;
    private final ParquetFileWriter file;
    private ColumnChunkPageWriteStore pages;
    private ColumnWriteStore columns;
    private int rows;

    /**
     * Creates or overwrites a file.
     *
     * @param properties page sizes, encodings and page version
     * @param rowsPerGroup rows that are kept in memory until they are written as a row group
     * @param metadata goes into the footer
     */
    public ColumnOutput(
            Path path,
            MessageType schema,
            CompressionCodecName codec,
            ParquetProperties properties,
            int rowsPerGroup,
            Map<String, String> metadata)
            throws IOException {
        this.schema = schema;
        this.codec = codec;
        this.properties = properties;
        this.rowsPerGroup = rowsPerGroup;
        this.metadata = metadata;
        output = new ClosingOutputFile(path);
        file = new ParquetFileWriter(
                output,
                schema,
                ParquetFileWriter.Mode.OVERWRITE,
                Long.MAX_VALUE, // row groups are ended by their number of rows
                MAX_PADDING,
                properties.getColumnIndexTruncateLength(),
                properties.getStatisticsTruncateLength(),
                properties.getPageWriteChecksumEnabled());
        file.start();
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
    }

    /** The column writers of the row group that is being written, which begins with the first call. */
    public ColumnWriteStore columns() {
        if (columns == null) {
            startGroup();
        }
        return columns;
    }

    /** Whether the next row ends its row group; what is held back outside the column writers must be written by then. */
    public boolean isLastOfGroup() {
        return rows == rowsPerGroup - 1;
    }

    /**
     * Counts a row whose values have been written, and {@link ColumnWriteStore#endRecord ended}.
     *
     * @return whether it ended its row group: {@link #columns} are others then
     */
    public boolean endRow() throws IOException {
        if (++rows < rowsPerGroup) {
            return false;
        }
        endGroup();
        return true;
    }

    /** Ends the row group early; without rows there is none. Its column writers are gone then, and what they held. */
    public void endGroup() throws IOException {
        if (columns == null) {
            return;
        }
        if (rows > 0) {
            file.startBlock(rows);
            columns.flush();
            pages.flushToFileWriter(file);
            file.endBlock();
        }
        columns.close();
        pages.close();
        columns = null;
        rows = 0;
    }

    @Override
    public void close() throws IOException {
        try (output;
                file) {
            endGroup();
            file.end(metadata);
        }
    }
}
