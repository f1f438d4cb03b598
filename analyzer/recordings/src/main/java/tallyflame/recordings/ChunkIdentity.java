package tallyflame.recordings;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import tallyflame.recordings.chunk.Chunk;
import tallyflame.recordings.chunk.ChunkHeader;

/**
 * What makes a chunk the same in every dump that holds it: when it began, and its bytes.
 *
 * @param offset where it begins in its file, unpacked
 * @param bytes how long it is
 * @param complete whether its JVM has finished it; another dump may hold more of one that is not
 * @param begun its start in nanoseconds since 1970 and in ticks, and how many ticks a second has; no two chunks of JVMs share these
 * @param content 128 bits of the SHA-256 of its bytes, in hexadecimal digits
 */
public record ChunkIdentity(long offset, long bytes, boolean complete, String begun, String content) {
    private static final int STEP = 1 << 18;
    private static final int HALF = 16;

    /**
     * The chunks of a recording in file order.
     *
     * @throws InputException if the file is no recording
     * @throws IOException if it cannot be read
     */
    public static List<ChunkIdentity> of(Path recording) throws IOException {
        List<ChunkIdentity> identities = new ArrayList<>();
        try (FileChannel file = RecordingFiles.open(recording, new ArrayList<>())) {
            for (Chunk chunk : RecordingFiles.chunks(recording, file, new ArrayList<>())) {
                ChunkHeader header = chunk.header();
                identities.add(new ChunkIdentity(
                        header.start(),
                        header.end() - header.start(),
                        header.complete(),
                        header.startNanos() + "/" + header.startTicks() + "/" + header.ticksPerSecond(),
                        content(file, header)));
            }
        }
        return identities;
    }

    /** When it began, in milliseconds since 1970. */
    public long beganMillis() {
        return Long.parseLong(begun.substring(0, begun.indexOf('/'))) / 1_000_000;
    }

    private static String content(FileChannel file, ChunkHeader header) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
        ByteBuffer step = ByteBuffer.allocate(STEP);
        for (long at = header.start(); at < header.end(); ) {
            step.clear().limit((int) Math.min(STEP, header.end() - at));
            int read = file.read(step, at);
            if (read <= 0) {
                break;
            }
            digest.update(step.flip());
            at += read;
        }
        return HexFormat.of().formatHex(digest.digest(), 0, HALF);
    }
}
