package tallyflame.transfer.folder;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import tallyflame.parquet.ColumnOutput;
import tallyflame.transfer.avro.AvroColumns;

/** Writes alerts of one schema to one file. Closing completes the file. */
interface AlertWriter extends Closeable {
    /** Writes some alerts; in Parquet they are a row group. */
    void write(List<byte[]> alerts) throws IOException;

    /** Creates a file in a format. */
    static AlertWriter create(OutputFormat format, Path file, AvroColumns columns) throws IOException {
        return switch (format) {
            case PARQUET -> new Parquet(file, columns);
            case AVRO -> new Avro(file, columns);
        };
    }

    /** Alerts as rows. */
    final class Parquet implements AlertWriter {
        private final AvroColumns columns;
        private final ColumnOutput output;

        Parquet(Path file, AvroColumns columns) throws IOException {
            this.columns = columns;
            output = new ColumnOutput(
                    file,
                    columns.parquet(),
                    CompressionCodecName.SNAPPY,
                    properties(columns.parquet()),
                    Integer.MAX_VALUE,
                    Map.of("avro.schema", columns.avro().toString()));
        }

        /** A dictionary of stamps would only cost: no two are the same. */
        private static ParquetProperties properties(MessageType schema) {
            ParquetProperties.Builder builder = ParquetProperties.builder();
            for (ColumnDescriptor column : schema.getColumns()) {
                if (column.getPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.BINARY
                        && column.getPrimitiveType().getLogicalTypeAnnotation() == null) {
                    builder.withDictionaryEncoding(String.join(".", column.getPath()), false);
                }
            }
            return builder.build();
        }

        @Override
        public void write(List<byte[]> alerts) throws IOException {
            for (byte[] alert : alerts) {
                columns.write(alert, output.columns());
                output.endRow();
            }
            output.endGroup();
        }

        @Override
        public void close() throws IOException {
            output.close();
        }
    }

    /** Alerts as they came. */
    final class Avro implements AlertWriter {
        private final DataFileWriter<Object> output = new DataFileWriter<>(new GenericDatumWriter<>());

        Avro(Path file, AvroColumns columns) throws IOException {
            output.create(columns.avro(), file.toFile());
        }

        @Override
        public void write(List<byte[]> alerts) throws IOException {
            for (byte[] alert : alerts) {
                output.appendEncoded(ByteBuffer.wrap(alert));
            }
        }

        @Override
        public void close() throws IOException {
            output.close();
        }
    }
}
