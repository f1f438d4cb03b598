package tallyflame.transfer.avro;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;

/** Fields next to each other: an Avro record. */
final class Struct implements Column {
    private final Map<String, Column> fields;
    private final Column[] columns;

    Struct(Map<String, Column> fields) {
        this.fields = new LinkedHashMap<>(fields);
        columns = fields.values().toArray(Column[]::new);
    }

    /** The Parquet types of the fields. */
    List<Type> types() {
        List<Type> types = new ArrayList<>();
        fields.forEach((name, column) -> types.add(column.type(name, Repetition.REQUIRED)));
        return types;
    }

    @Override
    public Type type(String name, Repetition repetition) {
        return new GroupType(repetition, name, types());
    }

    @Override
    public void place(MessageType schema, List<String> path) {
        fields.forEach((name, column) -> column.place(schema, append(path, name)));
    }

    /** A path one step longer. */
    static List<String> append(List<String> path, String... names) {
        List<String> longer = new ArrayList<>(path);
        longer.addAll(List.of(names));
        return longer;
    }

    @Override
    public void open(ColumnWriteStore store) {
        for (Column column : columns) {
            column.open(store);
        }
    }

    @Override
    public void check(AvroInput in) throws IOException {
        for (Column column : columns) {
            column.check(in);
        }
    }

    @Override
    public void write(AvroInput in, int repetition, int definition) throws IOException {
        for (Column column : columns) {
            column.write(in, repetition, definition);
        }
    }

    @Override
    public void writeNull(int repetition, int definition) {
        for (Column column : columns) {
            column.writeNull(repetition, definition);
        }
    }
}
