package tallyflame.transfer.avro;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;

/** Makes the columns of an Avro schema. */
final class ColumnFactory {
    /** Logical types that have no parameters, by Avro's name; Parquet's unit of time, and whether it is UTC. */
    private static final Map<String, LogicalTypeAnnotation> LOGICAL = Map.ofEntries(
            Map.entry("date", LogicalTypeAnnotation.dateType()),
            Map.entry("time-millis", LogicalTypeAnnotation.timeType(true, TimeUnit.MILLIS)),
            Map.entry("time-micros", LogicalTypeAnnotation.timeType(true, TimeUnit.MICROS)),
            Map.entry("timestamp-millis", LogicalTypeAnnotation.timestampType(true, TimeUnit.MILLIS)),
            Map.entry("timestamp-micros", LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS)),
            Map.entry("timestamp-nanos", LogicalTypeAnnotation.timestampType(true, TimeUnit.NANOS)),
            Map.entry("local-timestamp-millis", LogicalTypeAnnotation.timestampType(false, TimeUnit.MILLIS)),
            Map.entry("local-timestamp-micros", LogicalTypeAnnotation.timestampType(false, TimeUnit.MICROS)),
            Map.entry("local-timestamp-nanos", LogicalTypeAnnotation.timestampType(false, TimeUnit.NANOS)));

    private final String watch;
    private final Deque<String> records = new ArrayDeque<>();
    private boolean found;

    /** Makes columns; the field of this path ({@code candidate.jd}; {@code null}: none) is watched. */
    ColumnFactory(String watch) {
        this.watch = watch;
    }

    /** Whether there is a field to watch. */
    boolean found() {
        return found;
    }

    /**
     * The column of a type.
     *
     * @param path fields from the top, joined by dots; {@code null} within lists, where nothing is watched
     */
    Column of(Schema schema, String path) throws IOException {
        return switch (schema.getType()) {
            case RECORD -> struct(schema, path);
            case ARRAY -> Repeated.array(of(schema.getElementType(), null));
            case MAP -> Repeated.map(of(schema.getValueType(), null));
            case UNION -> union(schema, path);
            default -> leaf(schema, path);
        };
    }

    /** The fields of a record. */
    Struct struct(Schema schema, String path) throws IOException {
        if (records.contains(schema.getFullName())) {
            throw new IOException("record " + schema.getFullName() + " contains itself, which Parquet cannot hold");
        }
        if (schema.getFields().isEmpty()) {
            throw new IOException("record " + schema.getFullName() + " has no fields, which Parquet cannot hold");
        }
        records.push(schema.getFullName());
        Map<String, Column> fields = new LinkedHashMap<>();
        for (Schema.Field field : schema.getFields()) {
            String below = path == null ? null : path.isEmpty() ? field.name() : path + "." + field.name();
            fields.put(field.name(), of(field.schema(), below));
        }
        records.pop();
        return new Struct(fields);
    }

    private Column union(Schema schema, String path) throws IOException {
        List<Schema> branches = schema.getTypes();
        if (branches.size() == 2 && schema.isNullable()) {
            int nullBranch = branches.get(0).getType() == Schema.Type.NULL ? 0 : 1;
            return new Nullable(of(branches.get(1 - nullBranch), path), nullBranch);
        }
        List<Column> members = new ArrayList<>();
        for (Schema branch : branches) {
            members.add(branch.getType() == Schema.Type.NULL ? null : of(branch, null));
        }
        if (members.stream().allMatch(member -> member == null)) {
            throw new IOException("a union of nothing but null");
        }
        return new Union(members);
    }

    private Leaf leaf(Schema schema, String path) {
        LeafKind kind =
                switch (schema.getType()) {
                    case NULL -> PlainKind.NULL;
                    case BOOLEAN -> PlainKind.BOOLEAN;
                    case INT -> PlainKind.INT;
                    case LONG -> PlainKind.LONG;
                    case FLOAT -> PlainKind.FLOAT;
                    case DOUBLE -> PlainKind.DOUBLE;
                    case BYTES -> PlainKind.BYTES;
                    case FIXED -> new FixedKind(schema.getFixedSize());
                    case ENUM -> new SymbolKind(schema.getEnumSymbols());
                    default -> PlainKind.TEXT;
                };
        boolean watched = watch != null && watch.equals(path);
        found |= watched;
        return new Leaf(kind, logical(schema), watched);
    }

    private static LogicalTypeAnnotation logical(Schema schema) {
        LogicalType type = schema.getLogicalType();
        if (type instanceof LogicalTypes.Decimal decimal) {
            return LogicalTypeAnnotation.decimalType(decimal.getScale(), decimal.getPrecision());
        }
        return switch (schema.getType()) {
            case STRING -> LogicalTypeAnnotation.stringType();
            case ENUM -> LogicalTypeAnnotation.enumType();
            case FIXED -> isUuid(schema) ? LogicalTypeAnnotation.uuidType() : null;
            default -> type == null ? null : LOGICAL.get(type.getName());
        };
    }

    private static boolean isUuid(Schema schema) {
        return schema.getLogicalType() != null
                && schema.getLogicalType().getName().equals("uuid")
                && schema.getFixedSize() == LogicalTypeAnnotation.UUIDLogicalTypeAnnotation.BYTES;
    }
}
