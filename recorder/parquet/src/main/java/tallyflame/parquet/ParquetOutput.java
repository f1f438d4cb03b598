package tallyflame.parquet;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;

/**
 * Writes a local Parquet file row by row, nested fields included. Memory: one row group. Used by one thread at a time.
 * Closing writes the footer; a file that is not closed cannot be read.
 */
public final class ParquetOutput implements Closeable {
    private final MessageType schema;
    private final ColumnOutput output;
    private RecordConsumer records;
    private ParquetRow row;

    private ParquetOutput(ColumnOutput output, MessageType schema) {
        this.output = output;
        this.schema = schema;
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
        return new ParquetOutput(new ColumnOutput(file, schema, codec, properties, rowsPerGroup, Map.of()), schema);
    }

    private void startGroup() {
        records = new ColumnIOFactory().getColumnIO(schema).getRecordWriter(output.columns());
        row = new ParquetRow(records, schema);
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
        if (output.isLastOfGroup()) {
            // The record writer keeps NULLs back.
            records.flush();
        }
        if (output.endRow()) {
            startGroup();
        }
    }

    @Override
    public void close() throws IOException {
        records.flush();
        output.close();
    }
}
