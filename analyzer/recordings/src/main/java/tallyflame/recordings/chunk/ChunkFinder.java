package tallyflame.recordings.chunk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tallyflame.flamegraphs.Ledger.Loss;

/** Finds the chunks of a recording, also behind damaged ones. */
public final class ChunkFinder {
    private static final int SEARCH_STEP = 1 << 16;
    private static final int MOST_CHUNKS = 1 << 16;
    /** What the first byte of a header is as the size of an event. */
    private static final int HEADER_AS_SIZE = 'F';
    /** What stands before a copy of a header: how many constants there are, the id of this one, and how many bytes it has. */
    private static final byte[] BEFORE_COPY = {1, 1, ChunkHeader.BYTES};

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
                long next = next(file, position + 1);
                losses.add(new Loss(path.toString(), position, next - position, 1, 0, "no chunk header"));
                position = next;
                continue;
            }
            if (!header.complete()) {
                header = header.endingAt(endOfUnfinished(position));
            }
            chunks.add(new Chunk(path, file, header));
            position = header.end();
        }
        return chunks;
    }

    /**
     * Where a chunk ends whose header does not say so: where the next one begins, or the file ends. Events lead from one to the next, and
     * at the end of one may be the header of another chunk; where the events end otherwise, a header is searched for.
     */
    private long endOfUnfinished(long chunk) throws IOException {
        EventChain events = new EventChain(new ByteWindow(file, SEARCH_STEP), chunk + ChunkHeader.BYTES, file.size());
        while (events.next()) {
            if (events.size() == HEADER_AS_SIZE && ChunkHeader.read(file, events.start()) != null) {
                return events.start();
            }
        }
        return next(file, events.start());
    }

    /** Offset of the first chunk header from an offset on, or the end of the file. */
    public static long next(FileChannel file, long from) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(SEARCH_STEP);
        for (long position = from; position < file.size(); position += SEARCH_STEP - 3) {
            buffer.clear();
            while (buffer.hasRemaining() && file.read(buffer, position + buffer.position()) > 0) {}
            for (int i = 0; i + 4 <= buffer.position(); i++) {
                if (buffer.getInt(i) == ChunkHeader.MAGIC
                        && ChunkHeader.read(file, position + i) != null
                        && !isCopy(file, position + i)) {
                    return position + i;
                }
            }
        }
        return file.size();
    }

    /**
     * Whether a header is not at the boundary of a chunk but a constant within one: from version 14 on, the JDK writes copies of it into
     * checkpoints, each the only constant of its pool, an array of as many bytes.
     */
    private static boolean isCopy(FileChannel file, long header) throws IOException {
        if (header < BEFORE_COPY.length) {
            return false;
        }
        ByteBuffer before = ByteBuffer.allocate(BEFORE_COPY.length);
        while (before.hasRemaining() && file.read(before, header - BEFORE_COPY.length + before.position()) > 0) {}
        return Arrays.equals(before.array(), BEFORE_COPY);
    }
}
