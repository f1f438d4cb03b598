package tallyflame.bench;

import jnt.scimark2.FFT;
import jnt.scimark2.LU;
import jnt.scimark2.MonteCarlo;
import jnt.scimark2.Random;
import jnt.scimark2.SOR;
import jnt.scimark2.SparseCompRow;

/** SciMark 2.0's five kernels at their default sizes, a fixed number of times each instead of a fixed time. */
final class SciMark implements Workload {
    private static final int SEED = 101010;

    @Override
    public long run() {
        Random random = new Random(SEED);
        double sum = fft(random) + sor(random) + sparse(random) + lu(random);
        return Double.doubleToLongBits(sum + MonteCarlo.integrate(1_800_000));
    }

    private static double fft(Random random) {
        double[] x = new double[2 * 1024];
        random.nextDoubles(x);
        for (int i = 0; i < 600; i++) {
            FFT.transform(x);
            FFT.inverse(x);
        }
        return x[7];
    }

    private static double sor(Random random) {
        double[][] grid = matrix(100, 100, random);
        SOR.execute(1.25, grid, 1800);
        return grid[50][50];
    }

    private static double sparse(Random random) {
        int n = 1000;
        int perRow = 5;
        double[] x = new double[n];
        random.nextDoubles(x);
        double[] y = new double[n];
        double[] values = new double[n * perRow];
        random.nextDoubles(values);
        int[] column = new int[n * perRow];
        int[] row = new int[n + 1];
        for (int r = 0; r < n; r++) {
            row[r + 1] = row[r] + perRow;
            int step = Math.max(1, r / perRow);
            for (int i = 0; i < perRow; i++) {
                column[row[r] + i] = i * step;
            }
        }
        SparseCompRow.matmult(y, values, row, column, x, 4500);
        return y[n / 2];
    }

    private static double lu(Random random) {
        double[][] original = matrix(100, 100, random);
        double[][] copy = new double[100][100];
        int[] pivot = new int[100];
        for (int i = 0; i < 75; i++) {
            for (int r = 0; r < 100; r++) {
                System.arraycopy(original[r], 0, copy[r], 0, 100);
            }
            LU.factor(copy, pivot);
        }
        return copy[99][99];
    }

    private static double[][] matrix(int rows, int columns, Random random) {
        double[][] matrix = new double[rows][columns];
        for (double[] row : matrix) {
            random.nextDoubles(row);
        }
        return matrix;
    }
}
