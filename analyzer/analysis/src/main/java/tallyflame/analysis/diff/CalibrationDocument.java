package tallyflame.analysis.diff;

import java.nio.file.Path;
import java.util.List;
import tallyflame.analysis.statistics.MeanDifference;
import tallyflame.analysis.table.Answer;
import tallyflame.analysis.table.Table;
import tallyflame.flamegraphs.Quantity;

/**
 * The JSON document of {@code diff --calibrate}; component names are its keys.
 *
 * @param schema version of the document
 * @param throughput relative standard deviation between forks
 * @param functions the same of a function's time, over and above the number of samples
 * @param waiting the same of the time that an alert waits, relative to all that it takes
 * @param othersCores processors that other programs kept busy meanwhile; the noise is that of this load
 * @param forks how many executions were compared
 * @param invisibleWithOneRun changes of throughput under this share cannot be seen with one run of each version
 * @param file where it is remembered
 */
public record CalibrationDocument(
        int schema,
        double throughput,
        Double functions,
        double waiting,
        Double othersCores,
        int forks,
        double invisibleWithOneRun,
        String file) {
    /** The document of a calibration. */
    public static CalibrationDocument of(Noise noise, Path file) {
        return new CalibrationDocument(
                1,
                noise.throughput(),
                noise.functions(),
                noise.waiting(),
                noise.othersCores(),
                noise.forks(),
                invisible(noise, 1),
                file.toString());
    }

    /** The document, and the same in words. */
    public static Answer answer(Noise noise, Path file) {
        CalibrationDocument document = of(noise, file);
        Table<CalibrationDocument> data = Table.of(List.of(document))
                .data("throughput", CalibrationDocument::throughput)
                .data("functions", CalibrationDocument::functions)
                .data("waiting", CalibrationDocument::waiting)
                .data("others_cores", CalibrationDocument::othersCores)
                .data("forks", CalibrationDocument::forks)
                .data("invisible_with_one_run", CalibrationDocument::invisibleWithOneRun);
        return new Answer("Noise of this machine", () -> document)
                .csv(() -> data)
                .lines(
                        noise.forks() + " executions of the same thing differ by "
                                + Quantity.percent(noise.throughput()) + " in throughput and "
                                + (noise.functions() == null
                                        ? "were not sampled often enough to tell it of functions."
                                        : Quantity.percent(noise.functions()) + " in a function's time."),
                        "With one run a side a change of throughput under " + Quantity.percent(invisible(noise, 1))
                                + " is invisible here, with five under " + Quantity.percent(invisible(noise, 5)) + ".",
                        "Remembered in " + file);
    }

    /** Changes of throughput under this share cannot be seen with so many runs of each version. */
    public static double invisible(Noise noise, int runs) {
        double freedom = noise.freedom() + 2.0 * (runs - 1);
        return Math.exp(MeanDifference.quantile(freedom) * noise.throughput() * Math.sqrt(2.0 / runs)) - 1;
    }
}
