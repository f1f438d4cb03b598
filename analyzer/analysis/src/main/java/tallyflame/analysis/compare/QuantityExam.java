package tallyflame.analysis.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.analysis.functions.FunctionTable;
import tallyflame.flamegraphs.FunctionTotals;
import tallyflame.flamegraphs.Profile;
import tallyflame.recordings.ReadOptions;
import tallyflame.runs.Interval;
import tallyflame.runs.Pass;
import tallyflame.runs.RunDirectory;
import tallyflame.runs.RunDocument.PassResult;
import tallyflame.runs.RunJson;
import tallyflame.runs.Truth;

/** What samples say about allocation, locks and the wall clock of a program of which that is exactly known. */
public final class QuantityExam {
    private static final String PROFILER = "async-profiler";
    private static final String JDK = "JDK";

    /**
     * The marks of one instrument for one quantity, all rounds together.
     *
     * @param samples in the phases
     * @param truth the sum over the phases, in {@link SampledQuantity#unit}
     * @param bias what was sampled divided by the truth, with its interval over the rounds; 1 is without bias
     * @param worstError the largest error of a phase's share of the sum
     * @param phases shares of the phases: the truth, and what was sampled
     */
    public record Score(
            SampledQuantity quantity,
            String program,
            String instrument,
            int rounds,
            long samples,
            double truth,
            Interval bias,
            double worstError,
            List<Exam.Phase> phases) {
        public Score {
            phases = List.copyOf(phases);
        }

        /** The answer in one line: whether totals and shares of this quantity can be trusted, and how far they are off. */
        public String verdict() {
            return String.format(
                    Locale.ROOT,
                    "%s by %s: %s; shares within %.1f points",
                    quantity.label(),
                    instrument,
                    samples == 0
                            ? "sees nothing of it"
                            : String.format(
                                    Locale.ROOT,
                                    "totals are %.2f times the truth (%.2f to %.2f)",
                                    bias.value(),
                                    bias.low(),
                                    bias.high()),
                    100 * worstError);
        }
    }

    private record Round(Map<String, Double> truth, Map<String, Double> sampled, long samples) {
        double bias() {
            return sum(sampled) / sum(truth);
        }
    }

    private QuantityExam() {}

    private static double sum(Map<String, Double> weights) {
        return weights.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /**
     * Marks async-profiler's events and those of the JDK beside them in the same JVMs.
     *
     * @param run the program's, recorded under the event of the quantity
     * @throws IOException if something cannot be read
     */
    public static List<Score> of(Path run, SampledQuantity quantity) throws IOException {
        RunDirectory directory = RunDirectory.open(run);
        List<Score> scores = new ArrayList<>();
        for (String recording : List.of(RunDirectory.ASYNC_RECORDING, RunDirectory.FLIGHT_RECORDING)) {
            List<String> kinds = quantity.kinds(recording);
            List<Round> rounds = new ArrayList<>();
            for (PassResult fork : kinds.isEmpty() ? List.<PassResult>of() : directory.results(Pass.SAMPLE)) {
                rounds.add(round(directory.root().resolve(fork.directory()), recording, kinds, quantity));
            }
            if (!rounds.isEmpty()) {
                scores.add(score(quantity, recording.equals(RunDirectory.ASYNC_RECORDING) ? PROFILER : JDK, rounds));
            }
        }
        return scores;
    }

    private static Round round(Path pass, String recording, List<String> kinds, SampledQuantity quantity)
            throws IOException {
        Truth truth = RunJson.read(pass.resolve(Truth.FILE), Truth.class);
        Map<String, Double> known = new TreeMap<>();
        truth.phases().forEach(phase -> known.put(phase.function(), (double) quantity.of(phase)));
        Map<String, Double> sampled = new TreeMap<>();
        long samples = 0;
        for (Profile profile : profiles(pass.resolve(recording), kinds)) {
            Map<String, FunctionTotals.Function> functions = new HashMap<>();
            FunctionTable.of(profile).functions().forEach(function -> functions.put(function.name(), function));
            for (String function : known.keySet()) {
                FunctionTotals.Function found = functions.get(function);
                sampled.merge(function, found == null ? 0.0 : (double) found.total(), Double::sum);
                samples += found == null ? 0 : found.samples();
            }
        }
        known.keySet().forEach(function -> sampled.putIfAbsent(function, 0.0));
        return new Round(known, sampled, samples);
    }

    /** Those of the kinds that there are: where nothing waited long enough, a recording has no such event at all. */
    private static List<Profile> profiles(Path recording, List<String> kinds) throws IOException {
        if (!Files.exists(recording)) {
            return List.of();
        }
        return Evidence.open(recording).anySamples(ReadOptions.defaults().withEverything()).stream()
                .filter(profile -> kinds.contains(profile.event()))
                .toList();
    }

    private static Score score(SampledQuantity quantity, String instrument, List<Round> rounds) {
        List<Exam.Phase> phases = new ArrayList<>();
        for (String function : rounds.get(0).truth().keySet()) {
            Interval share = notNegative(Interval.ofMean(rounds.stream()
                    .mapToDouble(round -> share(round.sampled(), function))
                    .toArray()));
            double truth = rounds.stream()
                    .mapToDouble(round -> share(round.truth(), function))
                    .average()
                    .orElseThrow();
            phases.add(new Exam.Phase(function, truth, share));
        }
        return new Score(
                quantity,
                quantity.program(),
                instrument,
                rounds.size(),
                rounds.stream().mapToLong(Round::samples).sum(),
                rounds.stream().mapToDouble(round -> sum(round.truth())).sum(),
                notNegative(
                        Interval.ofMean(rounds.stream().mapToDouble(Round::bias).toArray())),
                phases.stream().mapToDouble(Exam.Phase::error).max().orElse(1),
                phases);
    }

    private static Interval notNegative(Interval interval) {
        return new Interval(interval.value(), Math.max(0, interval.low()), interval.high());
    }

    private static double share(Map<String, Double> weights, String function) {
        double whole = sum(weights);
        return whole == 0 ? 0 : weights.get(function) / whole;
    }
}
