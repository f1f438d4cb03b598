package tallyflame.transfer.avro;

import java.io.IOException;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.schema.MessageType;

/** An Avro record as a row of a Parquet file. Used by one thread at a time. */
public final class AvroColumns {
    private final Schema avro;
    private final Struct row;
    private final MessageType parquet;
    private final AvroInput in = new AvroInput();
    private final boolean watching;
    private ColumnWriteStore columns;

    private AvroColumns(Schema avro, Struct row, boolean watching) {
        this.avro = avro;
        this.row = row;
        this.watching = watching;
        parquet = new MessageType(avro.getName(), row.types());
        row.place(parquet, List.of());
    }

    /**
     * The columns of a schema.
     *
     * @param watch path of a field outside of lists, such as {@code candidate.jd}, whose value {@link #check} returns;
     *     {@code null}: none
     * @throws IOException when Parquet cannot hold such records
     */
    public static AvroColumns of(Schema schema, String watch) throws IOException {
        if (schema.getType() != Schema.Type.RECORD) {
            throw new IOException(
                    "the values are no records but " + schema.getType().getName());
        }
        ColumnFactory factory = new ColumnFactory(watch);
        Struct row = factory.struct(schema, "");
        return new AvroColumns(schema, row, factory.found());
    }

    /** The Avro schema. */
    public Schema avro() {
        return avro;
    }

    /** The Parquet schema. */
    public MessageType parquet() {
        return parquet;
    }

    /** Whether the schema has the watched field. */
    public boolean isWatching() {
        return watching;
    }

    /**
     * Reads a record from its first byte to its last.
     *
     * @return the value of the watched field: a {@code String}, {@code Number}, {@code Boolean} or {@code byte[]};
     *     {@code null} when it is NULL or there is none
     * @throws IOException when the bytes are not a record of this schema
     */
    public Object check(byte[] record) throws IOException {
        try {
            in.start(record);
            row.check(in);
            in.requireEnd();
            return in.watched();
        } catch (AvroRuntimeException | UnsupportedOperationException | IndexOutOfBoundsException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /**
     * Writes a record that has passed the {@linkplain #check check} as a row.
     *
     * @param store column writers of a file of the {@linkplain #parquet Parquet schema}
     */
    public void write(byte[] record, ColumnWriteStore store) throws IOException {
        if (store != columns) {
            row.open(store);
            columns = store;
        }
        in.start(record);
        row.write(in, 0, 0);
        store.endRecord();
    }
}
