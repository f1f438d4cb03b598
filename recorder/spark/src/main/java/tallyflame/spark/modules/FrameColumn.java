package tallyflame.spark.modules;

import static org.apache.spark.sql.functions.col;

import java.io.IOException;
import java.io.Serializable;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A module's column in a table of alerts.
 *
 * @param name as in {@link tallyflame.modules.ScienceModule#columns()}
 * @param kind what its values become
 * @param list whether there is a list of them for each alert
 */
record FrameColumn(String name, Kind kind, boolean list) implements Serializable {
    private static final String LIST = "[]";
    private static final Set<String> NUMBERS =
            Set.of("boolean", "tinyint", "smallint", "int", "bigint", "float", "double");

    /** What values become. Those of other types of Spark's are refused, since they could become others than without Spark. */
    enum Kind {
        NUMBER("double"),
        TEXT("string"),
        BYTES("binary");

        private final String type;

        Kind(String type) {
            this.type = type;
        }
    }

    /**
     * Finds a column in the schema of a file.
     *
     * @throws IOException if it is not there, or of a type that modules on Spark do not read
     */
    static FrameColumn find(String file, StructType schema, String name) throws IOException {
        DataType type = schema;
        boolean list = false;
        for (String part : name.split("\\.", -1)) {
            String field = part.endsWith(LIST) ? part.substring(0, part.length() - LIST.length()) : part;
            type = field(type, field);
            if (part.endsWith(LIST)) {
                list = true;
                type = type instanceof ArrayType array ? array.elementType() : null;
            }
            if (type == null) {
                throw new IOException(file + ": has no column " + name + "; use alerts that have it");
            }
        }
        return new FrameColumn(name, kind(file, name, type, list), list);
    }

    private static DataType field(DataType type, String name) {
        if (type instanceof StructType struct) {
            for (StructField field : struct.fields()) {
                if (field.name().equals(name)) {
                    return field.dataType();
                }
            }
        }
        return null;
    }

    private static Kind kind(String file, String name, DataType type, boolean list) throws IOException {
        String found = type.simpleString();
        if (NUMBERS.contains(found)) {
            return Kind.NUMBER;
        }
        if (found.equals("string") || (list && found.equals("binary"))) {
            return Kind.TEXT;
        }
        if (found.equals("binary")) {
            return Kind.BYTES;
        }
        throw new IOException(file + ": column " + name + " is of type " + found
                + ", which modules on Spark do not read; convert it");
    }

    /**
     * The kind that fits two files: what one marks as text and the other does not is text.
     *
     * @throws IOException if none fits both
     */
    FrameColumn with(FrameColumn other, String file) throws IOException {
        if (kind == other.kind && list == other.list) {
            return this;
        }
        if (kind == Kind.NUMBER || other.kind == Kind.NUMBER || list != other.list) {
            throw new IOException(
                    file + ": column " + name + " holds something else than in the files before; convert it");
        }
        return new FrameColumn(name, Kind.TEXT, list);
    }

    /** The column of every file in the one type of its kind. */
    Column select() {
        Column column = col(name.replace(LIST, ""));
        return column.cast(list ? "array<" + kind.type + ">" : kind.type).as(name.replace('.', '_'));
    }
}
