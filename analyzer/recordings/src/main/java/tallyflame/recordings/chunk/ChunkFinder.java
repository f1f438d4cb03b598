package tallyflame.recordings.chunk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tallyflame.flamegraphs.Ledger.Loss;

/** Finds the chunks of a recording, also behind damaged ones. */
public final class ChunkFinder {
    private static final int SEARCH_STEP = 1 << 16;
    private static final int MOST_CHUNKS = 1 << 16;

    private final Path path;
    private final FileChannel file;
    private final List<Loss> losses;

    /** @param losses where to report bytes that belong to no chunk */
    public ChunkFinder(Path path, FileChannel file, List<Loss> losses) {
        this.path = path;
        this.file = file;
        this.losses = losses;
    }

    /** The chunks in file order; none if the file is no recording. */
    public List<Chunk> find() throws IOException {
        List<Chunk> chunks = new ArrayList<>();
        long position = 0;
        int parts = 0;
        while (position < file.size()) {
            if (++parts > MOST_CHUNKS) {
                losses.add(new Loss(
                        path.toString(),
                        position,
                        file.size() - position,
                        0,
                        0,
                        "more than " + MOST_CHUNKS + " chunks"));
                break;
            }
            ChunkHeader header = ChunkHeader.read(file, position);
            if (header == null) {
                long next = search(position + 1);
                losses.add(new Loss(path.toString(), position, next - position, 1, 0, "no chunk header"));
                position = next;
                continue;
            }
            if (!header.complete()) {
                header = header.endingAt(search(position + ChunkHeader.BYTES));
            }
            chunks.add(new Chunk(path, file, header));
            position = header.end();
        }
        return chunks;
    }

    /** Offset of the next chunk header, or the end of the file. */
    private long search(long from) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(SEARCH_STEP);
        for (long position = from; position < file.size(); position += SEARCH_STEP - 3) {
            buffer.clear();
            while (buffer.hasRemaining() && file.read(buffer, position + buffer.position()) > 0) {}
            for (int i = 0; i + 4 <= buffer.position(); i++) {
                if (buffer.getInt(i) == ChunkHeader.MAGIC && ChunkHeader.read(file, position + i) != null) {
                    return position + i;
                }
            }
        }
        return file.size();
    }
}
