package tallyflame.transfer.avro;

import java.io.IOException;
import java.util.List;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;

/**
 * A value that may be missing: an Avro union of something and null, in either order.
 *
 * @param value what is there, if it is
 * @param nullBranch number of null in the union: 0 or 1
 */
record Nullable(Column value, int nullBranch) implements Column {
    @Override
    public Type type(String name, Repetition repetition) {
        return value.type(name, Repetition.OPTIONAL);
    }

    @Override
    public void place(MessageType schema, List<String> path) {
        value.place(schema, path);
    }

    @Override
    public void open(ColumnWriteStore columns) {
        value.open(columns);
    }

    @Override
    public void check(AvroInput in) throws IOException {
        if (in.readBranch(2) != nullBranch) {
            value.check(in);
        }
    }

    @Override
    public void write(AvroInput in, int repetition, int definition) throws IOException {
        if (in.readBranch(2) == nullBranch) {
            value.writeNull(repetition, definition);
        } else {
            value.write(in, repetition, definition + 1);
        }
    }

    @Override
    public void writeNull(int repetition, int definition) {
        value.writeNull(repetition, definition);
    }
}
