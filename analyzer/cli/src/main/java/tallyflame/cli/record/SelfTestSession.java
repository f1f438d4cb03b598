package tallyflame.cli.record;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tallyflame.analysis.compare.Exam;
import tallyflame.analysis.compare.ExamResult;
import tallyflame.analysis.compare.QuantityExam;
import tallyflame.analysis.compare.SampledQuantity;
import tallyflame.analysis.table.Answer;
import tallyflame.analysis.table.Table;
import tallyflame.cli.options.Failures;
import tallyflame.cli.options.TableOptions;
import tallyflame.flamegraphs.Quantity;
import tallyflame.runner.groundtruth.GroundTruth;
import tallyflame.runner.instruments.Java;
import tallyflame.runner.launch.RunPlan;
import tallyflame.runner.launch.Sampling;
import tallyflame.runner.record.ChildJvms;
import tallyflame.runner.record.CommandRecorder;
import tallyflame.runner.record.RecordPlan;
import tallyflame.runs.EnvironmentException;
import tallyflame.runs.Pass;

/**
 * Examines the instruments on programs whose times are known.
 *
 * @param programs names of the programs
 * @param rounds forks of each instrument and program
 * @param seconds how long a program runs
 * @param folder gets a run directory for each program
 */
record SelfTestSession(List<String> programs, int rounds, Duration seconds, Path folder) {
    /** Runs the examination and prints the marks; "no" if async-profiler does not pass. */
    int run(TableOptions common) throws IOException, EnvironmentException, InterruptedException {
        ExamResult result = ExamResult.of(folder.toString(), rounds, scores(), quantities());
        common.print(answer(result));
        return result.passed() ? Failures.DONE : Failures.ANSWER_IS_NO;
    }

    /** Runs all programs under all instruments and marks these. */
    List<Exam.Score> scores() throws IOException, EnvironmentException, InterruptedException {
        List<Exam.Score> scores = new ArrayList<>();
        for (String program : programs) {
            scores.addAll(examine(program));
        }
        return scores;
    }

    /** Runs a program of every other quantity than CPU time under the events of it and marks these. */
    List<QuantityExam.Score> quantities() throws IOException, EnvironmentException, InterruptedException {
        List<QuantityExam.Score> scores = new ArrayList<>();
        for (SampledQuantity quantity : SampledQuantity.values()) {
            Path run = folder.resolve("quantity-" + quantity.event());
            // Between two samples of the wall clock; allocation and locks have intervals of their own unit.
            Duration interval = quantity == SampledQuantity.WALL_CLOCK ? RunPlan.DEFAULT_INTERVAL : Duration.ZERO;
            record(quantity.program(), quantity.event(), interval, List.of(Pass.SAMPLE), run);
            scores.addAll(QuantityExam.of(run, quantity));
        }
        return scores;
    }

    private List<Exam.Score> examine(String workload) throws IOException, EnvironmentException, InterruptedException {
        Path run = folder.resolve(workload);
        List<Pass> passes = CompareCommand.passes(Runtime.version().feature()).stream()
                .filter(pass -> pass != Pass.COUNT)
                .toList();
        record(workload, Sampling.CPU, RunPlan.DEFAULT_INTERVAL, passes, run);
        return Exam.of(run, workload);
    }

    private void record(String workload, String event, Duration interval, List<Pass> passes, Path run)
            throws IOException, EnvironmentException, InterruptedException {
        RecordPlan plan = new RecordPlan(
                event, interval, passes, List.of(), false, GroundTruth.classes(), rounds, true, ChildJvms.NONE, run);
        List<String> command = List.of(
                Java.launcher().toString(),
                "-cp",
                System.getProperty("java.class.path"),
                GroundTruth.class.getName(),
                workload,
                String.valueOf(seconds.toMillis() / 1e3));
        new CommandRecorder(Sampling.HERE, OutputStream.nullOutputStream()).record(plan, command);
    }

    private static Answer answer(ExamResult result) {
        Table<Exam.Score> table = Table.of(result.scores())
                .text("program", Exam.Score::workload)
                .text("instrument", Exam.Score::instrument)
                .text("clock", Exam.Score::clock)
                .count("samples", score -> score.samples() == 0 ? null : score.samples())
                .figure("mean error", score -> points(score.meanError()))
                .figure("worst error", score -> points(score.worstError()))
                .figure("intervals that hold", score -> score.covered() + " of " + score.intervals())
                .figure("hottest right", score -> score.topRight() + " of " + score.forks())
                .note("errors in percentage points of the share, over all rounds");
        Table<QuantityExam.Score> quantities = Table.of(result.quantities())
                .text("quantity", score -> score.quantity().label())
                .text("program", QuantityExam.Score::program)
                .text("instrument", QuantityExam.Score::instrument)
                .count("samples", QuantityExam.Score::samples)
                .figure(
                        "truth",
                        score -> Quantity.of(
                                Math.round(score.truth()), score.quantity().unit()))
                .ratios("sampled / truth", QuantityExam.Score::bias)
                .figure("worst error", score -> points(score.worstError()));
        return new Answer("The instruments on programs whose times are known", () -> result)
                .table(table)
                .table(quantities)
                .list("verdict", result.verdict())
                .lines("files: " + result.directory());
    }

    private static String points(double share) {
        return String.format(Locale.ROOT, "%.2f", 100 * share);
    }
}
