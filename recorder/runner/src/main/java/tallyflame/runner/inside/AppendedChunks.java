package tallyflame.runner.inside;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The chunks that are one after the other in one file, as async-profiler appends them. */
final class AppendedChunks {
    private final Path file;
    private long taken;
    private int number;

    AppendedChunks(Path file) {
        this.file = file;
    }

    /** Hands over those that were finished since the last time. */
    void take(ChunkTaker taker) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer header = ByteBuffer.allocate(ChunkHeader.SIZE);
            for (long length = next(channel, header); length > 0; length = next(channel, header)) {
                taker.take(name(number + 1), read(channel, new byte[Math.toIntExact(length)]));
                number++;
                taken += length;
            }
        }
    }

    private long next(FileChannel channel, ByteBuffer header) throws IOException {
        header.clear();
        channel.read(header, taken);
        return ChunkHeader.finished(header, channel.size() - taken);
    }

    private byte[] read(FileChannel channel, byte[] chunk) throws IOException {
        ByteBuffer into = ByteBuffer.wrap(chunk);
        while (into.hasRemaining()) {
            if (channel.read(into, taken + into.position()) < 0) {
                throw new IOException(file + ": became shorter while it was read");
            }
        }
        return chunk;
    }

    private static String name(int number) {
        return String.format(Locale.ROOT, "async-%06d.jfr", number);
    }
}
