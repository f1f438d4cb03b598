package tallyflame.modules.stamps;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Decodes stamps: gzip, then FITS, first HDU, 32-bit floats, most significant byte first. Keeps its buffers between
 * stamps; used by one thread at a time. (Why not a FITS library: docs/decisions/modules-and-alerts.md.)
 */
public final class StampReader {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private final Gunzip gunzip = new Gunzip();

    /**
     * Decodes one stamp.
     *
     * @param bytes as in {@code cutoutScience.stampData}; FITS that is not packed is taken, too
     * @throws StampException when this is no such image, or NULL; the alert cannot be processed then
     */
    public Stamp read(byte[] bytes) throws StampException {
        if (bytes == null || bytes.length == 0) {
            throw new StampException(bytes == null ? "NULL" : "0 bytes");
        }
        if (!Gunzip.isGzip(bytes)) {
            return image(bytes, bytes.length);
        }
        int length = gunzip.unpack(bytes);
        return image(gunzip.content(), length);
    }

    private static Stamp image(byte[] fits, int length) throws StampException {
        FitsHeader header = FitsHeader.parse(fits, length);
        int count = header.rows() * header.columns();
        int start = header.dataStart();
        if (start + (long) count * Float.BYTES > length) {
            throw new StampException("FITS image of " + header.columns() + " x " + header.rows()
                    + " pixels is cut short (" + length + " bytes)");
        }
        float[] pixels = new float[count];
        for (int i = 0; i < count; i++) {
            pixels[i] = Float.intBitsToFloat((int) INT.get(fits, start + i * Float.BYTES));
        }
        return new Stamp(header.rows(), header.columns(), pixels);
    }
}
