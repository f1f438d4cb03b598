package tallyflame.analysis.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tallyflame.analysis.statistics.ShareChanges.Part;

/** Differences of shares over hosts: a published test by hand, and discoveries among simulated fleets whose truth is known. */
class ShareChangesTest {
    private static final int FUNCTIONS = 60;
    private static final int DRAWS = 200;
    private static final int SAMPLES = 3000;

    /** Equal hosts, one function: Welch's test of the hosts' shares. By hand: means 0.2 and 0.32, variances 0.01/3 and 0.0124/3. */
    @Test
    void ofEqualUnitsItIsWelchsTest() {
        double[] hosts = {1e6, 1e6, 1e6, 0, 0, 0};
        double[] others = {0, 0, 0, 1e6, 1e6, 1e6};
        Part part = new Part(
                new double[] {1e5, 2e5, 3e5, 0, 0, 0}, new double[] {0, 0, 0, 2e5, 3.4e5, 4.2e5}, 600_000, 960_000);
        MeanDifference found =
                new ShareChanges(hosts, others, 6_000_000).of(List.of(part)).get(0);
        double deviation = Math.sqrt((0.01 + 0.0124) / 3);
        assertThat(found.difference().value()).isCloseTo(0.12, within(1e-12));
        double half = (found.difference().high() - found.difference().low()) / 2;
        // Student's t of 3.95 degrees of freedom, rounded down to tenths.
        assertThat(half / deviation).isCloseTo(2.80, within(0.02));
    }

    /** A host that runs both versions tells what changed, however hosts differ. */
    @Test
    void whatAUnitIsByItselfCancels() {
        double[] hosts = {1e6, 1e6, 1e6, 1e6};
        Part part = new Part(
                new double[] {1e5, 3e5, 5e5, 7e5}, new double[] {1.2e5, 3.21e5, 5.19e5, 7.2e5}, 900_000, 950_000);
        MeanDifference same =
                new ShareChanges(hosts, hosts, 8_000_000).of(List.of(part)).get(0);
        assertThat(same.difference().low()).isPositive();
        double[] first = {1e6, 1e6, 1e6, 1e6, 0, 0, 0, 0};
        double[] second = {0, 0, 0, 0, 1e6, 1e6, 1e6, 1e6};
        Part apart = new Part(
                Arrays.copyOf(part.before(), 8),
                new double[] {0, 0, 0, 0, 1.2e5, 3.21e5, 5.19e5, 7.2e5},
                900_000,
                950_000);
        MeanDifference different =
                new ShareChanges(first, second, 8_000_000).of(List.of(apart)).get(0);
        assertThat(different.difference().low()).isNegative();
    }

    /** Hosts that differ by 20 %, of two versions that are the same: something is found in at most one of twenty fleets. */
    @Test
    void nothingIsFoundBetweenEqualVersions() {
        for (boolean both : new boolean[] {false, true}) {
            for (int hosts : new int[] {3, 8}) {
                Fleets fleets = new Fleets(new SplittableRandom(21), hosts, both, 1);
                int alarms = 0;
                for (int draw = 0; draw < DRAWS; draw++) {
                    alarms += fleets.found().isEmpty() ? 0 : 1;
                }
                // 5 % and three deviations of 200 draws.
                assertThat((double) alarms / DRAWS)
                        .as("%d hosts, both versions on each: %s", hosts, both)
                        .isLessThanOrEqualTo(0.096);
            }
        }
    }

    /** Three of sixty functions take twice as long. */
    @Test
    void plantedRegressionsAreFoundAtTheRate() {
        Fleets fleets = new Fleets(new SplittableRandom(22), 8, false, 2);
        double falseShare = 0;
        int planted = 0;
        for (int draw = 0; draw < DRAWS; draw++) {
            List<Integer> risen = fleets.found();
            long right = risen.stream().filter(Fleets::planted).count();
            planted += (int) right;
            falseShare += risen.isEmpty() ? 0 : (double) (risen.size() - right) / risen.size();
        }
        assertThat(falseShare / DRAWS).isLessThanOrEqualTo(FalseDiscovery.RATE);
        assertThat((double) planted / (3 * DRAWS)).as("power").isGreaterThan(0.9);
    }

    /** Simulated fleets: functions of geometric shares, each with a factor of its own on each host, and samples by Poisson's law. */
    private static final class Fleets {
        private static final double SPREAD = 0.2;

        private final SplittableRandom random;
        private final int hosts;
        private final boolean both;
        private final double slower;

        Fleets(SplittableRandom random, int hosts, boolean both, double slower) {
            this.random = random;
            this.hosts = hosts;
            this.both = both;
            this.slower = slower;
        }

        static boolean planted(int function) {
            return function == 5 || function == 12 || function == 20;
        }

        /** Functions whose share rises, as a discovery. */
        List<Integer> found() {
            int units = both ? hosts : 2 * hosts;
            double[][] before = new double[FUNCTIONS][units];
            double[][] after = new double[FUNCTIONS][units];
            for (int host = 0; host < units; host++) {
                double samples = SAMPLES * (0.5 + random.nextDouble());
                for (int function = 0; function < FUNCTIONS; function++) {
                    double factor = Math.exp(SPREAD * normal());
                    double mean = samples * 0.1 * Math.pow(0.93, function) * factor;
                    if (both || host < hosts) {
                        before[function][host] = poisson(mean);
                    }
                    if (both || host >= hosts) {
                        after[function][host] = poisson(mean * (planted(function) ? slower : 1));
                    }
                }
            }
            return discoveries(before, after);
        }

        private List<Integer> discoveries(double[][] before, double[][] after) {
            List<Part> parts = new ArrayList<>();
            for (int function = 0; function < FUNCTIONS; function++) {
                parts.add(new Part(before[function], after[function], sum(before[function]), sum(after[function])));
            }
            double[] first = wholes(before);
            double[] second = wholes(after);
            List<MeanDifference> changes = new ShareChanges(first, second, sum(first) + sum(second)).of(parts);
            double[] adjusted = FalseDiscovery.adjusted(
                    changes.stream().mapToDouble(MeanDifference::pValue).toArray());
            List<Integer> risen = new ArrayList<>();
            for (int function = 0; function < FUNCTIONS; function++) {
                boolean rises =
                        slower == 1 || changes.get(function).difference().value() > 0;
                if (adjusted[function] <= FalseDiscovery.RATE && rises) {
                    risen.add(function);
                }
            }
            return risen;
        }

        private static double[] wholes(double[][] parts) {
            double[] wholes = new double[parts[0].length];
            for (double[] part : parts) {
                Arrays.setAll(wholes, host -> wholes[host] + part[host]);
            }
            return wholes;
        }

        private static long sum(double... numbers) {
            return Math.round(Arrays.stream(numbers).sum());
        }

        private double normal() {
            return Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
        }

        /** Poisson's law, by the normal one where that is as good. */
        private double poisson(double mean) {
            if (mean > 50) {
                return Math.max(0, Math.rint(mean + Math.sqrt(mean) * normal()));
            }
            int count = -1;
            for (double product = 1; product > Math.exp(-mean); product *= random.nextDouble()) {
                count++;
            }
            return count;
        }
    }
}
