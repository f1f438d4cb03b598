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
     * The smaller of two ways: with repetitions found, or with Huffman codes alone, which is ten times as fast. Which one that is
     * many bytes are not asked, but pieces of them.
     */
    public static byte[] of(byte[] bytes) {
        if (bytes.length > LARGE) {
            byte[] pieces = pieces(bytes);
            boolean codesDo =
                    deflate(pieces, Deflater.HUFFMAN_ONLY).length <= deflate(pieces, Deflater.DEFAULT_STRATEGY).length;
            return deflate(bytes, codesDo ? Deflater.HUFFMAN_ONLY : Deflater.DEFAULT_STRATEGY);
        }
        byte[] codes = deflate(bytes, Deflater.HUFFMAN_ONLY);
        byte[] repetitions = deflate(bytes, Deflater.DEFAULT_STRATEGY);
        return codes.length < repetitions.length ? codes : repetitions;
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
