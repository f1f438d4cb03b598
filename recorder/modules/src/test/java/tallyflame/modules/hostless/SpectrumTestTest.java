package tallyflame.modules.hostless;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tallyflame.modules.AlertBatch;
import tallyflame.modules.DataSet;
import tallyflame.modules.alerts.AlertSource;
import tallyflame.modules.stamps.StampReader;

/** Noise fill, shuffles, spectra, distances and statistic against the intermediate arrays of the reference. */
class SpectrumTestTest {
    private static final Percentage ROUNDING = Percentage.withPercentage(1e-9);

    private final StampDraws draws = new StampDraws();
    private final SpectrumTest test = new SpectrumTest();
    private final double[] filled = new double[63 * 63];

    @ParameterizedTest
    @MethodSource("tallyflame.modules.DataSet#present")
    void allStagesAreThoseOfTheReference(DataSet set) throws Exception {
        Map<Long, StampClip[]> stamps = stamps(set);
        int compared = 0;
        for (String line : Files.readAllLines(set.goldFile("hostless_powerspectrum_arrays.jsonl"))) {
            JsonNode gold = new ObjectMapper().readTree(line);
            boolean science = gold.get("image").asText().equals("SCIENCE");
            StampClip stamp = stamps.get(gold.get("candid").asLong())[science ? 0 : 1];
            NoiseFill.fill(stamp, draws.noise(science), filled);
            compareFill(gold);
            double statistic = test.statistic(filled, draws.sources(science));
            compareSpectra(gold);
            assertThat(statistic).isEqualTo(gold.get("ks_statistic").asDouble());
            compared++;
        }
        assertThat(compared).isEqualTo(set == DataSet.REAL ? 10 : 16);
    }

    private static Map<Long, StampClip[]> stamps(DataSet set) throws Exception {
        Map<Long, StampClip[]> stamps = new HashMap<>();
        List<String> columns = new HostlessModule().columns();
        StampReader reader = new StampReader();
        try (AlertSource source = AlertSource.open(set.alerts(), columns, 1000, -1)) {
            for (AlertBatch batch = source.next(); batch != null; batch = source.next()) {
                for (int row = 0; row < batch.size(); row++) {
                    StampClip[] both = {new StampClip(), new StampClip()};
                    for (int image = 0; image < 2; image++) {
                        var stamp = reader.read(batch.bytes(columns.get(image)).get(row));
                        if (stamp.hasShape(63, 63)) {
                            both[image].load(stamp);
                        }
                    }
                    stamps.put(batch.candid(row), both);
                }
            }
        }
        return stamps;
    }

    private void compareFill(JsonNode gold) {
        double[] corner = numbers(gold.get("filled_corner"));
        // Single precision: the reference keeps filled images as it got them.
        assertThat(Arrays.copyOf(filled, corner.length)).containsExactly(corner, offset(2e-5));
        double sum = 0;
        for (int i = 0; i < 196; i++) {
            sum += filled[StampDraws.patchPixel(i)];
        }
        assertThat(sum).isCloseTo(gold.get("filled_crop_sum").asDouble(), Percentage.withPercentage(1e-5));
    }

    private void compareSpectra(JsonNode gold) {
        assertSorted(test.real(), gold.get("real_bins"));
        int shown = gold.get("shuffled_bins").size();
        assertThat(shown).isGreaterThanOrEqualTo(10);
        for (int shuffle = 0; shuffle < shown; shuffle++) {
            assertSorted(test.shuffled(shuffle), gold.get("shuffled_bins").get(shuffle));
        }
        double[] toReal = numbers(gold.get("wd_real"));
        Arrays.sort(toReal);
        for (int i = 0; i < toReal.length; i++) {
            assertThat(test.toReal()[i]).isCloseTo(toReal[i], Percentage.withPercentage(1e-4));
        }
        double[] first = numbers(gold.get("wd_shuffled_first10"));
        for (int i = 0; i < first.length; i++) {
            assertThat(test.amongShuffled()[i]).isCloseTo(first[i], Percentage.withPercentage(1e-4));
        }
        var summary = Arrays.stream(test.amongShuffled()).summaryStatistics();
        assertThat(summary.getCount()).isEqualTo(19_900);
        assertThat(summary.getMin()).isCloseTo(gold.get("wd_shuffled_min").asDouble(), Percentage.withPercentage(1e-4));
        assertThat(summary.getMax()).isCloseTo(gold.get("wd_shuffled_max").asDouble(), Percentage.withPercentage(1e-4));
        assertThat(summary.getAverage())
                .isCloseTo(gold.get("wd_shuffled_mean").asDouble(), Percentage.withPercentage(1e-4));
    }

    private static void assertSorted(double[] actual, JsonNode bins) {
        double[] expected = numbers(bins);
        Arrays.sort(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], Percentage.withPercentage(1e-4));
        }
    }

    private static double[] numbers(JsonNode array) {
        double[] numbers = new double[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = array.get(i).asDouble();
        }
        return numbers;
    }

    /** Parseval: all power together is what the definition gives, computed here term by term. */
    @Test
    void powerSpectrumIsThatOfTheDefinition() {
        java.util.Random random = new java.util.Random(5);
        double[] patch = random.doubles(196, -3, 50).toArray();
        double[] expected = new double[7];
        int[] members = new int[7];
        for (int ky = -7; ky < 7; ky++) {
            for (int kx = -7; kx < 7; kx++) {
                double re = 0;
                double im = 0;
                for (int i = 0; i < 196; i++) {
                    double angle = -2 * Math.PI * (kx * (i % 14) + ky * (i / 14)) / 14;
                    re += patch[i] * Math.cos(angle);
                    im += patch[i] * Math.sin(angle);
                }
                double k = Math.hypot(kx, ky);
                for (int bin = 0; bin < 7; bin++) {
                    if (k >= bin + 0.5 && (k < bin + 1.5 || (bin == 6 && k == 7.5))) {
                        expected[bin] += re * re + im * im;
                        members[bin]++;
                    }
                }
            }
        }
        double[] bins = new double[7];
        new PowerSpectrum().compute(patch, bins);
        for (int bin = 0; bin < 7; bin++) {
            double area = Math.PI * (Math.pow(bin + 1.5, 2) - Math.pow(bin + 0.5, 2));
            assertThat(bins[bin]).isCloseTo(expected[bin] / members[bin] * area, ROUNDING);
        }
    }
}
