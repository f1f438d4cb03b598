package tallyflame.transfer.avro;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** Avro's primitive types. */
@SuppressWarnings("ImmutableEnumChecker") // the functions hold nothing
enum PlainKind implements LeafKind {
    /** A field that never has a value: an optional column without any. */
    NULL(PrimitiveTypeName.INT32, in -> null, in -> {}, (in, out, r, d) -> out.writeNull(r, d)),
    BOOLEAN(
            PrimitiveTypeName.BOOLEAN,
            in -> in.decoder().readBoolean(),
            in -> in.decoder().readBoolean(),
            (in, out, r, d) -> out.write(in.decoder().readBoolean(), r, d)),
    INT(
            PrimitiveTypeName.INT32,
            in -> in.decoder().readInt(),
            in -> in.decoder().readInt(),
            (in, out, r, d) -> out.write(in.decoder().readInt(), r, d)),
    LONG(
            PrimitiveTypeName.INT64,
            in -> in.decoder().readLong(),
            in -> in.decoder().readLong(),
            (in, out, r, d) -> out.write(in.decoder().readLong(), r, d)),
    FLOAT(
            PrimitiveTypeName.FLOAT,
            in -> in.decoder().readFloat(),
            in -> in.decoder().skipFixed(Float.BYTES),
            (in, out, r, d) -> out.write(in.decoder().readFloat(), r, d)),
    DOUBLE(
            PrimitiveTypeName.DOUBLE,
            in -> in.decoder().readDouble(),
            in -> in.decoder().skipFixed(Double.BYTES),
            (in, out, r, d) -> out.write(in.decoder().readDouble(), r, d)),
    TEXT(
            PrimitiveTypeName.BINARY,
            in -> new String(in.readText(), StandardCharsets.UTF_8),
            AvroInput::readText,
            (in, out, r, d) -> out.write(Binary.fromConstantByteArray(in.readBytes()), r, d)),
    BYTES(
            PrimitiveTypeName.BINARY,
            AvroInput::readBytes,
            AvroInput::skipBytes,
            (in, out, r, d) -> out.write(Binary.fromConstantByteArray(in.readBytes()), r, d));

    private final PrimitiveTypeName physical;
    private final Read read;
    private final Check check;
    private final Write write;

    PlainKind(PrimitiveTypeName physical, Read read, Check check, Write write) {
        this.physical = physical;
        this.read = read;
        this.check = check;
        this.write = write;
    }

    @Override
    public PrimitiveTypeName physical() {
        return physical;
    }

    @Override
    public Object read(AvroInput in) throws IOException {
        return read.read(in);
    }

    @Override
    public void check(AvroInput in) throws IOException {
        check.check(in);
    }

    @Override
    public void write(AvroInput in, ColumnWriter out, int repetition, int definition) throws IOException {
        write.write(in, out, repetition, definition);
    }

    private interface Read {
        Object read(AvroInput in) throws IOException;
    }

    private interface Check {
        void check(AvroInput in) throws IOException;
    }

    private interface Write {
        void write(AvroInput in, ColumnWriter out, int repetition, int definition) throws IOException;
    }
}
