package tallyflame.parquet;

import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;

/** The fields of one row, or of one struct in it, put by name; a field that is not put is NULL. */
public final class ParquetRow {
    private final RecordConsumer records;
    private final GroupType fields;

    ParquetRow(RecordConsumer records, GroupType fields) {
        this.records = records;
        this.fields = fields;
    }

    /** Puts a number in the type of the field; NaN becomes NULL. */
    public void number(String name, double value) {
        if (!Double.isNaN(value)) {
            put(name, type -> addNumber(type, value));
        }
    }

    /** Puts an integer in the type of the field, all 64 bits of it. */
    public void integer(String name, long value) {
        put(name, type -> {
            if (type.getPrimitiveTypeName() == PrimitiveType.PrimitiveTypeName.INT64) {
                records.addLong(value);
            } else {
                addNumber(type, (double) value);
            }
        });
    }

    /** Puts a text; {@code null} becomes NULL. */
    public void text(String name, String value) {
        if (value != null) {
            put(name, type -> records.addBinary(Binary.fromString(value)));
        }
    }

    /** Puts a byte string, which must not change until the file is closed; {@code null} becomes NULL. */
    public void bytes(String name, byte[] value) {
        if (value != null) {
            put(name, type -> records.addBinary(Binary.fromConstantByteArray(value)));
        }
    }

    private void put(String name, Consumer<PrimitiveType> value) {
        int index = fields.getFieldIndex(name);
        records.startField(name, index);
        value.accept(fields.getType(index).asPrimitiveType());
        records.endField(name, index);
    }

    private void addNumber(PrimitiveType type, double value) {
        switch (type.getPrimitiveTypeName()) {
            case DOUBLE -> records.addDouble(value);
            case FLOAT -> records.addFloat((float) value);
            case INT32 -> records.addInteger((int) value);
            case INT64 -> records.addLong((long) value);
            case BOOLEAN -> records.addBoolean(value != 0);
            default -> throw new IllegalArgumentException(type + " is not a number");
        }
    }

    /** Puts a struct. */
    public void struct(String name, Consumer<ParquetRow> content) {
        int index = fields.getFieldIndex(name);
        records.startField(name, index);
        group(fields.getType(index), content);
        records.endField(name, index);
    }

    private void group(Type type, Consumer<ParquetRow> content) {
        records.startGroup();
        content.accept(new ParquetRow(records, type.asGroupType()));
        records.endGroup();
    }

    /**
     * Puts a repeated struct. A list of structs is a struct with one of these, whose entries hold the element.
     *
     * @param entry puts the fields of the entry with this index
     */
    public void repeated(String name, int size, ObjIntConsumer<ParquetRow> entry) {
        if (size == 0) {
            return; // the format has no empty field, only a missing one
        }
        int index = fields.getFieldIndex(name);
        records.startField(name, index);
        for (int i = 0; i < size; i++) {
            int number = i;
            group(fields.getType(index), content -> entry.accept(content, number));
        }
        records.endField(name, index);
    }
}
