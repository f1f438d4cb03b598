package tallyflame.recordings;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tallyflame.flamegraphs.Ledger.Loss;
import tallyflame.recordings.chunk.Chunk;

/** Recordings whose files are open until this is closed, and the chunks in them. */
final class OpenRecordings implements AutoCloseable {
    private final List<FileChannel> files = new ArrayList<>();
    private final List<Chunk> chunks = new ArrayList<>();
    private final List<Loss> losses = new ArrayList<>();

    private OpenRecordings() {}

    /**
     * Opens recordings and finds their chunks.
     *
     * @throws InputException if a file is no recording
     */
    static OpenRecordings open(List<Path> inputs) throws IOException {
        OpenRecordings opened = new OpenRecordings();
        try {
            for (Path input : inputs) {
                opened.add(input);
            }
            return opened;
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private void add(Path input) throws IOException {
        FileChannel file = RecordingFiles.open(input, losses);
        files.add(file);
        chunks.addAll(RecordingFiles.chunks(input, file, losses));
    }

    /** The chunks of all files, in order. */
    List<Chunk> chunks() {
        return chunks;
    }

    /** What of the files belongs to no chunk, or could not be unpacked. */
    List<Loss> losses() {
        return losses;
    }

    @Override
    public void close() throws IOException {
        for (FileChannel file : files) {
            file.close();
        }
    }
}
