package tallyflame.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which laws can be told from one another, and that the others are undecided. */
class LawTest {
    private static final long[] SIZES = {64, 256, 1024, 4096, 16384};
    private static final long[] FEW = {16, 32, 64, 128, 256, 512};

    private static long[] counts(long[] sizes, DoubleUnaryOperator law) {
        return Arrays.stream(sizes)
                .map(n -> Math.round(law.applyAsDouble((double) n)))
                .toArray();
    }

    private static Law.Verdict verdict(String limit, long[] sizes, DoubleUnaryOperator law) {
        return Law.parse(limit).judge(sizes, counts(sizes, law)).verdict();
    }

    private static double at(String law, double n) {
        return Law.parse(law).at(n);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "1, log n",
        "log n, log n",
        "1, n",
        "log n, n",
        "n^0.5, n",
        "n, n",
        "n, n log n",
        "n log n, n log n",
        "n, n^2",
        "n log n, n^2",
        "n^2, n^2",
        "n^1.5, n^1.5",
        "n^2, n^3"
    })
    void keepsItsOwnLawAndAllAbove(String law, String limit) {
        assertThat(verdict(limit, SIZES, n -> 3 * at(law, n) + 40)).isEqualTo(Law.Verdict.KEPT);
        assertThat(verdict(limit, FEW, n -> 3 * at(law, n))).isEqualTo(Law.Verdict.KEPT);
    }

    @ParameterizedTest
    @CsvSource({
        "log n, 1",
        "n, 1",
        "n, log n",
        "n^0.5, log n",
        "n log n, n",
        "n^2, n",
        "n^2, n log n",
        "n^3, n^2",
        "n^1.5, n",
        "n^2, n^1.5"
    })
    void breaksEveryLawBelow(String law, String limit) {
        assertThat(verdict(limit, SIZES, n -> 3 * at(law, n) + 40)).isEqualTo(Law.Verdict.BROKEN);
    }

    /** The floor of a logarithm, as of a search. */
    @Test
    void keepsALogarithmOfWholeNumbers() {
        assertThat(verdict(
                        "log n", new long[] {50, 200, 700, 3000, 9000}, n -> Math.floor(Math.log(n) / Math.log(2)) + 1))
                .isEqualTo(Law.Verdict.KEPT);
    }

    /** The same shape is decided when it is exact, and not when it is small and varies. */
    @Test
    void aSmallPowerThatVariesIsNotTakenForALogarithm() {
        double[] chance = {1.1, 0.9, 1.08, 0.93, 1.02};
        long[] hits = new long[SIZES.length];
        for (int i = 0; i < hits.length; i++) hits[i] = Math.round(4 * Math.pow((double) SIZES[i], 0.3) * chance[i]);
        assertThat(Law.parse("log n").judge(SIZES, hits).verdict()).isEqualTo(Law.Verdict.UNDECIDED);
        assertThat(verdict("log n", SIZES, n -> 1000 * Math.pow(n, 0.3))).isEqualTo(Law.Verdict.BROKEN);
    }

    /** Of seeded random factors within a tenth, none makes n pass for a logarithm or break n^2. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void chanceDoesNotTurnAVerdict(long seed) {
        Random random = new Random(seed);
        long[] hits = counts(SIZES, n -> 5 * n * (0.9 + 0.2 * random.nextDouble()));
        assertThat(Law.parse("log n").judge(SIZES, hits).verdict()).isEqualTo(Law.Verdict.BROKEN);
        assertThat(Law.parse("n^2").judge(SIZES, hits).verdict()).isEqualTo(Law.Verdict.KEPT);
        assertThat(Law.parse("n").judge(SIZES, hits).verdict()).isNotEqualTo(Law.Verdict.BROKEN);
    }

    @Test
    void aJumpFollowsNoLaw() {
        assertThat(Law.parse("n")
                        .judge(SIZES, new long[] {10, 10, 10, 10, 100_000})
                        .verdict())
                .isEqualTo(Law.Verdict.UNDECIDED);
    }

    @Test
    void whatIsNoLawIsSaid() {
        assertThatThrownBy(() -> Law.parse("quick")).hasMessageContaining("'quick' is no law; use 1, log n");
    }
}
