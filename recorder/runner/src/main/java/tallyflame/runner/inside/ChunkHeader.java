package tallyflame.runner.inside;

import java.nio.ByteBuffer;

/** What a chunk of a recording says of itself at its beginning. */
final class ChunkHeader {
    /** Bytes of it. */
    static final int SIZE = 68;

    private static final int MAGIC = ('F' << 24) | ('L' << 16) | ('R' << 8);
    private static final int LENGTH_AT = 8;
    private static final int BEGAN_AT = 48;

    private ChunkHeader() {}

    /** The length of the chunk that begins with these bytes if all of it is there; else 0. One that is not finished says more. */
    static long finished(ByteBuffer header, long available) {
        if (available < SIZE || header.getInt(0) != MAGIC) {
            return 0;
        }
        long length = header.getLong(LENGTH_AT);
        return length >= SIZE && length <= available ? length : 0;
    }

    /** When the chunk began, in ticks of its clock; no two of a JVM began at once. */
    static long began(ByteBuffer header) {
        return header.getLong(BEGAN_AT);
    }
}
