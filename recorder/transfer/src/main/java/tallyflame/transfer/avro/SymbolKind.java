package tallyflame.transfer.avro;

import java.io.IOException;
import java.util.List;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** One of several symbols: Avro writes its number, Parquet its name. */
record SymbolKind(List<String> symbols) implements LeafKind {
    @Override
    public PrimitiveTypeName physical() {
        return PrimitiveTypeName.BINARY;
    }

    @Override
    public Object read(AvroInput in) throws IOException {
        int symbol = in.decoder().readEnum();
        if (symbol < 0 || symbol >= symbols.size()) {
            throw new IOException("symbol " + symbol + " of an enum of " + symbols.size());
        }
        return symbols.get(symbol);
    }

    @Override
    public void check(AvroInput in) throws IOException {
        read(in);
    }

    @Override
    public void write(AvroInput in, ColumnWriter out, int repetition, int definition) throws IOException {
        out.write(Binary.fromString((String) read(in)), repetition, definition);
    }
}
