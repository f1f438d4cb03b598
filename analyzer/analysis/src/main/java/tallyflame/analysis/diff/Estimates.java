package tallyflame.analysis.diff;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import tallyflame.analysis.diff.change.Suspect;
import tallyflame.analysis.diff.version.Cost;
import tallyflame.analysis.diff.version.Observation;
import tallyflame.analysis.statistics.FalseDiscovery;
import tallyflame.counts.code.CodeUnit;
import tallyflame.counts.code.LineId;
import tallyflame.counts.code.MethodId;
import tallyflame.runs.Interval;

/**
 * What functions and lines take in both versions, and which of the differences are discoveries. A loop is one line, under the number
 * of its first. Empty if a version was not sampled.
 */
final class Estimates {
    /** Of what is rarer than this in the samples of both versions together a difference cannot be told from noise. */
    private static final long FEWEST_SAMPLES = 20;

    private static final double LEAST_SHARE = 0.002;
    /** An order of functions and lines, so that the same files give the same sums to the last digit. */
    private static final Comparator<CodeUnit> UNITS = Comparator.comparing(CodeUnit::toString);

    private final Estimator estimator;
    private final Map<CodeUnit, Estimator.Estimate> estimates = new HashMap<>();
    private final Set<CodeUnit> significant = new HashSet<>();
    /** What is no discovery, but would be one at {@link FalseDiscovery#RATE}. */
    private final Set<CodeUnit> suspects = new TreeSet<>(UNITS);

    /** Why times decide nothing; empty if they do. */
    private final String undecided;

    /**
     * Estimates whatever is sampled.
     *
     * @param before of the first version, under the names and lines of the second
     * @param noise of these forks, {@link Noise#UNKNOWN} if it was not calibrated
     * @param apart why the loads of both versions are too different, empty if they are not
     */
    Estimates(List<Observation> before, List<Observation> after, Noise noise, String apart) {
        if (before.isEmpty() || after.isEmpty()) {
            estimator = null;
            undecided = "";
            return;
        }
        boolean few = Math.min(before.size(), after.size()) < Spread.FORKS && !noise.calibratedFunctions();
        undecided = few && apart.isEmpty()
                ? before.size() + " and " + after.size() + " sampled forks, three a side are needed"
                : apart;
        estimator = new Estimator(before, after, noise.calibratedFunctions() ? noise : Noise.UNKNOWN);
        Map<CodeUnit, Long> candidates = new TreeMap<>(UNITS);
        for (List<Observation> forks : List.of(before, after)) {
            for (Observation fork : forks) {
                fork.functions().forEach((unit, cost) -> candidates.merge(unit, cost.samples(), Long::sum));
                fork.lines().forEach((unit, cost) -> candidates.merge(unit, cost.samples(), Long::sum));
            }
        }
        List<CodeUnit> tested = candidates.keySet().stream()
                .filter(unit -> candidates.get(unit) >= least())
                .toList();
        estimator.learn(tested.stream().map(Estimates::cost).toList());
        candidates.keySet().forEach(unit -> estimates.put(unit, estimator.of(cost(unit))));
        if (undecided.isEmpty()) {
            discover(tested);
        }
    }

    private static Function<Observation, Cost> cost(CodeUnit unit) {
        return fork -> fork.cost(unit);
    }

    private void discover(List<CodeUnit> tested) {
        double[] adjusted = FalseDiscovery.adjusted(tested.stream()
                .mapToDouble(unit -> estimates.get(unit).difference().pValue())
                .toArray());
        for (int test = 0; test < adjusted.length; test++) {
            if (adjusted[test] <= Spread.RATE) {
                significant.add(tested.get(test));
            } else if (adjusted[test] <= FalseDiscovery.RATE) {
                suspects.add(tested.get(test));
            }
        }
    }

    /** How many samples of both versions a function must have to be tested. */
    private long least() {
        return Math.max(FEWEST_SAMPLES, (long) (LEAST_SHARE * estimator.samples()));
    }

    /** What a function or line takes, {@code null} if it has no samples. */
    Estimator.Estimate of(CodeUnit unit) {
        return estimates.get(unit);
    }

    /** The 95 % interval of a difference; {@code null} where there are no samples, or times decide nothing. */
    Interval interval(CodeUnit unit) {
        Estimator.Estimate estimate = estimates.get(unit);
        return estimate == null || !undecided.isEmpty()
                ? null
                : estimate.difference().difference();
    }

    /** Why times decide nothing; empty if they do, or there are none. */
    String undecided() {
        return undecided;
    }

    /** Whether the difference of a function or line is a discovery. */
    boolean significant(CodeUnit unit) {
        return significant.contains(unit);
    }

    /** What is perhaps different, the largest difference first; lines of loops under the first of the loop. */
    List<Suspect> suspects() {
        return suspects.stream()
                .map(unit -> new Suspect(
                        unit.toString(), estimates.get(unit).difference().difference()))
                .sorted(Comparator.comparingDouble(
                        suspect -> -Math.abs(suspect.difference().value())))
                .toList();
    }

    /** Whether both versions were sampled. */
    boolean sampled() {
        return estimator != null;
    }

    /** Whether both versions are normalised to the same number of alerts. */
    boolean perAlert() {
        return estimator != null && estimator.perAlert();
    }

    /** The sampled functions. */
    Set<MethodId> functions() {
        Set<MethodId> functions = new TreeSet<>();
        for (CodeUnit unit : estimates.keySet()) {
            if (unit instanceof MethodId function) {
                functions.add(function);
            }
        }
        return functions;
    }

    /** The lines whose difference is a discovery. */
    Set<LineId> significantLines() {
        Set<LineId> lines = new TreeSet<>();
        for (CodeUnit unit : significant) {
            if (unit instanceof LineId line) {
                lines.add(line);
            }
        }
        return lines;
    }

    /** A function must change by this share of all time to be seen, in the middle over the functions; NaN if none was tested. */
    double invisible() {
        if (!undecided.isEmpty()) {
            return Double.NaN;
        }
        double[] halves = estimates.entrySet().stream()
                .filter(entry -> entry.getKey() instanceof MethodId)
                .filter(entry -> entry.getValue().samples() >= least())
                .mapToDouble(entry -> {
                    Interval interval = entry.getValue().difference().difference();
                    return (interval.high() - interval.low()) / 2;
                })
                .toArray();
        return halves.length == 0 ? Double.NaN : new Median().evaluate(halves);
    }
}
