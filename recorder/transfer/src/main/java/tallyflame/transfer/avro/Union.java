package tallyflame.transfer.avro;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;

/**
 * One of several types: a struct with a numbered field for each type but null ("member0" for the first), of which at most
 * one has a value. (As Parquet's own converter of Avro does it.)
 *
 * @param members by branch of the union; {@code null} for the branch of null, if there is one
 */
record Union(List<Column> members) implements Column {
    private List<Column> values() {
        return members.stream().filter(member -> member != null).toList();
    }

    private boolean isNullable() {
        return members.contains(null);
    }

    @Override
    public Type type(String name, Repetition repetition) {
        List<Type> types = new ArrayList<>();
        for (Column member : values()) {
            types.add(member.type("member" + types.size(), Repetition.OPTIONAL));
        }
        return new GroupType(isNullable() ? Repetition.OPTIONAL : repetition, name, types);
    }

    @Override
    public void place(MessageType schema, List<String> path) {
        List<Column> values = values();
        for (int i = 0; i < values.size(); i++) {
            values.get(i).place(schema, Struct.append(path, "member" + i));
        }
    }

    @Override
    public void open(ColumnWriteStore columns) {
        values().forEach(member -> member.open(columns));
    }

    @Override
    public void check(AvroInput in) throws IOException {
        Column member = members.get(in.readBranch(members.size()));
        if (member != null) {
            member.check(in);
        }
    }

    @Override
    public void write(AvroInput in, int repetition, int definition) throws IOException {
        int branch = in.readBranch(members.size());
        if (members.get(branch) == null) {
            writeNull(repetition, definition);
            return;
        }
        int inside = definition + (isNullable() ? 1 : 0);
        for (int i = 0; i < members.size(); i++) {
            if (i == branch) {
                members.get(i).write(in, repetition, inside + 1);
            } else if (members.get(i) != null) {
                members.get(i).writeNull(repetition, inside);
            }
        }
    }

    @Override
    public void writeNull(int repetition, int definition) {
        values().forEach(member -> member.writeNull(repetition, definition));
    }
}
