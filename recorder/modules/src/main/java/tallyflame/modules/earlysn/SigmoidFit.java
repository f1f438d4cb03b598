package tallyflame.modules.earlysn;

import java.util.Arrays;

/**
 * Fits f(t) = c / (1 + exp(-a (t - b))) by least squares (Levenberg and Marquardt, with the derivatives written out). Used
 * by one thread at a time.
 */
final class SigmoidFit {
    private static final int PARAMETERS = 3;
    private static final int MAX_STEPS = 300;
    private static final double FIRST_DAMPING = 1e-3;
    private static final double LARGEST_DAMPING = 1e20;
    private static final double CONVERGED = 1e-14;

    private final double[] best = new double[PARAMETERS];
    private final double[] trial = new double[PARAMETERS];
    private final double[][] normal = new double[PARAMETERS][PARAMETERS];
    private final double[][] damped = new double[PARAMETERS][PARAMETERS];
    private final double[] gradient = new double[PARAMETERS];
    private final double[] step = new double[PARAMETERS];

    /** The parameters a, b, c of the best fit; overwritten by the next. */
    double[] fit(DailyFlux points) {
        start(points);
        double loss = loss(points, best);
        double damping = loss < Double.MAX_VALUE ? FIRST_DAMPING : LARGEST_DAMPING;
        for (int steps = 0; steps < MAX_STEPS && damping < LARGEST_DAMPING; steps++) {
            linearise(points);
            double lower = loss;
            while (lower >= loss && damping < LARGEST_DAMPING) {
                solve(damping);
                for (int i = 0; i < PARAMETERS; i++) {
                    trial[i] = best[i] + step[i];
                }
                lower = loss(points, trial);
                // NaN and infinity are not lower either.
                lower = lower < loss ? lower : loss;
                damping *= lower < loss ? 0.2 : 5;
            }
            if (lower >= loss) {
                break;
            }
            System.arraycopy(trial, 0, best, 0, PARAMETERS);
            boolean converged = loss - lower <= CONVERGED * loss;
            loss = lower;
            if (converged) {
                break;
            }
        }
        return best;
    }

    private void start(DailyFlux points) {
        int highest = 0;
        int lowest = 0;
        for (int i = 1; i < points.size(); i++) {
            highest = points.flux(i) > points.flux(highest) ? i : highest;
            lowest = points.flux(i) < points.flux(lowest) ? i : lowest;
        }
        double first = Math.abs(points.flux(0));
        double a =
                highest == 0 || highest == lowest ? 1 : (highest - lowest) / (points.day(highest) - points.day(lowest));
        double c = points.flux(highest);
        best[0] = a;
        best[1] = first == 0 || c == first ? 1 : Math.log(c / first - 1) / a;
        best[2] = c;
    }

    /** The model. */
    static double model(double[] parameters, double t) {
        return parameters[2] / (1 + Math.exp(-parameters[0] * (t - parameters[1])));
    }

    /** Sum of the squared residuals. */
    static double loss(DailyFlux points, double[] parameters) {
        double sum = 0;
        for (int i = 0; i < points.size(); i++) {
            double residual = points.flux(i) - model(parameters, points.day(i));
            sum += residual * residual;
        }
        return sum;
    }

    private void linearise(DailyFlux points) {
        for (int i = 0; i < PARAMETERS; i++) {
            gradient[i] = 0;
            Arrays.fill(normal[i], 0);
        }
        double[] derivative = new double[PARAMETERS];
        for (int point = 0; point < points.size(); point++) {
            double t = points.day(point);
            double share = 1 / (1 + Math.exp(-best[0] * (t - best[1])));
            double slope = best[2] * share * (1 - share);
            derivative[0] = slope * (t - best[1]);
            derivative[1] = -slope * best[0];
            derivative[2] = share;
            double residual = points.flux(point) - best[2] * share;
            for (int i = 0; i < PARAMETERS; i++) {
                gradient[i] += derivative[i] * residual;
                for (int j = 0; j < PARAMETERS; j++) {
                    normal[i][j] += derivative[i] * derivative[j];
                }
            }
        }
    }

    /** Solves (N + damping diag N) step = gradient by elimination; a step of zero where a direction has no effect. */
    private void solve(double damping) {
        for (int i = 0; i < PARAMETERS; i++) {
            System.arraycopy(normal[i], 0, damped[i], 0, PARAMETERS);
            damped[i][i] += damping * normal[i][i] + Double.MIN_NORMAL;
            step[i] = gradient[i];
        }
        for (int i = 0; i < PARAMETERS; i++) {
            for (int row = i + 1; row < PARAMETERS; row++) {
                double factor = damped[row][i] / damped[i][i];
                for (int column = i; column < PARAMETERS; column++) {
                    damped[row][column] -= factor * damped[i][column];
                }
                step[row] -= factor * step[i];
            }
        }
        for (int i = PARAMETERS - 1; i >= 0; i--) {
            for (int column = i + 1; column < PARAMETERS; column++) {
                step[i] -= damped[i][column] * step[column];
            }
            step[i] /= damped[i][i];
        }
    }
}
