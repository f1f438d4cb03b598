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
import tallyflame.analysis.table.TextTable;
import tallyflame.cli.options.CommonOptions;
import tallyflame.cli.options.Failures;
import tallyflame.runner.groundtruth.GroundTruth;
import tallyflame.runner.instruments.Java;
import tallyflame.runner.launch.RunPlan;
import tallyflame.runner.launch.Sampling;
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
    int run(CommonOptions common) throws IOException, EnvironmentException, InterruptedException {
        ExamResult result = ExamResult.of(folder.toString(), rounds, scores());
        if (common.json()) {
            common.printJson(result);
        } else {
            common.out().print(text(result));
            common.out().flush();
        }
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

    private List<Exam.Score> examine(String workload) throws IOException, EnvironmentException, InterruptedException {
        Path run = folder.resolve(workload);
        List<Pass> passes = CompareCommand.passes(Runtime.version().feature()).stream()
                .filter(pass -> pass != Pass.COUNT)
                .toList();
        RecordPlan plan = new RecordPlan(
                Sampling.CPU, RunPlan.DEFAULT_INTERVAL, passes, List.of(), GroundTruth.classes(), rounds, run);
        List<String> command = List.of(
                Java.launcher().toString(),
                "-cp",
                System.getProperty("java.class.path"),
                GroundTruth.class.getName(),
                workload,
                String.valueOf(seconds.toMillis() / 1e3));
        new CommandRecorder(Sampling.HERE, OutputStream.nullOutputStream()).record(plan, command);
        return Exam.of(run, workload);
    }

    private static String text(ExamResult result) {
        TextTable table = new TextTable()
                .text("program")
                .text("instrument")
                .text("clock")
                .number("samples")
                .number("mean error")
                .number("worst error")
                .number("intervals that hold")
                .number("hottest right");
        for (Exam.Score score : result.scores()) {
            table.row(
                    score.workload(),
                    score.instrument(),
                    score.clock(),
                    score.samples() == 0 ? "" : score.samples(),
                    points(score.meanError()),
                    points(score.worstError()),
                    score.covered() + " of " + score.intervals(),
                    score.topRight() + " of " + score.forks());
        }
        StringBuilder out = new StringBuilder(table.render());
        out.append("errors in percentage points of the share, over all rounds\n\nverdict\n");
        result.verdict().forEach(line -> out.append("  ").append(line).append('\n'));
        out.append("\nfiles: ").append(result.directory()).append('\n');
        return out.toString();
    }

    private static String points(double share) {
        return String.format(Locale.ROOT, "%.2f", 100 * share);
    }
}
