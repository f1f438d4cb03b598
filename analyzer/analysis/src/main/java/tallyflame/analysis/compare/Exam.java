package tallyflame.analysis.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.analysis.evidence.Fork;
import tallyflame.analysis.statistics.ShareEstimate;
import tallyflame.analysis.statistics.Wilson;
import tallyflame.counts.code.MethodId;
import tallyflame.runs.Interval;
import tallyflame.runs.Pass;
import tallyflame.runs.RunDirectory;
import tallyflame.runs.RunDocument.PassResult;
import tallyflame.runs.RunJson;
import tallyflame.runs.Truth;

/**
 * What an instrument says about a program whose true times are known. A sampler of CPU time is compared with the CPU
 * clock of the very JVM that it sampled, which has its overhead in all parts alike. A trace changes the proportions that it
 * measures, so it is compared with the time that the same units of work take in JVMs without any instrument.
 */
public final class Exam {
    /** Shares of async-profiler are to be that near the truth. */
    public static final double NEAR_ENOUGH = 0.02;
    /** So many of its 95 % intervals are to hold the truth. */
    public static final double COVERED = 0.93;

    private Exam() {}

    /**
     * A phase by one instrument, all rounds together.
     *
     * @param truth its share of the time of all phases
     * @param measured what the instrument says, with its interval
     */
    public record Phase(String function, double truth, Interval measured) {
        /** How far off, as a share. */
        public double error() {
            return Math.abs(measured.value() - truth);
        }
    }

    /**
     * The marks of an instrument for one workload.
     *
     * @param clock {@code cpu} for samplers of CPU time, {@code wall} for the trace
     * @param samples in the phases, 0 of the trace
     * @param lost samples that were truncated, failed or lost
     * @param meanError mean absolute error of the phases' shares
     * @param worstError the largest of them
     * @param intervals how many intervals were compared with the truth: those of every phase in every fork, and over all rounds
     * @param covered how many of them hold it
     * @param forks how often it was asked for the hottest phase
     * @param topRight how often it named the right one
     * @param phases the phases over all rounds
     */
    public record Score(
            String workload,
            String instrument,
            String clock,
            long samples,
            long lost,
            double meanError,
            double worstError,
            int intervals,
            int covered,
            int forks,
            int topRight,
            List<Phase> phases) {
        public Score {
            phases = List.copyOf(phases);
        }
    }

    /** One fork: weights by function as measured, and as they were. */
    record ExamFork(Map<MethodId, Double> measured, Map<MethodId, Double> truth, long lost) {
        double measuredTotal() {
            return sum(measured);
        }

        double truthTotal() {
            return sum(truth);
        }

        private static double sum(Map<MethodId, Double> weights) {
            return weights.values().stream().mapToDouble(Double::doubleValue).sum();
        }
    }

    /**
     * Marks every instrument of a run of one workload.
     *
     * @throws IOException if something cannot be read
     */
    public static List<Score> of(Path run, String workload) throws IOException {
        Evidence evidence = Evidence.open(run);
        RunDirectory directory = evidence.runs().get(0);
        Map<MethodId, Double> undisturbed = undisturbed(directory);
        List<Score> scores = new ArrayList<>();
        for (Pass pass : directory.document().plan().passes()) {
            if (pass == Pass.BASELINE) {
                continue;
            }
            List<ExamFork> forks = new ArrayList<>();
            for (Fork fork : evidence.forks(pass)) {
                Truth truth = truth(directory, fork.result().orElseThrow());
                RoundProfile profile = Measured.profile(
                        fork, truth.phases().stream().map(Exam::function).toList());
                forks.add(fork(
                        truth,
                        profile,
                        pass == Pass.TRACE
                                ? phase -> phase.units() * undisturbed.getOrDefault(function(phase), 0.0)
                                : Truth.Phase::cpuNanos));
            }
            scores.add(score(workload, pass, forks));
        }
        return scores;
    }

    private static MethodId function(Truth.Phase phase) {
        return MethodId.parse(phase.function());
    }

    private static Truth truth(RunDirectory directory, PassResult fork) throws IOException {
        return RunJson.read(directory.root().resolve(fork.directory()).resolve(Truth.FILE), Truth.class);
    }

    /** Wall-clock time of a unit of work without any instrument, by function. */
    private static Map<MethodId, Double> undisturbed(RunDirectory directory) throws IOException {
        Map<MethodId, long[]> sums = new TreeMap<>();
        for (PassResult fork : directory.results(Pass.BASELINE)) {
            for (Truth.Phase phase : truth(directory, fork).phases()) {
                long[] sum = sums.computeIfAbsent(function(phase), name -> new long[2]);
                sum[0] += phase.wallNanos();
                sum[1] += phase.units();
            }
        }
        Map<MethodId, Double> result = new TreeMap<>();
        sums.forEach((function, sum) -> result.put(function, (double) sum[0] / sum[1]));
        return result;
    }

    private static ExamFork fork(Truth truth, RoundProfile profile, ToDoubleFunction<Truth.Phase> clock) {
        Map<MethodId, Double> measured = new TreeMap<>();
        Map<MethodId, Double> known = new TreeMap<>();
        for (Truth.Phase phase : truth.phases()) {
            measured.put(function(phase), profile.totals.getOrDefault(function(phase), 0.0));
            known.put(function(phase), clock.applyAsDouble(phase));
        }
        return new ExamFork(
                measured, known, profile.ledger.truncated() + profile.ledger.failed() + profile.ledger.lost());
    }

    /** Marks one instrument; one that saw nothing at all is as far off as what it did not see is large. */
    static Score score(String workload, Pass pass, List<ExamFork> all) {
        boolean sampled = pass != Pass.TRACE;
        List<ExamFork> forks =
                all.stream().filter(fork -> fork.measuredTotal() > 0).toList();
        List<ExamFork> asked = forks.isEmpty() ? all : forks;
        List<Phase> phases = new ArrayList<>();
        int intervals = 0;
        int covered = 0;
        for (MethodId function : all.get(0).truth().keySet()) {
            Phase phase = new Phase(function.toString(), truth(asked, function), estimate(forks, function, sampled));
            phases.add(phase);
            intervals++;
            covered += holds(phase.measured(), phase.truth());
            for (ExamFork fork : sampled ? forks : List.<ExamFork>of()) {
                intervals++;
                covered += holds(
                        Wilson.share(Math.round(fork.measured().get(function)), Math.round(fork.measuredTotal())),
                        fork.truth().get(function) / fork.truthTotal());
            }
        }
        return new Score(
                workload,
                pass.label(),
                sampled ? "cpu" : "wall",
                sampled
                        ? Math.round(forks.stream()
                                .mapToDouble(ExamFork::measuredTotal)
                                .sum())
                        : 0,
                all.stream().mapToLong(ExamFork::lost).sum(),
                phases.stream().mapToDouble(Phase::error).average().orElse(1),
                phases.stream().mapToDouble(Phase::error).max().orElse(1),
                intervals,
                covered,
                all.size(),
                (int) forks.stream()
                        .filter(fork -> hottest(fork.measured()).equals(hottest(fork.truth())))
                        .count(),
                phases);
    }

    private static int holds(Interval interval, double truth) {
        return interval.low() <= truth && truth <= interval.high() ? 1 : 0;
    }

    private static double truth(List<ExamFork> forks, MethodId function) {
        double part =
                forks.stream().mapToDouble(fork -> fork.truth().get(function)).sum();
        double whole = forks.stream().mapToDouble(ExamFork::truthTotal).sum();
        return whole == 0 ? 0 : part / whole;
    }

    private static Interval estimate(List<ExamFork> forks, MethodId function, boolean sampled) {
        if (forks.isEmpty()) {
            return new Interval(0, 0, 1);
        }
        if (!sampled) {
            return ShareEstimate.measured(forks.stream()
                            .mapToDouble(fork -> fork.measured().get(function) / fork.measuredTotal())
                            .toArray())
                    .interval();
        }
        return ShareEstimate.sampled(
                        forks.stream()
                                .mapToLong(fork -> Math.round(fork.measured().get(function)))
                                .toArray(),
                        forks.stream()
                                .mapToLong(fork -> Math.round(fork.measuredTotal()))
                                .toArray())
                .interval();
    }

    private static Optional<MethodId> hottest(Map<MethodId, Double> weights) {
        return weights.entrySet().stream()
                .max(Map.Entry.<MethodId, Double>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .map(Map.Entry::getKey);
    }
}
