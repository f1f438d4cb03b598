package tallyflame.analysis.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tallyflame.analysis.compare.Exam.Score;
import tallyflame.flamegraphs.Quantity;

/**
 * The examination of all instruments on all workloads; the JSON document of {@code compare --self-test}.
 *
 * @param schema version of the document
 * @param directory where the runs are
 * @param rounds forks of each instrument and workload
 * @param passed whether async-profiler is as near the truth and its intervals hold it as often as they should
 * @param instruments marks over all workloads
 * @param scores marks by workload
 * @param quantities marks for allocation, waits for locks and the wall clock
 * @param verdict one line for each instrument
 */
public record ExamResult(
        int schema,
        String directory,
        int rounds,
        boolean passed,
        List<Total> instruments,
        List<Score> scores,
        List<QuantityExam.Score> quantities,
        List<String> verdict) {
    /**
     * Marks of an instrument over all workloads.
     *
     * @param meanError mean absolute error of the shares of all phases
     * @param worstError the largest
     * @param coverage share of the intervals that hold the truth
     * @param intervals how many there are
     * @param topRight share of the forks in which the hottest phase was right
     */
    public record Total(
            String instrument,
            long samples,
            double meanError,
            double worstError,
            double coverage,
            int intervals,
            double topRight) {}

    public ExamResult {
        instruments = List.copyOf(instruments);
        scores = List.copyOf(scores);
        quantities = List.copyOf(quantities);
        verdict = List.copyOf(verdict);
    }

    /** The marks together. */
    public static ExamResult of(String directory, int rounds, List<Score> scores, List<QuantityExam.Score> quantities) {
        Map<String, List<Score>> byInstrument =
                scores.stream().collect(Collectors.groupingBy(Score::instrument, TreeMap::new, Collectors.toList()));
        List<Total> totals = new ArrayList<>();
        List<String> verdict = new ArrayList<>();
        boolean passed = false;
        for (Map.Entry<String, List<Score>> entry : byInstrument.entrySet()) {
            Total total = total(entry.getKey(), entry.getValue());
            totals.add(total);
            verdict.add(verdict(total, entry.getValue()));
            if (entry.getKey().equals(Measured.SAMPLE)) {
                passed = isGood(total);
            }
        }
        quantities.forEach(score -> verdict.add(score.verdict()));
        return new ExamResult(1, directory, rounds, passed, totals, scores, quantities, verdict);
    }

    private static Total total(String instrument, List<Score> scores) {
        int intervals = scores.stream().mapToInt(Score::intervals).sum();
        int forks = scores.stream().mapToInt(Score::forks).sum();
        return new Total(
                instrument,
                scores.stream().mapToLong(Score::samples).sum(),
                scores.stream()
                        .flatMap(score -> score.phases().stream())
                        .mapToDouble(Exam.Phase::error)
                        .average()
                        .orElse(1),
                scores.stream().mapToDouble(Score::worstError).max().orElse(1),
                (double) scores.stream().mapToInt(Score::covered).sum() / intervals,
                intervals,
                (double) scores.stream().mapToInt(Score::topRight).sum() / forks);
    }

    private static boolean isGood(Total total) {
        return total.worstError() <= Exam.NEAR_ENOUGH && total.coverage() >= Exam.COVERED;
    }

    private static String verdict(Total total, List<Score> scores) {
        String marks = String.format(
                Locale.ROOT,
                "%s: within %s points of the truth (mean %s), %s of %d intervals hold it, hottest phase right in"
                        + " %s of the forks",
                total.instrument(),
                Quantity.distance(total.worstError()),
                Quantity.distance(total.meanError()),
                Quantity.percent(total.coverage()),
                total.intervals(),
                Quantity.percent(total.topRight()));
        if (isGood(total)) {
            return marks;
        }
        Score worst = scores.stream()
                .max(Comparator.comparingDouble(Score::worstError))
                .orElseThrow();
        Exam.Phase phase = worst.phases().stream()
                .max(Comparator.comparingDouble(Exam.Phase::error))
                .orElseThrow();
        return marks
                + String.format(
                        Locale.ROOT,
                        "; furthest off in %s: %s has %s of the %s time, not %s; %s",
                        worst.workload(),
                        phase.function().substring(phase.function().lastIndexOf('.') + 1),
                        Quantity.percent(phase.truth()),
                        worst.clock().equals("cpu") ? "CPU" : "wall-clock",
                        Quantity.percent(phase.measured().value()),
                        reason(worst, phase));
    }

    private static String reason(Score score, Exam.Phase phase) {
        if (score.instrument().equals(Measured.TRACE)) {
            return phase.measured().value() > phase.truth()
                    ? "its probes count as its own time"
                    : "the probes of others count as theirs";
        }
        if (score.samples() < 1000) {
            return "only " + score.samples()
                    + " samples; more rounds or a longer --measure would tell chance from bias";
        }
        if (score.lost() * 50 > score.samples()) {
            return score.lost() + " samples were truncated, failed or lost beside " + score.samples() + " good ones";
        }
        if (phase.measured().low() <= phase.truth()
                && phase.truth() <= phase.measured().high()) {
            return "its interval holds the truth, so it is chance";
        }
        return score.instrument().equals(Measured.JFR)
                ? "the sampler takes only threads in Java code with a stack that it can walk"
                : "neither chance nor lost samples account for it";
    }
}
