package tallyflame.modules.alerts;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;

/**
 * Names the columns of a Parquet schema in our notation, whichever way its writer laid out lists. The rules are those of
 * the format's "backward-compatibility rules" for lists: three levels ({@code list.element}, {@code bag.array_element}),
 * two levels ({@code array}, {@code NAME_tuple}, a repeated field), or one.
 */
final class AlertSchema {
    private final MessageType schema;
    private final Map<String, LeafColumn> leaves = new LinkedHashMap<>();

    private AlertSchema(MessageType schema) {
        this.schema = schema;
    }

    /** All leaves of a schema by name, in the order of the file. */
    static Map<String, LeafColumn> leaves(MessageType schema) {
        AlertSchema names = new AlertSchema(schema);
        for (Type field : schema.getFields()) {
            names.add(field.getName(), 0, field, field.getName());
        }
        return names.leaves;
    }

    /**
     * @param name in our notation, without the brackets of this field
     * @param entryLevel of the list around, or 0
     * @param path names in the file
     */
    private void add(String name, int entryLevel, Type type, String... path) {
        if (type.isRepetition(Repetition.REPEATED)) {
            addElement(name + "[]", schema.getMaxDefinitionLevel(path), type, path);
        } else if (!type.isPrimitive() && isList(type.asGroupType())) {
            Type repeated = type.asGroupType().getType(0);
            String[] below = append(path, repeated.getName());
            int level = schema.getMaxDefinitionLevel(below);
            if (isElement(type, repeated)) {
                addElement(name + "[]", level, repeated, below);
            } else {
                Type element = repeated.asGroupType().getType(0);
                add(name + "[]", level, element, append(below, element.getName()));
            }
        } else {
            addElement(name, entryLevel, type, path);
        }
    }

    /** Adds a leaf, or the fields of a struct; the repetition of the type itself has been dealt with. */
    private void addElement(String name, int entryLevel, Type type, String... path) {
        if (type.isPrimitive()) {
            ColumnDescriptor descriptor = schema.getColumnDescription(path);
            leaves.put(name, new LeafColumn(name, descriptor, entryLevel));
            return;
        }
        for (Type field : type.asGroupType().getFields()) {
            add(name + "." + field.getName(), entryLevel, field, append(path, field.getName()));
        }
    }

    private static boolean isList(GroupType group) {
        return group.getLogicalTypeAnnotation() instanceof LogicalTypeAnnotation.ListLogicalTypeAnnotation
                && group.getFieldCount() == 1
                && group.getType(0).isRepetition(Repetition.REPEATED);
    }

    /** Whether the repeated field below a list is the element itself rather than a wrapper around it. */
    private static boolean isElement(Type list, Type repeated) {
        return repeated.isPrimitive()
                || repeated.asGroupType().getFieldCount() != 1
                || repeated.getName().equals("array")
                || repeated.getName().equals(list.getName() + "_tuple");
    }

    private static String[] append(String[] path, String name) {
        String[] longer = Arrays.copyOf(path, path.length + 1);
        longer[path.length] = name;
        return longer;
    }
}
