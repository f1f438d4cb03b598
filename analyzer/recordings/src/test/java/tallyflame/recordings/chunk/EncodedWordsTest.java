package tallyflame.recordings.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The arithmetic against the JDK's bit counting. */
class EncodedWordsTest {
    @Test
    void countsAndCutsLikeBitCounting() {
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 100_000; i++) {
            long word = random.nextLong() | (random.nextBoolean() ? random.nextLong() : 0);
            long ends = EncodedWords.ends(word);
            assertThat(EncodedWords.count(ends)).isEqualTo(Long.bitCount(ends));
            for (long rest = ends; rest != 0; rest &= rest - 1) {
                long end = rest & -rest;
                int bytes = (Long.numberOfTrailingZeros(end) + 1) / 8;
                assertThat(EncodedWords.bytesUpTo(end)).isEqualTo(bytes);
                long mask = bytes == 8 ? -1 : (1L << (8 * bytes)) - 1;
                assertThat(EncodedWords.upTo(word, end)).isEqualTo(word & mask);
            }
        }
    }
}
