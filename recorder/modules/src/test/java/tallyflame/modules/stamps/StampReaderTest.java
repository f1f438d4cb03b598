package tallyflame.modules.stamps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import nom.tam.fits.Fits;
import nom.tam.fits.ImageHDU;
import nom.tam.util.FitsOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tallyflame.modules.AlertBatch;
import tallyflame.modules.DataSet;
import tallyflame.modules.alerts.AlertSource;

class StampReaderTest {
    private final StampReader reader = new StampReader();

    private static byte[] gzip(byte[] plain) throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        }
        return packed.toByteArray();
    }

    /** FITS written by nom-tam-fits. */
    private static byte[] fits(Object pixels) throws Exception {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (Fits fits = new Fits();
                FitsOutputStream out = new FitsOutputStream(file)) {
            fits.addHDU(Fits.makeHDU(pixels));
            fits.write(out);
        }
        return file.toByteArray();
    }

    private static float[][] image(int rows, int columns) {
        float[][] pixels = new float[rows][columns];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                pixels[row][column] = row * 1000 + column + 0.25f;
            }
        }
        pixels[0][1] = Float.NaN;
        pixels[1][0] = -Float.MAX_VALUE;
        return pixels;
    }

    @Test
    void readsWhatNomTamFitsWrites() throws Exception {
        float[][] pixels = image(63, 62);
        byte[] plain = fits(pixels);
        for (byte[] bytes : List.of(plain, gzip(plain))) {
            Stamp stamp = reader.read(bytes);
            assertThat(stamp.hasShape(63, 62)).isTrue();
            for (int row = 0; row < 63; row++) {
                assertThat(Arrays.copyOfRange(stamp.pixels(), row * 62, row * 62 + 62))
                        .containsExactly(pixels[row]);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("tallyflame.modules.DataSet#present")
    void readsStampsLikeNomTamFits(DataSet set) throws Exception {
        int stamps = 0;
        List<String> columns =
                List.of("cutoutScience.stampData", "cutoutTemplate.stampData", "cutoutDifference.stampData");
        try (AlertSource source = AlertSource.open(set.alerts(), columns, 1000, -1)) {
            for (AlertBatch batch = source.next(); batch != null; batch = source.next()) {
                for (String column : columns) {
                    for (byte[] bytes : batch.bytes(column).values()) {
                        assertThat(reader.read(bytes).pixels()).containsExactly(byNomTamFits(bytes));
                        stamps++;
                    }
                }
            }
        }
        assertThat(stamps).isEqualTo(set == DataSet.REAL ? 570 : 660);
    }

    private static float[] byNomTamFits(byte[] bytes) throws Exception {
        try (Fits fits = new Fits(new GZIPInputStream(new ByteArrayInputStream(bytes)))) {
            float[][] rows = (float[][]) ((ImageHDU) fits.readHDU()).getKernel();
            float[] pixels = new float[rows.length * rows[0].length];
            for (int row = 0; row < rows.length; row++) {
                System.arraycopy(rows[row], 0, pixels, row * rows[0].length, rows[0].length);
            }
            return pixels;
        }
    }

    @Test
    void aLargeImageGrowsTheBuffer() throws Exception {
        assertThat(reader.read(gzip(fits(image(300, 200)))).pixels()).hasSize(60_000);
    }

    @Test
    void whatIsNoFitsIsSaid() throws Exception {
        byte[] good = gzip(fits(image(63, 63)));
        assertFailure(null, "NULL");
        assertFailure(new byte[0], "0 bytes");
        assertFailure("<html>404</html>".getBytes(StandardCharsets.US_ASCII), "no FITS (begins with '<html>40'");
        assertFailure(gzip("hello".getBytes(StandardCharsets.US_ASCII)), "no FITS (begins with 'hello'");
        assertFailure(Arrays.copyOf(good, good.length / 2), "cut short");
        assertFailure(Arrays.copyOf(good, good.length - 3), "cut short");
        assertFailure(Arrays.copyOf(good, 12), "no FITS");
        byte[] damaged = good.clone();
        damaged[good.length - 7] ^= 1;
        assertFailure(damaged, "check sum");
        assertFailure(fits(new short[63][63]), "BITPIX 16");
        assertFailure(fits(new float[63]), "1 axes");
        byte[] short1 = fits(image(63, 63));
        assertFailure(Arrays.copyOf(short1, 2880 + 5000), "cut short");
        assertThat(reader.read(good).hasShape(63, 63)).as("still usable").isTrue();
    }

    /** No byte of a stamp can make the reader do anything but read or complain. */
    @Test
    void anyDamageIsAStampException() throws Exception {
        byte[] plain = fits(image(63, 63));
        byte[] good = gzip(plain);
        int complaints = 0;
        for (int at = 0; at < 2000; at++) {
            byte[] copy = at % 2 == 0 ? good.clone() : plain.clone();
            copy[at * 7 % copy.length] ^= (byte) (1 << (at % 8));
            try {
                reader.read(copy);
            } catch (StampException e) {
                complaints++;
            }
        }
        assertThat(complaints).isGreaterThan(900);
    }

    private void assertFailure(byte[] bytes, String part) {
        assertThatThrownBy(() -> reader.read(bytes))
                .isInstanceOf(StampException.class)
                .hasMessageContaining(part);
    }
}
