package tallyflame.flamegraphs.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeflatedTest {
    /** Small numbers without repetitions: codes alone do. */
    private static byte[] skewed(int length) {
        Random random = new Random(1);
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) Math.abs(random.nextGaussian() * 3);
        }
        return bytes;
    }

    /** Every byte as often as any other, but in rows that are repeated: codes alone do nothing. */
    private static byte[] repeated(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 7);
        }
        return bytes;
    }

    private static byte[] inflated(byte[] bytes) throws IOException {
        return new InflaterInputStream(new ByteArrayInputStream(bytes), new Inflater(true)).readAllBytes();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5000, 3_000_000})
    void comesBackAsItWas(int length) throws IOException {
        for (byte[] bytes : new byte[][] {skewed(length), repeated(length)}) {
            assertThat(inflated(Deflated.of(bytes))).isEqualTo(bytes);
            assertThat(inflated(Deflated.within(length / 10, bytes))).isEqualTo(bytes);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {100_000, 3_000_000})
    void findsRepetitionsWhereThereAreAny(int length) {
        assertThat(Deflated.of(repeated(length)).length).isLessThan(length / 50);
        assertThat(Deflated.of(skewed(length)).length).isBetween(length / 4, length / 2);
    }
}
