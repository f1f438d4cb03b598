package tallyflame.analysis.statistics;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;

/**
 * Least squares whose coefficients must not be negative, by the active set method of C. Lawson and R. Hanson, "Solving Least Squares
 * Problems", 1974, chapter 23, on the normal equations (R. Bro and S. de Jong, Journal of Chemometrics 11 (1997) 393–401).
 */
public final class NonNegativeLeastSquares {
    private static final double TOLERANCE = 1e-10;
    /** Each round adds a coefficient for good or comes nearer; three times their number is what Lawson and Hanson allow. */
    private static final int ROUNDS = 3;

    private final double[][] gram;
    private final double[] target;
    private final double[] solution;
    private final boolean[] free;

    private NonNegativeLeastSquares(double[][] gram, double[] target) {
        this.gram = gram;
        this.target = target;
        solution = new double[target.length];
        free = new boolean[target.length];
    }

    /**
     * The x ≥ 0 for which {@code xᵀGx / 2 - tᵀx} is least.
     *
     * @param gram {@code G = AᵀA}, symmetric and positive definite, which a ridge makes it
     * @param target {@code t = Aᵀb}
     */
    public static double[] solve(double[][] gram, double[] target) {
        NonNegativeLeastSquares problem = new NonNegativeLeastSquares(gram, target);
        double scale = Arrays.stream(target).map(Math::abs).max().orElse(0);
        for (int round = 0; round < ROUNDS * target.length; round++) {
            int best = problem.steepest(TOLERANCE * scale);
            if (best < 0) {
                break;
            }
            problem.free[best] = true;
            problem.settle();
        }
        return problem.solution;
    }

    /** The coefficient held at zero that would help most if it grew, or -1 if none would. */
    private int steepest(double tolerance) {
        int best = -1;
        double most = tolerance;
        for (int i = 0; i < target.length; i++) {
            double gain = free[i] ? 0 : target[i] - product(i);
            if (gain > most) {
                most = gain;
                best = i;
            }
        }
        return best;
    }

    private double product(int row) {
        double sum = 0;
        for (int i = 0; i < solution.length; i++) {
            sum += gram[row][i] * solution[i];
        }
        return sum;
    }

    /** Solves for the free coefficients, and fixes those that would be negative at zero until none is. */
    private void settle() {
        double[] wanted = unconstrained();
        while (IntStream.range(0, wanted.length).anyMatch(i -> free[i] && wanted[i] <= 0)) {
            double step = 1;
            for (int i = 0; i < wanted.length; i++) {
                if (free[i] && wanted[i] <= 0) {
                    step = Math.min(step, solution[i] / (solution[i] - wanted[i]));
                }
            }
            for (int i = 0; i < wanted.length; i++) {
                solution[i] += free[i] ? step * (wanted[i] - solution[i]) : 0;
                if (free[i] && wanted[i] <= 0 && solution[i] <= TOLERANCE * Math.abs(wanted[i])) {
                    free[i] = false;
                    solution[i] = 0;
                }
            }
            System.arraycopy(unconstrained(), 0, wanted, 0, wanted.length);
        }
        System.arraycopy(wanted, 0, solution, 0, wanted.length);
    }

    private double[] unconstrained() {
        int[] indices = IntStream.range(0, free.length).filter(i -> free[i]).toArray();
        double[] all = new double[free.length];
        if (indices.length == 0) {
            return all;
        }
        double[][] part = new double[indices.length][indices.length];
        double[] right = new double[indices.length];
        for (int i = 0; i < indices.length; i++) {
            right[i] = target[indices[i]];
            for (int k = 0; k < indices.length; k++) {
                part[i][k] = gram[indices[i]][indices[k]];
            }
        }
        double[] solved = new CholeskyDecomposition(new Array2DRowRealMatrix(part, false), 1e-9, 1e-14)
                .getSolver()
                .solve(new ArrayRealVector(right, false))
                .toArray();
        for (int i = 0; i < indices.length; i++) {
            all[indices[i]] = solved[i];
        }
        return all;
    }
}
