package tallyflame.parquet;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.parquet.HadoopFreeReadOptions;
import org.apache.parquet.VersionParser;
import org.apache.parquet.VersionParser.ParsedVersion;
import org.apache.parquet.VersionParser.VersionParseException;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReaderImpl;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.MessageType;

/**
 * A local Parquet file, opened for reading column by column. The footer and the values are decoded by parquet-java, the
 * pages are fetched one at a time: parquet-java itself would hold all pages of a row group, and some writers put a
 * million rows into one. Used by one thread at a time.
 */
public final class ParquetFile implements Closeable {
    private final ParquetMetadata footer;
    private final FileChannel channel;
    private final ParsedVersion writer;

    private ParquetFile(ParquetMetadata footer, FileChannel channel) {
        this.footer = footer;
        this.channel = channel;
        this.writer = version(footer.getFileMetaData().getCreatedBy());
    }

    /**
     * Opens a file and reads its footer.
     *
     * @throws IOException when the file cannot be read
     * @throws RuntimeException as parquet-java does for files that are damaged or of another kind
     */
    public static ParquetFile open(Path file) throws IOException {
        ParquetMetadata footer;
        try (ParquetFileReader reader =
                new ParquetFileReader(new LocalInputFile(file), HadoopFreeReadOptions.create(new Codecs()))) {
            footer = reader.getFooter();
        }
        return new ParquetFile(footer, FileChannel.open(file, StandardOpenOption.READ));
    }

    private static ParsedVersion version(String createdBy) {
        try {
            return createdBy == null ? null : VersionParser.parse(createdBy);
        } catch (VersionParseException | RuntimeException unknownWriter) {
            return null;
        }
    }

    /** The schema of the file. */
    public MessageType schema() {
        return footer.getFileMetaData().getSchema();
    }

    /** What the writer noted about the file besides its columns: key-value metadata of the footer. */
    public Map<String, String> properties() {
        return footer.getFileMetaData().getKeyValueMetaData();
    }

    /** The row groups, in order. */
    public List<BlockMetaData> rowGroups() {
        return footer.getBlocks();
    }

    /** Number of rows in all row groups. */
    public long rows() {
        return rowGroups().stream().mapToLong(BlockMetaData::getRowCount).sum();
    }

    /** A reader at the first value of a column in a row group; it holds one page at a time. */
    public ColumnReader column(int rowGroup, ColumnDescriptor column) {
        PageStream pages = new PageStream(channel, chunk(rowGroup, column));
        // The converter is wanted although the column reader is asked directly.
        return new ColumnReaderImpl(column, pages, new PrimitiveConverter() {}, writer);
    }

    /** What the footer says about a column in a row group. */
    public ColumnChunkMetaData chunk(int rowGroup, ColumnDescriptor column) {
        for (ColumnChunkMetaData chunk : rowGroups().get(rowGroup).getColumns()) {
            if (Arrays.equals(chunk.getPath().toArray(), column.getPath())) {
                return chunk;
            }
        }
        throw new IllegalStateException(
                "row group " + rowGroup + " has no column " + String.join(".", column.getPath()));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
