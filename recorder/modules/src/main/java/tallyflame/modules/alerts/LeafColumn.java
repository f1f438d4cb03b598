package tallyflame.modules.alerts;

import java.util.Locale;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * A column that alerts can be asked for.
 *
 * @param name in our notation: {@code candidate.jd}, {@code prv_candidates[].jd}
 * @param descriptor the column in the file
 * @param entryLevel definition level from which on an entry of the list exists; 0 for a column that is no list
 */
record LeafColumn(String name, ColumnDescriptor descriptor, int entryLevel) {
    /** What the values are for a module. */
    enum Content {
        NUMBER,
        TEXT,
        BYTES
    }

    boolean isList() {
        return descriptor.getMaxRepetitionLevel() == 1;
    }

    /** Lists of lists have no use in alerts. */
    boolean isReadable() {
        return descriptor.getMaxRepetitionLevel() <= 1;
    }

    Content content() {
        PrimitiveType type = descriptor.getPrimitiveType();
        if (type.getPrimitiveTypeName() != PrimitiveTypeName.BINARY || isDecimal()) {
            return type.getPrimitiveTypeName() == PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY && !isDecimal()
                    ? Content.BYTES
                    : Content.NUMBER;
        }
        return type.getLogicalTypeAnnotation() == null ? Content.BYTES : Content.TEXT;
    }

    private boolean isDecimal() {
        return descriptor.getPrimitiveType().getLogicalTypeAnnotation()
                instanceof LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
    }

    /** Digits after the point of a decimal; 0 for other types. */
    int scale() {
        return descriptor.getPrimitiveType().getLogicalTypeAnnotation()
                        instanceof LogicalTypeAnnotation.DecimalLogicalTypeAnnotation decimal
                ? decimal.getScale()
                : 0;
    }

    /** The type as the file has it, for people. */
    String typeName() {
        PrimitiveType type = descriptor.getPrimitiveType();
        String physical = type.getPrimitiveTypeName().name().toLowerCase(Locale.ROOT);
        LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
        String leaf = logical == null ? physical : physical + " (" + logical + ")";
        return isList() ? "list of " + leaf : leaf;
    }
}
