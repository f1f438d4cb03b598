package tallyflame.modules.stamps;

import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks gzip members (RFC 1952) held in memory, one after the other, into one buffer that is used again each time. The
 * native state of the inflater is made once, which for stamps of ten kilobytes matters. Used by one thread at a time.
 */
final class Gunzip {
    /** A stamp is some tens of kilobytes; more than this is damage or malice. */
    private static final int MAX_SIZE = 256 << 20;

    private static final int HEADER = 10;
    private static final int TRAILER = 8;
    private static final int FLAG_CRC = 2;
    private static final int FLAG_EXTRA = 4;
    private static final int FLAG_NAME = 8;
    private static final int FLAG_COMMENT = 16;

    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private byte[] plain = new byte[1 << 16];

    /** Whether bytes begin as a gzip member does. */
    static boolean isGzip(byte[] bytes) {
        return bytes.length >= HEADER + TRAILER && bytes[0] == 0x1f && (bytes[1] & 0xff) == 0x8b;
    }

    /** Unpacks the first member; returns the length of the content, which is in {@link #content()}. */
    int unpack(byte[] bytes) throws StampException {
        int start = contentStart(bytes);
        if (start + TRAILER > bytes.length) {
            throw new StampException("gzip is cut short in its header (" + bytes.length + " bytes)");
        }
        inflater.reset();
        inflater.setInput(bytes, start, bytes.length - start);
        int length = inflate();
        int end = bytes.length - inflater.getRemaining();
        verify(bytes, end, length);
        return length;
    }

    /** The unpacked bytes of the last member; overwritten by the next. */
    byte[] content() {
        return plain;
    }

    private int inflate() throws StampException {
        int length = 0;
        try {
            while (!inflater.finished()) {
                int count = inflater.inflate(plain, length, plain.length - length);
                length += count;
                if (length == plain.length) {
                    grow();
                } else if (count == 0) {
                    throw new StampException("gzip is cut short after " + length + " unpacked bytes");
                }
            }
        } catch (DataFormatException e) {
            throw new StampException("gzip is damaged after " + length + " unpacked bytes (" + e.getMessage() + ")");
        }
        return length;
    }

    private void grow() throws StampException {
        if (plain.length >= MAX_SIZE) {
            throw new StampException("gzip unpacks to more than " + MAX_SIZE + " bytes");
        }
        plain = Arrays.copyOf(plain, 2 * plain.length);
    }

    private void verify(byte[] bytes, int end, int length) throws StampException {
        if (end + TRAILER > bytes.length) {
            throw new StampException("gzip is cut short in its trailer");
        }
        crc.reset();
        crc.update(plain, 0, length);
        if (littleEndian(bytes, end) != (int) crc.getValue() || littleEndian(bytes, end + Integer.BYTES) != length) {
            throw new StampException("gzip is damaged (its check sum differs)");
        }
    }

    private static int littleEndian(byte[] bytes, int at) {
        return (bytes[at] & 0xff)
                | ((bytes[at + 1] & 0xff) << 8)
                | ((bytes[at + 2] & 0xff) << 16)
                | ((bytes[at + 3] & 0xff) << 24);
    }

    private static int contentStart(byte[] bytes) {
        int flags = bytes[3];
        int at = HEADER;
        if ((flags & FLAG_EXTRA) != 0 && at + 2 <= bytes.length) {
            at += 2 + (bytes[at] & 0xff) + ((bytes[at + 1] & 0xff) << 8);
        }
        if ((flags & FLAG_NAME) != 0) {
            at = afterZero(bytes, at);
        }
        if ((flags & FLAG_COMMENT) != 0) {
            at = afterZero(bytes, at);
        }
        return (flags & FLAG_CRC) != 0 ? at + 2 : at;
    }

    private static int afterZero(byte[] bytes, int from) {
        int at = from;
        while (at < bytes.length && bytes[at] != 0) {
            at++;
        }
        return at + 1;
    }
}
