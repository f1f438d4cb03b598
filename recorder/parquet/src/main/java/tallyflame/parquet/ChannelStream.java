package tallyflame.parquet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;

/** Reads a file from a position on, with a buffer of its own, so that many streams can share one open file. */
final class ChannelStream extends InputStream {
    private static final int BUFFER = 1 << 13;

    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).limit(0);
    private long position;

    ChannelStream(FileChannel channel, long position) {
        this.channel = channel;
        this.position = position;
    }

    /** Position of the next byte in the file. */
    long position() {
        return position - buffer.remaining();
    }

    @Override
    public int read() throws IOException {
        return fill() ? buffer.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        if (!buffer.hasRemaining() && length >= BUFFER) {
            int count = channel.read(ByteBuffer.wrap(bytes, offset, length), position);
            position += Math.max(0, count);
            return count;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, buffer.remaining());
        buffer.get(bytes, offset, count);
        return count;
    }

    private boolean fill() throws IOException {
        if (buffer.hasRemaining()) {
            return true;
        }
        buffer.clear();
        int count = channel.read(buffer, position);
        buffer.flip();
        position += Math.max(0, count);
        return count > 0;
    }
}
