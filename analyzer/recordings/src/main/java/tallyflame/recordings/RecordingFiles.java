package tallyflame.recordings;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;
import tallyflame.flamegraphs.Ledger.Loss;
import tallyflame.recordings.chunk.Chunk;
import tallyflame.recordings.chunk.ChunkFinder;
import tallyflame.recordings.chunk.ChunkHeader;

/**
 * Opens recordings. Compressed ones ({@code .jfr.gz}, {@code .jfr.lz4}, {@code .zip} of recordings or chunks), told by their first
 * bytes, are unpacked into a temporary file that vanishes when it is closed.
 */
final class RecordingFiles {
    private static final int GZIP = 0x1F8B;
    private static final int ZIP = 0x504B0304;
    /** First four bytes of a frame of LZ4, as they stand in the file. */
    private static final int LZ4 = 0x04224D18;

    /** Within so many bytes unpacked, a chunk begins, or there is none. */
    private static final long FIRST_BYTES = 1 << 20;

    /** Bytes of an entry of a zip file, unpacked, that is no recording but lies beside some. */
    private static final long MOST_PASSED_OVER = 1 << 26;

    private RecordingFiles() {}

    /**
     * Opens a recording.
     *
     * @param losses where to report compressed data that is cut off or damaged; what comes before it is read
     */
    static FileChannel open(Path path, List<Loss> losses) throws IOException {
        FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
        ByteBuffer first = ByteBuffer.allocate(4);
        file.read(first, 0);
        int magic = first.getInt(0);
        boolean compressed = magic >>> 16 == GZIP || magic == ZIP || magic == LZ4;
        if (!compressed) {
            return file;
        }
        file.close();
        return unpack(path, magic, losses);
    }

    /**
     * The chunks of an open recording in file order.
     *
     * @param losses where to report bytes that belong to no chunk
     * @throws InputException if there is none
     */
    static List<Chunk> chunks(Path path, FileChannel file, List<Loss> losses) throws IOException {
        List<Chunk> chunks = new ChunkFinder(path, file, losses).find();
        if (chunks.isEmpty()) {
            throw new InputException(path, whyNone(file));
        }
        return chunks;
    }

    private static String whyNone(FileChannel file) throws IOException {
        ByteBuffer first = ByteBuffer.allocate(8);
        file.read(first, 0);
        if (first.position() == 0) {
            return "is empty";
        }
        if (first.hasRemaining() || first.getInt(0) != ChunkHeader.MAGIC) {
            return "is not a flight recording (no chunk header found)";
        }
        String version = "is a flight recording of version " + first.getShort(4) + "." + first.getShort(6);
        return switch (first.getShort(4)) {
            case 0 ->
                version
                        + ", as Oracle's JDK 7 and 8 wrote it, and this reads versions 1 and 2 (JDK 9 and later, OpenJDK"
                        + " 8u262 and later): open it in JDK Mission Control, or turn it into collapsed stacks with"
                        + " jfr-flame-graph, which this reads";
            case 1, 2 -> "ends within the header of its first chunk";
            default -> version + ", and this reads versions 1 and 2";
        };
    }

    private static FileChannel unpack(Path path, int magic, List<Loss> losses) throws IOException {
        Path unpacked = Files.createTempFile("tallyflame", ".jfr");
        FileChannel to = FileChannel.open(
                unpacked, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(path), 1 << 16)) {
            copy(raw, magic, to);
        } catch (EOFException | ZipException e) {
            losses.add(new Loss(
                    path.toString(),
                    to.position(),
                    0,
                    0,
                    0,
                    "the compressed data is cut off or damaged: " + e.getMessage()));
        } catch (IOException e) {
            to.close();
            throw new InputException(path, "cannot be decompressed: " + e.getMessage(), e);
        }
        return to;
    }

    private static void copy(InputStream raw, int magic, FileChannel to) throws IOException {
        if (magic != ZIP) {
            transfer(magic == LZ4 ? lz4(raw) : new GZIPInputStream(raw, 1 << 16), to);
            return;
        }
        ZipInputStream zip = new ZipInputStream(raw);
        for (ZipEntry entry = next(zip); entry != null; entry = next(zip)) {
            if (!entry.isDirectory() && !transfer(zip, to)) {
                passOver(zip, entry.getName());
            }
        }
    }

    private static void passOver(InputStream zip, String entry) throws IOException {
        for (long left = MOST_PASSED_OVER; left > 0; ) {
            long skipped = zip.skip(left);
            if (skipped == 0) {
                return;
            }
            left -= skipped;
        }
        throw damaged("entry " + entry + " is large and no recording", null);
    }

    /** Frames of LZ4, decompressed; the library reports damage by exceptions of several types. */
    private static InputStream lz4(InputStream raw) throws IOException {
        try {
            return new FilterInputStream(new FramedLZ4CompressorInputStream(raw, true)) {
                @Override
                public int read(byte[] into, int offset, int length) throws IOException {
                    try {
                        return super.read(into, offset, length);
                    } catch (IOException | RuntimeException e) {
                        throw damaged(e.getMessage(), e);
                    }
                }
            };
        } catch (IOException | RuntimeException e) {
            throw damaged(e.getMessage(), e);
        }
    }

    private static ZipException damaged(String message, Exception cause) {
        ZipException damaged = new ZipException(message);
        damaged.initCause(cause);
        return damaged;
    }

    private static ZipEntry next(ZipInputStream zip) throws IOException {
        try {
            return zip.getNextEntry();
        } catch (IllegalArgumentException e) {
            // Java 17 says so where the name of an entry is not UTF-8.
            throw damaged("an entry with a damaged name", e);
        }
    }

    /**
     * Copies step by step, so that what comes before damage is kept, and no further than the first megabyte where no chunk begins in it:
     * a few bytes unpack to any number of zeros.
     *
     * @return whether all was copied
     */
    private static boolean transfer(InputStream from, FileChannel to) throws IOException {
        long start = to.position();
        OutputStream out = Channels.newOutputStream(to);
        byte[] step = new byte[1 << 16];
        while (to.position() - start < FIRST_BYTES) {
            int read = from.read(step);
            if (read < 0) {
                return true;
            }
            out.write(step, 0, read);
        }
        if (ChunkFinder.next(to, start) == to.size()) {
            return false;
        }
        from.transferTo(out);
        return true;
    }
}
