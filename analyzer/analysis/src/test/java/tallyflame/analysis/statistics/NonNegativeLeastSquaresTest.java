package tallyflame.analysis.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** The conditions of Kuhn and Tucker say what is least, whoever found it. */
class NonNegativeLeastSquaresTest {
    @Test
    void noOtherSolutionIsBetter() {
        Random random = new Random(1);
        for (int problem = 0; problem < 300; problem++) {
            int n = 1 + random.nextInt(25);
            double[][] a = new double[n + random.nextInt(40)][n];
            double[] b = new double[a.length];
            for (int row = 0; row < a.length; row++) {
                b[row] = random.nextGaussian();
                for (int i = 0; i < n; i++) {
                    // Some columns are nearly the same.
                    a[row][i] =
                            i > 0 && i % 5 == 0 ? a[row][i - 1] + 1e-3 * random.nextGaussian() : random.nextGaussian();
                }
            }
            check(a, b, n);
        }
    }

    private static void check(double[][] a, double[] b, int n) {
        double[][] gram = new double[n][n];
        double[] target = new double[n];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < n; k++) {
                for (double[] row : a) {
                    gram[i][k] += row[i] * row[k];
                }
            }
            gram[i][i] += 1e-6;
            for (int row = 0; row < a.length; row++) {
                target[i] += a[row][i] * b[row];
            }
        }
        double[] x = NonNegativeLeastSquares.solve(gram, target);
        for (int i = 0; i < n; i++) {
            double gradient = -target[i];
            for (int k = 0; k < n; k++) {
                gradient += gram[i][k] * x[k];
            }
            assertThat(x[i]).isNotNegative();
            assertThat(gradient).isGreaterThan(-1e-6);
            assertThat(x[i] > 0 ? gradient : 0).isCloseTo(0, within(1e-6));
        }
    }
}
