package tallyflame.transfer.avro;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.function.Function;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.util.Utf8;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;

/**
 * A Parquet column as an Avro type without parts.
 *
 * @param source takes values of the type from the column
 */
record LeafSource(Source.Leaf source, Schema schema) {
    private static final long MICROS_PER_DAY = 86_400_000_000L;
    private static final int NANOS_PER_MICRO = 1000;

    /** Number of the day 1970-01-01 in time stamps of 96 bits. */
    private static final int EPOCH_DAY = 2_440_588;

    /** Avro's names of Parquet's logical types, by how those are written. */
    private static final Map<String, String> LOGICAL = Map.ofEntries(
            Map.entry("DATE", "date"),
            Map.entry("TIME(MILLIS,true)", "time-millis"),
            Map.entry("TIME(MICROS,true)", "time-micros"),
            Map.entry("TIMESTAMP(MILLIS,true)", "timestamp-millis"),
            Map.entry("TIMESTAMP(MICROS,true)", "timestamp-micros"),
            Map.entry("TIMESTAMP(NANOS,true)", "timestamp-nanos"),
            Map.entry("TIMESTAMP(MILLIS,false)", "local-timestamp-millis"),
            Map.entry("TIMESTAMP(MICROS,false)", "local-timestamp-micros"),
            Map.entry("TIMESTAMP(NANOS,false)", "local-timestamp-nanos"));

    /** The source of a column; its name is for the types that Avro wants named. */
    static LeafSource of(ColumnDescriptor column, String name) {
        PrimitiveType type = column.getPrimitiveType();
        if (type.getLogicalTypeAnnotation() instanceof LogicalTypeAnnotation.DecimalLogicalTypeAnnotation decimal) {
            return decimal(column, decimal);
        }
        return switch (type.getPrimitiveTypeName()) {
            case BOOLEAN -> plain(column, Schema.Type.BOOLEAN, ColumnReader::getBoolean);
            case INT32 -> plain(column, Schema.Type.INT, ColumnReader::getInteger);
            case INT64 -> plain(column, Schema.Type.LONG, ColumnReader::getLong);
            case FLOAT -> plain(column, Schema.Type.FLOAT, ColumnReader::getFloat);
            case DOUBLE -> plain(column, Schema.Type.DOUBLE, ColumnReader::getDouble);
            case INT96 -> {
                Schema micros = LogicalTypes.timestampMicros().addToSchema(Schema.create(Schema.Type.LONG));
                yield new LeafSource(new Source.Leaf(column, LeafSource::micros), micros);
            }
            case FIXED_LEN_BYTE_ARRAY -> fixed(column, name);
            case BINARY ->
                isText(type.getLogicalTypeAnnotation())
                        ? plain(
                                column,
                                Schema.Type.STRING,
                                reader -> new Utf8(reader.getBinary().getBytes()))
                        : plain(
                                column,
                                Schema.Type.BYTES,
                                reader -> ByteBuffer.wrap(reader.getBinary().getBytes()));
        };
    }

    private static boolean isText(LogicalTypeAnnotation logical) {
        return logical instanceof LogicalTypeAnnotation.StringLogicalTypeAnnotation
                || logical instanceof LogicalTypeAnnotation.EnumLogicalTypeAnnotation
                || logical instanceof LogicalTypeAnnotation.JsonLogicalTypeAnnotation;
    }

    private static LeafSource plain(ColumnDescriptor column, Schema.Type type, Function<ColumnReader, Object> value) {
        Schema schema = Schema.create(type);
        LogicalTypeAnnotation logical = column.getPrimitiveType().getLogicalTypeAnnotation();
        String avro = logical == null ? null : LOGICAL.get(logical.toString());
        if (avro != null) {
            schema.addProp(LogicalType.LOGICAL_TYPE_PROP, avro);
            LogicalTypes.fromSchema(schema).addToSchema(schema);
        }
        return new LeafSource(new Source.Leaf(column, value), schema);
    }

    private static LeafSource fixed(ColumnDescriptor column, String name) {
        int dot = name.lastIndexOf('.');
        int length = column.getPrimitiveType().getTypeLength();
        Schema schema = Schema.createFixed(name.substring(dot + 1), null, name.substring(0, dot), length);
        return new LeafSource(
                new Source.Leaf(
                        column,
                        reader ->
                                new GenericData.Fixed(schema, reader.getBinary().getBytes())),
                schema);
    }

    /** Avro keeps decimals as bytes, whatever they are in Parquet. */
    private static LeafSource decimal(
            ColumnDescriptor column, LogicalTypeAnnotation.DecimalLogicalTypeAnnotation decimal) {
        Schema schema = LogicalTypes.decimal(decimal.getPrecision(), decimal.getScale())
                .addToSchema(Schema.create(Schema.Type.BYTES));
        Function<ColumnReader, Object> value =
                switch (column.getPrimitiveType().getPrimitiveTypeName()) {
                    case INT32 -> reader -> bytes(reader.getInteger());
                    case INT64 -> reader -> bytes(reader.getLong());
                    default -> reader -> ByteBuffer.wrap(reader.getBinary().getBytes());
                };
        return new LeafSource(new Source.Leaf(column, value), schema);
    }

    private static ByteBuffer bytes(long unscaled) {
        return ByteBuffer.wrap(BigInteger.valueOf(unscaled).toByteArray());
    }

    /** A time stamp of 96 bits (nanoseconds of the day, then the Julian day's number) in microseconds since 1970. */
    private static Object micros(ColumnReader reader) {
        ByteBuffer bytes = reader.getBinary().toByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        int at = bytes.position();
        long day = (long) bytes.getInt(at + Long.BYTES) - EPOCH_DAY;
        return day * MICROS_PER_DAY + bytes.getLong(at) / NANOS_PER_MICRO;
    }
}
