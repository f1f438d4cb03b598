package tallyflame.modules.alerts;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.column.ColumnReader;

/** Takes the current value of a column as a double, whatever number type the file has. */
interface NumberReader {
    /** Nanoseconds of a day, for the old 96-bit time stamps. */
    double NANOS_PER_DAY = 86_400e9;

    double read(ColumnReader column);

    /** The reader for a column's type, chosen once per file. */
    static NumberReader of(LeafColumn leaf) {
        NumberReader plain =
                switch (leaf.descriptor().getPrimitiveType().getPrimitiveTypeName()) {
                    case DOUBLE -> ColumnReader::getDouble;
                    case FLOAT -> ColumnReader::getFloat;
                    case INT32 -> ColumnReader::getInteger;
                    case INT64 -> ColumnReader::getLong;
                    case BOOLEAN -> column -> column.getBoolean() ? 1 : 0;
                    case INT96 -> NumberReader::julianDate;
                    case BINARY, FIXED_LEN_BYTE_ARRAY ->
                        column -> new BigDecimal(
                                        new BigInteger(column.getBinary().getBytesUnsafe()), leaf.scale())
                                .doubleValue();
                };
        return switch (leaf.descriptor().getPrimitiveType().getPrimitiveTypeName()) {
            case INT32, INT64 -> leaf.scale() == 0 ? plain : scaled(plain, leaf.scale());
            default -> plain;
        };
    }

    private static NumberReader scaled(NumberReader plain, int scale) {
        double unit = Math.pow(10, scale);
        return column -> plain.read(column) / unit;
    }

    /** A 96-bit time stamp as a Julian date in days: nanoseconds of the day, then the number of the day, which begins at noon. */
    private static double julianDate(ColumnReader column) {
        ByteBuffer bytes = column.getBinary().toByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        int at = bytes.position();
        return bytes.getInt(at + Long.BYTES) - 0.5 + bytes.getLong(at) / NANOS_PER_DAY;
    }
}
