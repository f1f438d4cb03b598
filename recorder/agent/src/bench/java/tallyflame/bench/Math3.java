package tallyflame.bench;

import org.apache.commons.math3.complex.Complex;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.apache.commons.math3.ode.FirstOrderDifferentialEquations;
import org.apache.commons.math3.ode.nonstiff.DormandPrince853Integrator;
import org.apache.commons.math3.random.MersenneTwister;
import org.apache.commons.math3.special.Erf;
import org.apache.commons.math3.special.Gamma;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.apache.commons.math3.transform.DftNormalization;
import org.apache.commons.math3.transform.FastFourierTransformer;
import org.apache.commons.math3.transform.TransformType;
import org.apache.commons.math3.util.FastMath;

/** Linear algebra, an integrator, transforms, random numbers, special functions and statistics of commons-math 3. */
final class Math3 implements Workload {

    @Override
    public long run() {
        MersenneTwister random = new MersenneTwister(42);
        double sum = linear(random) + integrate() + transform(random) + special(random) + statistics(random);
        return Double.doubleToLongBits(sum);
    }

    private static double linear(MersenneTwister random) {
        double sum = 0;
        for (int round = 0; round < 8; round++) {
            double[][] data = new double[60][60];
            for (double[] row : data) {
                for (int i = 0; i < row.length; i++) {
                    row[i] = random.nextDouble();
                }
            }
            Array2DRowRealMatrix matrix = new Array2DRowRealMatrix(data, false);
            sum += new EigenDecomposition(matrix.multiply(matrix.transpose())).getRealEigenvalue(0);
            sum += new SingularValueDecomposition(matrix).getNorm();
            sum += new LUDecomposition(matrix).getDeterminant();
        }
        return sum;
    }

    private static double integrate() {
        DormandPrince853Integrator integrator = new DormandPrince853Integrator(1e-8, 10, 1e-10, 1e-10);
        double[] state = {1, 0, 0, 1};
        integrator.integrate(new Oscillators(), 0, state, 800, state);
        return state[0] + state[3];
    }

    private static double transform(MersenneTwister random) {
        double[] signal = new double[4096];
        for (int i = 0; i < signal.length; i++) {
            signal[i] = random.nextGaussian();
        }
        FastFourierTransformer fourier = new FastFourierTransformer(DftNormalization.STANDARD);
        Complex[] spectrum = fourier.transform(signal, TransformType.FORWARD);
        for (int i = 0; i < 16; i++) {
            spectrum = fourier.transform(spectrum, TransformType.INVERSE);
            spectrum = fourier.transform(spectrum, TransformType.FORWARD);
        }
        return spectrum[17].abs();
    }

    private static double special(MersenneTwister random) {
        double sum = 0;
        NormalDistribution normal = new NormalDistribution(random, 0, 1);
        for (int i = 0; i < 18_000; i++) {
            double x = random.nextDouble() * 5;
            sum += Gamma.logGamma(x + 1) + Erf.erf(x) + normal.cumulativeProbability(x) + FastMath.sin(x);
        }
        return sum;
    }

    private static double statistics(MersenneTwister random) {
        DescriptiveStatistics statistics = new DescriptiveStatistics();
        for (int i = 0; i < 60_000; i++) {
            statistics.addValue(random.nextGaussian());
        }
        return statistics.getPercentile(90) + statistics.getKurtosis() + statistics.getStandardDeviation();
    }

    private record Oscillators() implements FirstOrderDifferentialEquations {
        @Override
        public int getDimension() {
            return 4;
        }

        @Override
        public void computeDerivatives(double t, double[] y, double[] derivative) {
            derivative[0] = y[1];
            derivative[1] = -y[0];
            derivative[2] = y[3];
            derivative[3] = -4 * y[2];
        }
    }
}
