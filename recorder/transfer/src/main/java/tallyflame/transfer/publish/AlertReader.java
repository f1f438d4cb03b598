package tallyflame.transfer.publish;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import tallyflame.parquet.ParquetFile;
import tallyflame.transfer.TransferException;
import tallyflame.transfer.avro.RowReader;

/** The alerts of a file as Avro records, one after the other. */
public interface AlertReader extends Closeable {
    /** The schema of all alerts of the file. */
    Schema schema();

    /** The next alert; {@code null} at the end. */
    GenericRecord next() throws IOException;

    /**
     * Opens a file of a format that transfers write.
     *
     * @throws TransferException when it cannot be read
     */
    static AlertReader open(Path file) throws IOException {
        try {
            return file.toString().endsWith(".avro") ? new Avro(file) : new Parquet(ParquetFile.open(file));
        } catch (IOException | RuntimeException e) {
            throw new TransferException(file + ": cannot be read: " + TransferException.oneLine(e), e);
        }
    }

    /** Rows of a Parquet file. */
    final class Parquet implements AlertReader {
        private final ParquetFile file;
        private final RowReader rows;

        Parquet(ParquetFile file) throws IOException {
            this.file = file;
            rows = RowReader.of(file);
        }

        @Override
        public Schema schema() {
            return rows.schema();
        }

        @Override
        public GenericRecord next() {
            return rows.next();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    /** Records of an Avro file. */
    final class Avro implements AlertReader {
        private final DataFileReader<GenericRecord> records;

        Avro(Path file) throws IOException {
            records = new DataFileReader<>(file.toFile(), new GenericDatumReader<>());
        }

        @Override
        public Schema schema() {
            return records.getSchema();
        }

        @Override
        public GenericRecord next() throws IOException {
            try {
                return records.hasNext() ? records.next() : null;
            } catch (AvroRuntimeException e) {
                throw new IOException(e.getMessage(), e);
            }
        }

        @Override
        public void close() throws IOException {
            records.close();
        }
    }
}
