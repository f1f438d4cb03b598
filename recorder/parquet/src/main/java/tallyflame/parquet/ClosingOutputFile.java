package tallyflame.parquet;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/** A local file that knows its stream: parquet-java leaves the stream open once a write to it has failed. */
final class ClosingOutputFile implements OutputFile, Closeable {
    private final LocalOutputFile file;
    private PositionOutputStream stream;

    ClosingOutputFile(Path path) {
        file = new LocalOutputFile(path);
    }

    @Override
    public PositionOutputStream create(long blockSize) throws IOException {
        stream = file.create(blockSize);
        return stream;
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSize) throws IOException {
        stream = file.createOrOverwrite(blockSize);
        return stream;
    }

    @Override
    public boolean supportsBlockSize() {
        return file.supportsBlockSize();
    }

    @Override
    public long defaultBlockSize() {
        return file.defaultBlockSize();
    }

    @Override
    public String getPath() {
        return file.getPath();
    }

    /** Closes the stream, if it was created and is still open. */
    @Override
    public void close() throws IOException {
        if (stream != null) {
            stream.close();
        }
    }
}
