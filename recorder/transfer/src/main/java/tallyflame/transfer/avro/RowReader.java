package tallyflame.transfer.avro;

import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import tallyflame.parquet.ParquetFile;

/** The rows of a Parquet file as Avro records, one after the other. Memory: a page of each column. Used by one thread. */
public final class RowReader {
    private final ParquetFile file;
    private final Source row;
    private final Schema schema;
    private int rowGroup = -1;
    private long left;

    private RowReader(ParquetFile file, SourceFactory factory) throws IOException {
        this.file = file;
        schema = factory.schema();
        row = factory.row();
    }

    /**
     * Begins with the first row.
     *
     * @param file is closed by the caller
     * @throws IOException when it has columns that Avro cannot hold
     */
    public static RowReader of(ParquetFile file) throws IOException {
        return new RowReader(file, new SourceFactory(file.schema()));
    }

    /** The schema of the records. Whatever may be NULL is a union with null, which comes last. */
    public Schema schema() {
        return schema;
    }

    /** The next row; {@code null} at the end. */
    public GenericRecord next() {
        while (left == 0) {
            if (++rowGroup == file.rowGroups().size()) {
                return null;
            }
            left = file.rowGroups().get(rowGroup).getRowCount();
            row.open(file, rowGroup);
        }
        left--;
        return (GenericRecord) row.read();
    }
}
