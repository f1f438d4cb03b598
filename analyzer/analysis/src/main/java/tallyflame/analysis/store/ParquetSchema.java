package tallyflame.analysis.store;

import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;

/** The columns of a table in Parquet's terms. */
final class ParquetSchema {
    private ParquetSchema() {}

    static MessageType of(ParquetTable table) {
        Types.MessageTypeBuilder message = Types.buildMessage();
        table.columns().forEach(column -> message.addField(field(column)));
        return message.named(table.label());
    }

    private static PrimitiveType field(ParquetColumn column) {
        Repetition repetition = column.optional() ? Repetition.OPTIONAL : Repetition.REQUIRED;
        return Types.primitive(primitive(column.type()), repetition)
                .as(annotation(column.type()))
                .named(column.name());
    }

    private static PrimitiveTypeName primitive(ParquetColumn.Type type) {
        return switch (type) {
            case TEXT -> PrimitiveTypeName.BINARY;
            case INTEGER -> PrimitiveTypeName.INT32;
            case LONG, TIME -> PrimitiveTypeName.INT64;
            case DOUBLE -> PrimitiveTypeName.DOUBLE;
            case FLAG -> PrimitiveTypeName.BOOLEAN;
        };
    }

    private static LogicalTypeAnnotation annotation(ParquetColumn.Type type) {
        return switch (type) {
            case TEXT -> LogicalTypeAnnotation.stringType();
            case TIME -> LogicalTypeAnnotation.timestampType(true, TimeUnit.MILLIS);
            default -> null;
        };
    }
}
