package tallyflame.transfer.avro;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;

/** Makes the Avro schema of a Parquet schema, and the sources of its values. */
final class SourceFactory {
    /** Name that Spark gives the record at the top; records below are named after their fields, in its name space. */
    private static final String TOP = "topLevelRecord";

    private final MessageType parquet;
    private final Typed top;

    /** A source and the schema of its values. */
    private record Typed(Source source, Schema schema) {}

    @SuppressWarnings("deprecation") // there is no other way to make, and not parse, a schema with any names
    SourceFactory(MessageType parquet) throws IOException {
        this.parquet = parquet;
        NameValidator before = Schema.getNameValidator();
        // The broker's tools do not mind names such as 2MASS_name either.
        Schema.setNameValidator(NameValidator.NO_VALIDATION);
        try {
            top = struct(parquet, TOP, List.of());
        } catch (AvroRuntimeException e) {
            throw new IOException("its columns cannot be had in Avro: " + e.getMessage(), e);
        } finally {
            Schema.setNameValidator(before);
        }
    }

    Schema schema() {
        return top.schema();
    }

    Source row() {
        return top.source();
    }

    private Typed struct(GroupType group, String name, List<String> path) throws IOException {
        List<Schema.Field> fields = new ArrayList<>();
        List<Source> sources = new ArrayList<>();
        for (Type field : group.getFields()) {
            Typed value = field(field, name + "." + field.getName(), append(path, field));
            fields.add(new Schema.Field(field.getName(), value.schema()));
            sources.add(value.source());
        }
        int dot = name.lastIndexOf('.');
        Schema schema = Schema.createRecord(
                name.substring(dot + 1), null, dot < 0 ? null : name.substring(0, dot), false, fields);
        return new Typed(new Source.Struct(schema, sources), schema);
    }

    private static List<String> append(List<String> path, Type field) {
        return Struct.append(path, field.getName());
    }

    private int definition(List<String> path) {
        return parquet.getMaxDefinitionLevel(path.toArray(String[]::new));
    }

    private Typed field(Type field, String name, List<String> path) throws IOException {
        if (field.isRepetition(Repetition.REPEATED)) {
            return entries(value(field, name, path), path);
        }
        Typed value = value(field, name, path);
        if (field.isRepetition(Repetition.REQUIRED)) {
            return value;
        }
        Schema nullable = Schema.createUnion(value.schema(), Schema.create(Schema.Type.NULL));
        return new Typed(new Source.Nullable(value.source(), definition(path)), nullable);
    }

    private Typed entries(Typed entry, List<String> path) {
        int repetition = parquet.getMaxRepetitionLevel(path.toArray(String[]::new));
        Source.Entries source = new Source.Entries(entry.source(), definition(path), repetition);
        return new Typed(source, Schema.createArray(entry.schema()));
    }

    /** What a field holds, apart from how often. */
    private Typed value(Type field, String name, List<String> path) throws IOException {
        if (field.isPrimitive()) {
            LeafSource leaf = LeafSource.of(parquet.getColumnDescription(path.toArray(String[]::new)), name);
            return new Typed(leaf.source(), leaf.schema());
        }
        GroupType group = field.asGroupType();
        LogicalTypeAnnotation logical = group.getLogicalTypeAnnotation();
        if (logical instanceof LogicalTypeAnnotation.ListLogicalTypeAnnotation && group.getFieldCount() == 1) {
            return list(group, name, append(path, group.getType(0)));
        }
        if (logical instanceof LogicalTypeAnnotation.MapLogicalTypeAnnotation && isMap(group)) {
            return map(group, name, append(path, group.getType(0)));
        }
        return struct(group, name, path);
    }

    /** Lists in three levels, or in two: those whose entry is not a struct of one field, or has a name that older writers gave. */
    private Typed list(GroupType group, String name, List<String> path) throws IOException {
        Type entry = group.getType(0);
        boolean isElement = entry.isPrimitive()
                || entry.asGroupType().getFieldCount() != 1
                || entry.getName().equals("array")
                || entry.getName().equals(group.getName() + "_tuple");
        if (isElement) {
            return entries(value(entry, name, path), path);
        }
        Type element = entry.asGroupType().getType(0);
        return entries(field(element, name, append(path, element)), path);
    }

    private static boolean isMap(GroupType group) {
        return group.getFieldCount() == 1
                && !group.getType(0).isPrimitive()
                && group.getType(0).asGroupType().getFieldCount() == 2
                && group.getType(0).asGroupType().getType(0).getLogicalTypeAnnotation()
                        instanceof LogicalTypeAnnotation.StringLogicalTypeAnnotation;
    }

    private Typed map(GroupType group, String name, List<String> path) throws IOException {
        Typed pair = struct(group.getType(0).asGroupType(), name, path);
        Source.Entries entries = (Source.Entries) entries(pair, path).source();
        Schema value = pair.schema().getFields().get(1).schema();
        return new Typed(new Source.Pairs(entries), Schema.createMap(value));
    }
}
