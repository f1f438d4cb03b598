package tallyflame.runner.launch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Looks at the chunk headers of a recording, as the format describes them. */
final class Chunks {
    private static final int MAGIC = 0x464c5200;
    private static final int HEADER = 68;

    private Chunks() {}

    /** Number of chunks that are whole: their size lies within the file and they have metadata. */
    static int complete(Path recording) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(recording));
        int complete = 0;
        int at = 0;
        while (at + HEADER <= bytes.limit() && bytes.getInt(at) == MAGIC) {
            long size = bytes.getLong(at + 8);
            long metadata = bytes.getLong(at + 24);
            if (size <= 0 || at + size > bytes.limit() || metadata == 0) {
                break;
            }
            complete++;
            at += (int) size;
        }
        return complete;
    }
}
