package tallyflame.flamegraphs.page;

import java.io.ByteArrayOutputStream;
import java.util.zip.Deflater;

/** Compresses without a header, as the browser's {@code deflate-raw} wants it. */
public final class Deflated {
    private Deflated() {}

    /** More bytes than this are tried on a part of them. */
    private static final int LARGE = 1 << 20;

    /** Bytes of a piece of that part, and how far apart the pieces begin. */
    private static final int PIECE = 1 << 14;

    private static final int DISTANCE = 16 * PIECE;

    /**
     * The smaller of two ways: with repetitions found, or with Huffman codes alone, which is ten times as fast. Whether many bytes
     * have repetitions, pieces of them tell.
     */
    public static byte[] of(byte[] bytes) {
        return within(Integer.MAX_VALUE, bytes);
    }

    /** The same where it is not worth the time if codes alone leave more than so many bytes: then what they leave. */
    public static byte[] within(int most, byte[] bytes) {
        if (bytes.length > LARGE && !repeats(pieces(bytes))) {
            return deflate(bytes, Deflater.HUFFMAN_ONLY);
        }
        byte[] codes = deflate(bytes, Deflater.HUFFMAN_ONLY);
        if (codes.length > most) {
            return codes;
        }
        byte[] repetitions = deflate(bytes, Deflater.DEFAULT_STRATEGY);
        return codes.length < repetitions.length ? codes : repetitions;
    }

    private static boolean repeats(byte[] bytes) {
        return deflate(bytes, Deflater.DEFAULT_STRATEGY).length < deflate(bytes, Deflater.HUFFMAN_ONLY).length;
    }

    private static byte[] pieces(byte[] bytes) {
        ByteArrayOutputStream pieces = new ByteArrayOutputStream(bytes.length / (DISTANCE / PIECE) + PIECE);
        for (long at = 0; at < bytes.length; at += DISTANCE) {
            pieces.write(bytes, (int) at, Math.min(PIECE, bytes.length - (int) at));
        }
        return pieces.toByteArray();
    }

    private static byte[] deflate(byte[] bytes, int strategy) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            deflater.setStrategy(strategy);
            deflater.setInput(bytes);
            deflater.finish();
            byte[] buffer = new byte[1 << 16];
            ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 4 + 64);
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }
}
