package tallyflame.analysis.diff;

import java.nio.file.Path;
import tallyflame.analysis.statistics.MeanDifference;

/**
 * The JSON document of {@code diff --calibrate}; component names are its keys.
 *
 * @param schema version of the document
 * @param throughput relative standard deviation between forks
 * @param functions the same of a function's time, over and above the number of samples
 * @param forks how many executions were compared
 * @param invisibleWithOneRun changes of throughput under this share cannot be seen with one run of each version
 * @param file where it is remembered
 */
public record CalibrationDocument(
        int schema, double throughput, double functions, int forks, double invisibleWithOneRun, String file) {
    /** The document of a calibration. */
    public static CalibrationDocument of(Noise noise, Path file) {
        return new CalibrationDocument(
                1, noise.throughput(), noise.functions(), noise.forks(), invisible(noise, 1), file.toString());
    }

    /** Changes of throughput under this share cannot be seen with so many runs of each version. */
    public static double invisible(Noise noise, int runs) {
        double freedom = runs < Estimator.FORKS ? noise.freedom() : 2.0 * (runs - 1);
        return Math.exp(MeanDifference.quantile(freedom) * noise.throughput() * Math.sqrt(2.0 / runs)) - 1;
    }
}
