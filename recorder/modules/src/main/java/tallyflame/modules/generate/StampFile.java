package tallyflame.modules.generate;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes images as gzipped FITS (FITS standard 4.0, RFC 1952), the form of the stamps of ZTF alerts. The gzip header has
 * no time, so equal images give equal bytes. Used by one thread at a time.
 */
final class StampFile {
    private static final int CARD = 80;
    private static final int BLOCK = 2880;
    private static final byte[] GZIP_HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0};
    private static final int TRAILER = 8;

    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    private final CRC32 crc = new CRC32();
    private byte[] packed = new byte[1 << 15];

    StampFile() {
        // Noise has no repetitions to look for; this is four times faster and gives the sizes of real stamps.
        deflater.setStrategy(Deflater.HUFFMAN_ONLY);
    }

    /** The bytes of a stamp. */
    byte[] write(Picture picture) {
        return gzip(fits(picture));
    }

    private static byte[] fits(Picture picture) {
        float[] pixels = picture.pixels();
        int dataLength = pixels.length * Float.BYTES;
        byte[] file = new byte[BLOCK + (dataLength + BLOCK - 1) / BLOCK * BLOCK];
        Arrays.fill(file, 0, BLOCK, (byte) ' ');
        List<String> cards = List.of(
                card("SIMPLE", "T"),
                card("BITPIX", "-32"),
                card("NAXIS", "2"),
                card("NAXIS1", Integer.toString(picture.columns())),
                card("NAXIS2", Integer.toString(picture.rows())),
                "END");
        for (int i = 0; i < cards.size(); i++) {
            byte[] text = cards.get(i).getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(text, 0, file, i * CARD, text.length);
        }
        ByteBuffer.wrap(file, BLOCK, dataLength).asFloatBuffer().put(pixels);
        return file;
    }

    private static String card(String keyword, String value) {
        return String.format(Locale.ROOT, "%-8s= %20s", keyword, value);
    }

    private byte[] gzip(byte[] plain) {
        deflater.reset();
        deflater.setInput(plain);
        deflater.finish();
        int length = GZIP_HEADER.length;
        System.arraycopy(GZIP_HEADER, 0, packed, 0, length);
        while (!deflater.finished()) {
            if (packed.length - length < TRAILER + 1024) {
                packed = Arrays.copyOf(packed, 2 * packed.length);
            }
            length += deflater.deflate(packed, length, packed.length - length - TRAILER);
        }
        crc.reset();
        crc.update(plain);
        putLittleEndian(length, (int) crc.getValue());
        putLittleEndian(length + Integer.BYTES, plain.length);
        return Arrays.copyOf(packed, length + TRAILER);
    }

    private void putLittleEndian(int at, int value) {
        for (int i = 0; i < Integer.BYTES; i++) {
            packed[at + i] = (byte) (value >>> (Byte.SIZE * i));
        }
    }
}
