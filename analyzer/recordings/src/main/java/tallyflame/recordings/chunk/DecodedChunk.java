package tallyflame.recordings.chunk;

import java.util.List;

/**
 * A chunk whose types and constants are known, so that its events and stacks can be read. Made by {@link ChunkReader} on one thread;
 * afterwards any number of threads may read it.
 *
 * @param source where it lies, and where losses found while events and stacks are read are noted
 * @param layout of stacks, or {@code null} if the chunk declares none; then it has no segments
 * @param segments the stacks in pieces
 * @param eventsEnd offset in the file up to which events are whole
 */
public record DecodedChunk(
        Chunk source,
        Metadata metadata,
        Pools pools,
        StackLayout layout,
        List<StackScan.Segment> segments,
        long eventsEnd) {
    /** The header of the chunk. */
    public ChunkHeader header() {
        return source.header();
    }
}
