package tallyflame.transfer.avro;

import java.io.IOException;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** Byte strings that all have the same length. */
record FixedKind(int length) implements LeafKind {
    @Override
    public PrimitiveTypeName physical() {
        return PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY;
    }

    @Override
    public Object read(AvroInput in) throws IOException {
        byte[] bytes = new byte[length];
        in.decoder().readFixed(bytes);
        return bytes;
    }

    @Override
    public void check(AvroInput in) throws IOException {
        in.decoder().skipFixed(length);
    }

    @Override
    public void write(AvroInput in, ColumnWriter out, int repetition, int definition) throws IOException {
        out.write(Binary.fromConstantByteArray((byte[]) read(in)), repetition, definition);
    }
}
