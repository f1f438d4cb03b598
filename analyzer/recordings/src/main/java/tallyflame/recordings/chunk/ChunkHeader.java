package tallyflame.recordings.chunk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * The header of a chunk and where the chunk is in its file.
 *
 * @param start offset of the header in the file
 * @param end offset after the last byte of the chunk that is in the file
 * @param complete whether the header was written to the end and the file holds all of the chunk
 * @param checkpoint offset of the last checkpoint event from {@code start}, 0 if unknown
 * @param metadata offset of the metadata event from {@code start}, 0 if unknown
 * @param startNanos wall-clock time of the start in nanoseconds since 1970
 * @param startTicks the same instant in ticks of the recording's clock
 * @param ticksPerSecond frequency of that clock
 * @param compressed whether integers are compressed
 */
public record ChunkHeader(
        long start,
        long end,
        boolean complete,
        long checkpoint,
        long metadata,
        long startNanos,
        long startTicks,
        long ticksPerSecond,
        boolean compressed) {
    /** Bytes of a header. */
    public static final int BYTES = 68;

    /** First four bytes of a chunk: {@code FLR\0}. */
    public static final int MAGIC = 0x464C5200;

    /** Where the JDK from version 14 on says how far it is with a chunk: it counts what it has flushed, and ends with 0. */
    private static final int STATE = 64;

    private static final byte FINISHED = 0;

    /** Reads the header at an offset, or answers {@code null} where there is none. */
    public static ChunkHeader read(FileChannel file, long start) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(BYTES);
        while (header.hasRemaining() && file.read(header, start + header.position()) > 0) {}
        if (header.hasRemaining() || header.getInt(0) != MAGIC || header.getShort(4) < 1 || header.getShort(4) > 2) {
            return null;
        }
        long size = header.getLong(8);
        boolean complete = size >= BYTES && size <= file.size() - start && header.get(STATE) == FINISHED;
        long ticksPerSecond = header.getLong(56);
        return new ChunkHeader(
                start,
                complete ? start + size : file.size(),
                complete,
                within(header.getLong(16), size),
                within(header.getLong(24), size),
                header.getLong(32),
                header.getLong(48),
                ticksPerSecond > 0 ? ticksPerSecond : 1_000_000_000L,
                (header.getInt(64) & 1) != 0);
    }

    private static long within(long offset, long size) {
        return offset >= BYTES && offset < size ? offset : 0;
    }

    ChunkHeader endingAt(long newEnd) {
        return new ChunkHeader(
                start, newEnd, complete, checkpoint, metadata, startNanos, startTicks, ticksPerSecond, compressed);
    }

    /** Wall-clock nanoseconds since 1970 of a time in ticks. */
    public long epochNanos(long ticks) {
        return startNanos + nanos(ticks - startTicks);
    }

    /** The time in ticks of a wall-clock time. */
    public long ticks(long epochNanos) {
        double ticks = (epochNanos - startNanos) * (ticksPerSecond / 1e9);
        return startTicks + Math.round(ticks);
    }

    /** A duration in nanoseconds. */
    public long nanos(long ticks) {
        if (ticksPerSecond == 1_000_000_000L) {
            return ticks;
        }
        return Math.round(ticks * (1e9 / ticksPerSecond));
    }
}
