package tallyflame.transfer.avro;

import java.io.IOException;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** How values of an Avro type without parts are read, and written to a Parquet column. */
interface LeafKind {
    /** How Parquet stores the values. */
    PrimitiveTypeName physical();

    /** The next value as an object: a {@code Boolean}, a {@code Number}, a {@code String} or a {@code byte[]}. */
    Object read(AvroInput in) throws IOException;

    /** Reads over the next value. */
    void check(AvroInput in) throws IOException;

    /** Hands the next value to a column. */
    void write(AvroInput in, ColumnWriter out, int repetition, int definition) throws IOException;
}
