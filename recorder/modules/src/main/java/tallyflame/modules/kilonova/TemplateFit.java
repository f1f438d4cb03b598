package tallyflame.modules.kilonova;

import java.util.Arrays;

/**
 * Fits a light curve by a sum of templates: minimises over c in [-2, 2]^3
 *
 * <pre>sum of (model - f)^2 / e^2  +  w (c2^2 + sum of the sizes of negative c)</pre>
 *
 * <p>The first part and the second are quadratic, the third has kinks at 0 but each of its terms knows one coefficient only;
 * all are convex. Such a function is minimised by minimising along one coefficient after the other, each time exactly, and
 * all that is needed of the points is their 3 x 3 normal matrix. Used by one thread at a time.
 */
final class TemplateFit {
    private static final int COUNT = Templates.COUNT;
    private static final double BOUND = 2;
    private static final double START = 0.5;
    private static final int MAX_SWEEPS = 20_000;
    private static final double CONVERGED = 1e-13;

    private final double[][] matrix = new double[COUNT][COUNT];
    private final double[] vector = new double[COUNT];
    private final double[] coefficients = new double[COUNT];
    private double constant;
    private double penalty;

    /** Starts over. */
    void clear(double newPenalty) {
        for (int i = 0; i < COUNT; i++) {
            Arrays.fill(matrix[i], 0);
            vector[i] = 0;
            coefficients[i] = START;
        }
        constant = 0;
        penalty = newPenalty;
    }

    /**
     * Adds a point.
     *
     * @param templates values of the templates there
     * @param f flux
     * @param e its error
     */
    void add(Templates templates, int index, double f, double e) {
        double weight = 1 / (e * e);
        for (int i = 0; i < COUNT; i++) {
            double value = templates.values()[i][index] * weight;
            vector[i] += value * f;
            for (int j = 0; j <= i; j++) {
                matrix[i][j] += value * templates.values()[j][index];
            }
        }
        constant += f * f * weight;
    }

    /** Finds the coefficients; overwritten by the next fit. */
    double[] solve() {
        for (int i = 0; i < COUNT; i++) {
            for (int j = i + 1; j < COUNT; j++) {
                matrix[i][j] = matrix[j][i];
            }
        }
        matrix[1][1] += penalty;
        double change = 1;
        for (int sweep = 0; sweep < MAX_SWEEPS && change > CONVERGED; sweep++) {
            change = 0;
            for (int i = 0; i < COUNT; i++) {
                double best = bestAlong(i);
                change = Math.max(change, Math.abs(best - coefficients[i]));
                coefficients[i] = best;
            }
        }
        return coefficients;
    }

    /** Minimum of q x^2 - 2 l x + (x negative: -penalty x) within the bounds. */
    private double bestAlong(int i) {
        double linear = vector[i];
        for (int j = 0; j < COUNT; j++) {
            linear -= j == i ? 0 : matrix[i][j] * coefficients[j];
        }
        double square = matrix[i][i];
        if (square <= 0) {
            return coefficients[i];
        }
        double best = linear / square;
        if (best < 0) {
            best = Math.min(0, (linear + penalty / 2) / square);
        }
        return Math.max(-BOUND, Math.min(BOUND, best));
    }

    /** Sum of the squared residuals over their squared errors, at given coefficients. */
    double chi2(double[] c) {
        double sum = constant;
        for (int i = 0; i < COUNT; i++) {
            sum -= 2 * c[i] * vector[i];
            for (int j = 0; j < COUNT; j++) {
                double element = i == 1 && j == 1 ? matrix[1][1] - penalty : matrix[i][j];
                sum += c[i] * c[j] * element;
            }
        }
        return Math.max(0, sum);
    }

    /** What is minimised, at given coefficients. */
    double loss(double[] c) {
        double negative = 0;
        for (double value : c) {
            negative += Math.max(0, -value);
        }
        return chi2(c) + penalty * (c[1] * c[1] + negative);
    }
}
