package tallyflame.flamegraphs.page;

import java.io.ByteArrayOutputStream;
import java.util.zip.Deflater;

/** Compresses without a header, as the browser's {@code deflate-raw} wants it. */
public final class Deflated {
    private Deflated() {}

    /** The smaller of two ways: with repetitions found, or with Huffman codes alone. */
    public static byte[] of(byte[] bytes) {
        byte[] codes = deflate(bytes, Deflater.HUFFMAN_ONLY);
        byte[] repetitions = deflate(bytes, Deflater.DEFAULT_STRATEGY);
        return codes.length < repetitions.length ? codes : repetitions;
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
