package tallyflame.transfer.avro;

import java.io.IOException;
import java.util.List;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;

/**
 * A part of an Avro schema, as the Parquet columns it becomes. Values go from Avro's bytes to the column writers without
 * an object for each: a first walk checks the bytes, for a record that breaks off cannot be taken back from the columns, and
 * a second one writes. Levels are those of the Dremel encoding.
 */
interface Column {
    /** The Parquet type of this name. */
    Type type(String name, Repetition repetition);

    /** Tells the leaves where they are, once the whole schema stands. */
    void place(MessageType schema, List<String> path);

    /** Turns the leaves to the column writers of the row group that begins. */
    void open(ColumnWriteStore columns);

    /** Reads over one value. */
    void check(AvroInput in) throws IOException;

    /**
     * Writes one value.
     *
     * @param repetition level at which it repeats
     * @param definition level of the field itself, which is there
     */
    void write(AvroInput in, int repetition, int definition) throws IOException;

    /** Writes that there is no value. */
    void writeNull(int repetition, int definition);
}
