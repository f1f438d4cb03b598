package tallyflame.recordings;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.ZipException;

/**
 * Decompresses LZ4 frames, one or several after each other (format: LZ4 Frame Format Description 1.6 and LZ4 Block Format). Checksums
 * are passed over, dictionaries are not supported. One thread.
 */
final class Lz4FrameInput extends InputStream {
    /** First four bytes of a frame, little-endian. */
    static final int MAGIC = 0x184D2204;

    private static final int HISTORY = 1 << 16;
    private static final int LARGEST_BLOCK = 4 << 20;
    private static final int LEAST_MATCH = 4;

    private final InputStream in;
    /** The last {@link #HISTORY} bytes before the block, then the block. */
    private final byte[] out = new byte[HISTORY + LARGEST_BLOCK];

    private int read;
    private int end;
    private boolean inFrame;
    private boolean blockChecksums;
    private boolean contentChecksum;

    /** @param in the compressed bytes; closed with this stream */
    Lz4FrameInput(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        while (read == end) {
            if (!nextBlock()) {
                return -1;
            }
        }
        int count = Math.min(length, end - read);
        System.arraycopy(out, read, into, offset, count);
        read += count;
        return count;
    }

    /** Decompresses the next block; false at the end of the input. */
    private boolean nextBlock() throws IOException {
        if (!inFrame && !startFrame()) {
            return false;
        }
        int size = i4();
        if (size == 0) {
            inFrame = false;
            in.skipNBytes(contentChecksum ? 4 : 0);
            return true;
        }
        keepHistory();
        boolean stored = size < 0;
        int length = size & 0x7FFFFFFF;
        if (length > LARGEST_BLOCK) {
            throw new ZipException("an LZ4 block of " + length + " bytes");
        }
        byte[] block = in.readNBytes(length);
        if (block.length < length) {
            throw new EOFException("the LZ4 data ends within a block");
        }
        in.skipNBytes(blockChecksums ? 4 : 0);
        if (stored) {
            System.arraycopy(block, 0, out, end, length);
            end += length;
        } else {
            try {
                end = decompress(block, out, end);
            } catch (IndexOutOfBoundsException e) {
                ZipException damaged = new ZipException("a damaged LZ4 block");
                damaged.initCause(e);
                throw damaged;
            }
        }
        return true;
    }

    private boolean startFrame() throws IOException {
        int first = in.read();
        if (first < 0) {
            return false;
        }
        int magic = first | (in.read() << 8) | (in.read() << 16) | (in.read() << 24);
        if (magic != MAGIC) {
            throw new ZipException("no LZ4 frame");
        }
        int flags = in.read();
        blockChecksums = (flags & 0x10) != 0;
        contentChecksum = (flags & 0x04) != 0;
        in.skipNBytes(1 + ((flags & 0x08) != 0 ? 8 : 0) + ((flags & 0x01) != 0 ? 4 : 0) + 1);
        inFrame = true;
        read = 0;
        end = 0;
        return true;
    }

    private void keepHistory() {
        int kept = Math.min(end, HISTORY);
        System.arraycopy(out, end - kept, out, 0, kept);
        read = kept;
        end = kept;
    }

    private int i4() throws IOException {
        byte[] four = in.readNBytes(4);
        if (four.length < 4) {
            throw new EOFException("the LZ4 data ends between blocks");
        }
        return (four[0] & 0xFF) | ((four[1] & 0xFF) << 8) | ((four[2] & 0xFF) << 16) | (four[3] << 24);
    }

    /** Decompresses a block behind what it may refer to; answers the index after the last byte written. */
    static int decompress(byte[] block, byte[] out, int start) {
        int at = 0;
        int to = start;
        while (at < block.length) {
            int token = block[at++] & 0xFF;
            int literals = token >>> 4;
            if (literals == 15) {
                int more;
                do {
                    more = block[at++] & 0xFF;
                    literals += more;
                } while (more == 255);
            }
            System.arraycopy(block, at, out, to, literals);
            at += literals;
            to += literals;
            if (at >= block.length) {
                break;
            }
            int distance = (block[at] & 0xFF) | ((block[at + 1] & 0xFF) << 8);
            at += 2;
            int match = token & 15;
            if (match == 15) {
                int more;
                do {
                    more = block[at++] & 0xFF;
                    match += more;
                } while (more == 255);
            }
            match += LEAST_MATCH;
            if (distance == 0) {
                throw new IndexOutOfBoundsException("distance 0");
            }
            copy(out, to - distance, to, match);
            to += match;
        }
        return to;
    }

    /** Copies forward, byte by byte in effect: source and target may overlap. */
    private static void copy(byte[] out, int from, int to, int length) {
        if (to - from >= length) {
            System.arraycopy(out, from, out, to, length);
        } else if (to - from == 1) {
            Arrays.fill(out, to, to + length, out[from]);
        } else {
            for (int i = 0; i < length; i++) {
                out[to + i] = out[from + i];
            }
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
