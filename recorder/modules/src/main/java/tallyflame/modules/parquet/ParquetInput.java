package tallyflame.modules.parquet;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.parquet.HadoopFreeReadOptions;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.LocalInputFile;

/** Opens local Parquet files. */
public final class ParquetInput {
    private ParquetInput() {}

    /**
     * Opens a file and reads its footer.
     *
     * @throws IOException when the file cannot be read
     * @throws RuntimeException as parquet-java does for files that are damaged or of another kind
     */
    public static ParquetFileReader open(Path file) throws IOException {
        return new ParquetFileReader(new LocalInputFile(file), HadoopFreeReadOptions.create(new Codecs()));
    }
}
