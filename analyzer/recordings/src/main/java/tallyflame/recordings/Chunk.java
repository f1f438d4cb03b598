package tallyflame.recordings;

import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tallyflame.flamegraphs.Ledger.Loss;

/**
 * What is known of one chunk. {@link ChunkReader} fills it in on one thread; afterwards it is only read, except for the claims of
 * {@link SampleCounts} and for losses found while stacks are folded.
 */
final class Chunk {
    private static final int MOST_LOSSES = 64;
    private static final String MANY = "many parts, the first of them: ";

    private final Path path;
    private final FileChannel file;
    private final ChunkHeader header;
    private final List<Loss> losses = new ArrayList<>();
    private final List<StackScan.Segment> segments = new ArrayList<>();
    private final Map<EventKind, SampleCounts> counts = new LinkedHashMap<>();
    private final Map<EventKind, Long> lost = new LinkedHashMap<>();
    private final Map<EventKind, Long> typeIds = new LinkedHashMap<>();
    private final Settings settings = new Settings();

    /** Where the events of native memory that was never freed are, or {@code null} if nobody asked. */
    LongIntMap leaks;

    Metadata metadata;
    Pools pools;
    StackLayout layout;
    /** Offset in the file up to which events are whole. */
    long eventsEnd;

    Chunk(Path path, FileChannel file, ChunkHeader header) {
        this.path = path;
        this.file = file;
        this.header = header;
        eventsEnd = header.start() + ChunkHeader.BYTES;
    }

    Path path() {
        return path;
    }

    FileChannel file() {
        return file;
    }

    ChunkHeader header() {
        return header;
    }

    /** What of the chunk could not be read. */
    List<Loss> losses() {
        return losses;
    }

    /** Notes that a part of the chunk could not be read; beyond a bound, parts are added up. Any thread. */
    synchronized void lose(long position, long bytes, int chunks, long events, String reason) {
        Loss loss = new Loss(path.toString(), position, bytes, chunks, events, reason);
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

    /** The stacks of the chunk in pieces. */
    List<StackScan.Segment> segments() {
        return segments;
    }

    /** The samples by kind, in order of appearance. */
    Map<EventKind, SampleCounts> counts() {
        return counts;
    }

    /** Samples that the recording itself reports as lost, by kind. */
    Map<EventKind, Long> lost() {
        return lost;
    }

    /** The id of the type that the samples of a kind have. */
    Map<EventKind, Long> typeIds() {
        return typeIds;
    }

    Settings settings() {
        return settings;
    }
}
