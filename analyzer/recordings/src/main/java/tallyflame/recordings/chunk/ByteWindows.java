package tallyflame.recordings.chunk;

import java.io.IOException;

/** A window for each of several threads, kept as long as the thread stays with one file. */
public final class ByteWindows {
    /** Bytes that a window shows at most. */
    private static final int MOST_BYTES = 1 << 20;

    private static final int FEWEST_BYTES = 1 << 10;

    private final ByteWindow[] windows;

    /** @param threads how many threads there are */
    public ByteWindows(int threads) {
        windows = new ByteWindow[threads];
    }

    /** The window of a thread on the file of a chunk; the thread may have read another file through it before. */
    public ByteWindow of(int thread, Chunk chunk) throws IOException {
        if (windows[thread] == null || !windows[thread].isOn(chunk.file())) {
            long bytes =
                    Math.min(MOST_BYTES, Math.max(FEWEST_BYTES, chunk.file().size()));
            windows[thread] = new ByteWindow(chunk.file(), (int) bytes);
        }
        return windows[thread];
    }
}
