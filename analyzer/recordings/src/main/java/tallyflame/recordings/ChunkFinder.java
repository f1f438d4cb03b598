package tallyflame.recordings;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tallyflame.flamegraphs.Ledger.Loss;

/** Finds the chunks of a recording, also behind damaged ones. */
final class ChunkFinder {
    private static final int SEARCH_STEP = 1 << 16;
    private static final int MOST_CHUNKS = 1 << 16;

    private final Path path;
    private final FileChannel file;
    private final List<Loss> losses;

    /** @param losses where to tell of bytes that belong to no chunk */
    ChunkFinder(Path path, FileChannel file, List<Loss> losses) {
        this.path = path;
        this.file = file;
        this.losses = losses;
    }

    /**
     * The chunks in file order.
     *
     * @throws InputException if the file holds none
     */
    List<ChunkHeader> find() throws IOException {
        List<ChunkHeader> chunks = new ArrayList<>();
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
            ChunkHeader chunk = ChunkHeader.read(file, position);
            if (chunk == null) {
                long next = search(position + 1);
                losses.add(new Loss(path.toString(), position, next - position, 1, 0, "no chunk header"));
                position = next;
                continue;
            }
            if (!chunk.complete()) {
                chunk = chunk.endingAt(search(position + ChunkHeader.BYTES));
            }
            chunks.add(chunk);
            position = chunk.end();
        }
        if (chunks.isEmpty()) {
            throw new InputException(
                    path, file.size() == 0 ? "is empty" : "is not a flight recording (no chunk header found)");
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
