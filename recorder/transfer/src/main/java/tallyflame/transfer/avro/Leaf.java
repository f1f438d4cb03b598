package tallyflame.transfer.avro;

import java.io.IOException;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;

/** A single column. */
final class Leaf implements Column {
    private final LeafKind kind;
    private final LogicalTypeAnnotation logical;
    private final boolean watched;
    private ColumnDescriptor descriptor;
    private ColumnWriter writer;

    /**
     * A column of a kind.
     *
     * @param logical what the values stand for; may be {@code null}
     * @param watched whether the check leaves the value in {@link AvroInput#watched}
     */
    Leaf(LeafKind kind, LogicalTypeAnnotation logical, boolean watched) {
        this.kind = kind;
        this.logical = logical;
        this.watched = watched;
    }

    @Override
    public Type type(String name, Repetition repetition) {
        Repetition really = kind == PlainKind.NULL ? Repetition.OPTIONAL : repetition;
        Types.PrimitiveBuilder<?> builder = Types.primitive(kind.physical(), really);
        if (kind instanceof FixedKind fixed) {
            builder.length(fixed.length());
        }
        if (logical != null) {
            builder.as(logical);
        }
        return (Type) builder.named(name);
    }

    @Override
    public void place(MessageType schema, List<String> path) {
        descriptor = schema.getColumnDescription(path.toArray(String[]::new));
    }

    @Override
    public void open(ColumnWriteStore columns) {
        writer = columns.getColumnWriter(descriptor);
    }

    @Override
    public void check(AvroInput in) throws IOException {
        if (watched) {
            in.watch(kind.read(in));
        } else {
            kind.check(in);
        }
    }

    @Override
    public void write(AvroInput in, int repetition, int definition) throws IOException {
        kind.write(in, writer, repetition, definition);
    }

    @Override
    public void writeNull(int repetition, int definition) {
        writer.writeNull(repetition, definition);
    }
}
