package tallyflame.transfer.avro;

import java.io.IOException;
import java.util.List;
import org.apache.avro.io.BinaryDecoder;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;

/** Any number of entries: an Avro array (three levels in Parquet: list, entry, element) or map (entries of key and value). */
final class Repeated implements Column {
    private static final String KEY = "key";
    private static final String VALUE = "value";
    private static final String ELEMENT = "element";

    private final boolean isMap;
    private final Leaf key = new Leaf(PlainKind.TEXT, LogicalTypeAnnotation.stringType(), false);
    private final Column value;
    private int level;

    private Repeated(boolean isMap, Column value) {
        this.isMap = isMap;
        this.value = value;
    }

    static Repeated array(Column element) {
        return new Repeated(false, element);
    }

    static Repeated map(Column value) {
        return new Repeated(true, value);
    }

    @Override
    public Type type(String name, Repetition repetition) {
        Types.GroupBuilder<GroupType> entries = Types.buildGroup(Repetition.REPEATED);
        if (isMap) {
            entries.addField(key.type(KEY, Repetition.REQUIRED));
        }
        entries.addField(value.type(isMap ? VALUE : ELEMENT, Repetition.REQUIRED));
        return Types.buildGroup(repetition)
                .addField(entries.named(entry()))
                .as(isMap ? LogicalTypeAnnotation.mapType() : LogicalTypeAnnotation.listType())
                .named(name);
    }

    private String entry() {
        return isMap ? "key_value" : "list";
    }

    @Override
    public void place(MessageType schema, List<String> path) {
        level = schema.getMaxRepetitionLevel(Struct.append(path, entry()).toArray(String[]::new));
        value.place(schema, Struct.append(path, entry(), isMap ? VALUE : ELEMENT));
        if (isMap) {
            key.place(schema, Struct.append(path, entry(), KEY));
        }
    }

    @Override
    public void open(ColumnWriteStore columns) {
        value.open(columns);
        if (isMap) {
            key.open(columns);
        }
    }

    private int firstBlock(AvroInput in) throws IOException {
        BinaryDecoder decoder = in.decoder();
        return in.count(isMap ? decoder.readMapStart() : decoder.readArrayStart());
    }

    private int nextBlock(AvroInput in) throws IOException {
        BinaryDecoder decoder = in.decoder();
        return in.count(isMap ? decoder.mapNext() : decoder.arrayNext());
    }

    @Override
    public void check(AvroInput in) throws IOException {
        for (int count = firstBlock(in); count > 0; count = nextBlock(in)) {
            for (int i = 0; i < count; i++) {
                if (isMap) {
                    key.check(in);
                }
                value.check(in);
            }
        }
    }

    @Override
    public void write(AvroInput in, int repetition, int definition) throws IOException {
        int count = firstBlock(in);
        if (count == 0) {
            writeNull(repetition, definition);
        }
        int entryRepetition = repetition;
        for (; count > 0; count = nextBlock(in)) {
            for (int i = 0; i < count; i++) {
                if (isMap) {
                    key.write(in, entryRepetition, definition + 1);
                }
                value.write(in, entryRepetition, definition + 1);
                entryRepetition = level;
            }
        }
    }

    @Override
    public void writeNull(int repetition, int definition) {
        if (isMap) {
            key.writeNull(repetition, definition);
        }
        value.writeNull(repetition, definition);
    }
}
