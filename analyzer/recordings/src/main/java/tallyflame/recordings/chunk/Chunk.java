package tallyflame.recordings.chunk;

import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tallyflame.flamegraphs.Ledger.Loss;

/** A chunk that was found in a file, and which parts of it turned out to be unreadable. What it holds is in {@link DecodedChunk}. */
public final class Chunk {
    private static final int MOST_LOSSES = 64;
    private static final String MANY = "many parts, the first of them: ";

    private final Path path;
    private final FileChannel file;
    private final ChunkHeader header;
    private final List<Loss> losses = new ArrayList<>();

    /** @param file open as long as the chunk is read */
    Chunk(Path path, FileChannel file, ChunkHeader header) {
        this.path = path;
        this.file = file;
        this.header = header;
    }

    /** The file that it lies in. */
    public Path path() {
        return path;
    }

    FileChannel file() {
        return file;
    }

    /** Its header, and where it lies. */
    public ChunkHeader header() {
        return header;
    }

    /** What of the chunk could not be read. */
    public List<Loss> losses() {
        return losses;
    }

    /**
     * Notes that a part of the chunk could not be read, once if several passes come upon the same; beyond a bound, parts are added up.
     * Any thread.
     */
    public synchronized void lose(long position, long bytes, int chunks, long events, String reason) {
        Loss loss = new Loss(path.toString(), position, bytes, chunks, events, reason);
        if (losses.contains(loss)) {
            return;
        }
        if (losses.size() < MOST_LOSSES) {
            losses.add(loss);
            return;
        }
        Loss last = losses.get(MOST_LOSSES - 1);
        losses.set(
                MOST_LOSSES - 1,
                new Loss(
                        last.file(),
                        last.position(),
                        last.bytes() + bytes,
                        last.chunks() + chunks,
                        last.events() + events,
                        MANY + last.reason().replace(MANY, "")));
    }
}
