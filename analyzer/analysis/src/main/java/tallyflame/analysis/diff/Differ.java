package tallyflame.analysis.diff;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import tallyflame.analysis.diff.match.Matching;
import tallyflame.analysis.diff.match.Renames;
import tallyflame.analysis.diff.version.Observation;
import tallyflame.analysis.diff.version.SourceLines;
import tallyflame.analysis.diff.version.Version;
import tallyflame.analysis.diff.version.VersionCounts;
import tallyflame.analysis.statistics.FalseDiscovery;
import tallyflame.counts.code.CodeUnit;
import tallyflame.counts.code.LineId;
import tallyflame.counts.code.MethodId;
import tallyflame.runs.Interval;

/** Compares two versions. Used once. */
public final class Differ {
    /** Of what is rarer than this in the samples of both versions together a difference cannot be told from noise. */
    private static final long FEWEST_SAMPLES = 20;

    private static final double LEAST_SHARE = 0.002;
    /** Counts for one call are equal if they differ by rounding only. */
    private static final double ROUNDING = 1e-12;

    private final Version before;
    private final Version after;
    private final Noise noise;
    private final boolean paired;
    private final Map<MethodId, MethodId> renames;
    private final Map<MethodId, MethodId> oldNames = new HashMap<>();
    private final Matching matching;
    private final Optional<VersionCounts> first;
    private final Optional<VersionCounts> second;
    /** Of the first version under the names and lines of the second. */
    private final List<Observation> forks;

    private final boolean sampled;
    private final Estimator estimator;
    private final Map<CodeUnit, Estimator.Estimate> estimates = new HashMap<>();
    private final Set<CodeUnit> significant = new HashSet<>();
    private final Map<LineId, Integer> lineBefore = new HashMap<>();
    private final ChangeOfCounts counts;

    private Differ(Version before, Version after, Noise noise) {
        this.before = before;
        this.after = after;
        this.noise = noise;
        paired = interleaved(before.starts(), after.starts());
        renames = Renames.of(before, after);
        renames.forEach((from, to) -> oldNames.put(to, from));
        matching = new Matching(before, after, renames);
        first = before.counted().map(counted -> counted.renamed(matching::function, this::move));
        second = after.counted();
        forks = before.forks().stream()
                .map(fork -> fork.renamed(matching::function, this::move))
                .toList();
        sampled = !forks.isEmpty() && !after.forks().isEmpty();
        estimator = sampled ? new Estimator(forks, after.forks(), paired, noise) : null;
        counts = new ChangeOfCounts(first, second, unsteady());
    }

    /** Compares two versions; {@code noise} stands in where a version has too few forks to tell its own. */
    public static Diff of(Version before, Version after, Noise noise) {
        return new Differ(before, after, noise).diff();
    }

    /** Whether runs of both versions took turns: of any two in a row one is of each version. */
    static boolean interleaved(List<String> before, List<String> after) {
        if (before.size() < 2 || before.size() != after.size()) {
            return false;
        }
        List<String> one = before.stream().sorted().toList();
        List<String> other = after.stream().sorted().toList();
        for (int pair = 0; pair + 1 < one.size(); pair++) {
            String end = max(one.get(pair), other.get(pair));
            if (end.compareTo(one.get(pair + 1)) > 0 || end.compareTo(other.get(pair + 1)) > 0) {
                return false;
            }
        }
        return true;
    }

    private static String max(String one, String other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private LineId move(LineId line) {
        LineId moved = matching.line(line);
        lineBefore.putIfAbsent(moved, line.line());
        return moved;
    }

    private Set<CodeUnit> unsteady() {
        Set<CodeUnit> unsteady = new HashSet<>(after.unsteady());
        for (CodeUnit unit : before.unsteady()) {
            unsteady.add(unit instanceof LineId line ? move(line) : matching.function(unit.method()));
        }
        return unsteady;
    }

    private Diff diff() {
        if (sampled) {
            estimate();
        }
        List<FunctionChange> functions = new ArrayList<>();
        for (MethodId function : functions()) {
            functions.add(function(function));
        }
        functions.sort(Comparator.comparing((FunctionChange change) -> change.significant() ? 0 : 1)
                .thenComparing(change -> change.kind() == ChangeKind.SAME ? 1 : 0)
                .thenComparing(
                        Comparator.comparingDouble(FunctionChange::difference).reversed())
                .thenComparing(Comparator.comparingDouble(Differ::moreCalls).reversed())
                .thenComparing(FunctionChange::name));
        List<LineChange> lines = new LineChanges(this::lineKeys, this::line).sorted();
        boolean rates = !before.rates().isEmpty() && !after.rates().isEmpty();
        return new Diff(
                before,
                after,
                rates
                        ? Optional.of(ThroughputRatio.of(before.rates(), after.rates(), paired, noise))
                        : Optional.empty(),
                counts.work(),
                functions,
                lines,
                sampled && estimator.perAlert(),
                sampled,
                invisible(),
                noise,
                fewForks(rates),
                Comparability.warnings(before, after, matching.byNumber()));
    }

    private boolean fewForks(boolean rates) {
        boolean few = sampled && Math.min(forks.size(), after.forks().size()) < Estimator.FORKS;
        boolean fewRates =
                rates && Math.min(before.rates().size(), after.rates().size()) < Estimator.FORKS;
        return few || fewRates;
    }

    /** Estimates whatever is sampled often enough, and tells which differences are discoveries. */
    private void estimate() {
        Set<CodeUnit> candidates = new HashSet<>();
        for (Observation fork : forks) {
            candidates.addAll(fork.functions().keySet());
            candidates.addAll(fork.lines().keySet());
        }
        for (Observation fork : after.forks()) {
            candidates.addAll(fork.functions().keySet());
            candidates.addAll(fork.lines().keySet());
        }
        List<CodeUnit> tested = new ArrayList<>();
        long least = Math.max(FEWEST_SAMPLES, (long) (LEAST_SHARE * estimator.samples()));
        for (CodeUnit candidate : candidates) {
            Estimator.Estimate estimate = estimator.of(fork -> fork.cost(candidate));
            estimates.put(candidate, estimate);
            if (estimate.samples() >= least) {
                tested.add(candidate);
            }
        }
        double[] adjusted = FalseDiscovery.adjusted(tested.stream()
                .mapToDouble(candidate -> estimates.get(candidate).difference().pValue())
                .toArray());
        for (int test = 0; test < adjusted.length; test++) {
            if (adjusted[test] <= FalseDiscovery.RATE) {
                significant.add(tested.get(test));
            }
        }
    }

    private double invisible() {
        long least = sampled ? Math.max(FEWEST_SAMPLES, (long) (LEAST_SHARE * estimator.samples())) : 0;
        double[] halves = estimates.entrySet().stream()
                .filter(entry ->
                        entry.getKey() instanceof MethodId && entry.getValue().samples() >= least)
                .mapToDouble(entry -> {
                    Interval interval = entry.getValue().difference().difference();
                    return (interval.high() - interval.low()) / 2;
                })
                .toArray();
        return halves.length == 0 ? Double.NaN : new Median().evaluate(halves);
    }

    private Set<MethodId> functions() {
        Set<MethodId> functions = new TreeSet<>(counts.functions());
        for (CodeUnit unit : estimates.keySet()) {
            if (unit instanceof MethodId function) {
                functions.add(function);
            }
        }
        return functions;
    }

    private static double moreCalls(FunctionChange change) {
        return change.callsBefore() == null ? 0 : change.callsAfter() - change.callsBefore();
    }

    private FunctionChange function(MethodId function) {
        Estimator.Estimate estimate = estimates.get(function);
        Interval interval = estimate == null ? null : estimate.difference().difference();
        boolean known = counts.counted(function);
        Double callsBefore = known ? first.orElseThrow().calls(function) : null;
        Double callsAfter = known ? second.orElseThrow().calls(function) : null;
        Double byCalls = null;
        Double byCost = null;
        if (known && estimate != null) {
            byCalls = byCalls(estimate.before(), estimate.after(), callsBefore, callsAfter);
            byCost = estimate.after() - estimate.before() - byCalls;
        }
        return new FunctionChange(
                function.toString(),
                oldNames.containsKey(function) ? oldNames.get(function).toString() : null,
                estimate == null ? null : estimate.before(),
                estimate == null ? null : estimate.after(),
                interval == null ? null : interval.low(),
                interval == null ? null : interval.high(),
                significant.contains(function),
                kind(function, estimate, byCalls, byCost),
                estimate == null ? null : estimate.totalBefore(),
                estimate == null ? null : estimate.totalAfter(),
                callsBefore,
                callsAfter,
                byCalls,
                byCost);
    }

    /**
     * What of a difference of times comes from the number of calls: their difference times the mean cost of a call. What comes from
     * the cost is the difference of costs times the mean number of calls, and both add up to the whole.
     */
    static double byCalls(double before, double after, double callsBefore, double callsAfter) {
        double costBefore = callsBefore > 0 ? before / callsBefore : after / callsAfter;
        double costAfter = callsAfter > 0 ? after / callsAfter : costBefore;
        return callsBefore > 0 || callsAfter > 0 ? (callsAfter - callsBefore) * (costBefore + costAfter) / 2 : 0;
    }

    private ChangeKind kind(MethodId function, Estimator.Estimate estimate, Double byCalls, Double byCost) {
        ChangeKind exact = counts.kind(function);
        if (exact == ChangeKind.NEW || exact == ChangeKind.VANISHED) {
            return exact;
        }
        boolean differs = significant.contains(function);
        if (!differs) {
            return exact == ChangeKind.SAME && oldNames.containsKey(function) ? ChangeKind.RENAMED : exact;
        }
        double difference = estimate.difference().difference().value();
        if (!counts.counted(function)) {
            if (estimate.before() == 0 || estimate.after() == 0) {
                return estimate.before() == 0 ? ChangeKind.NEW : ChangeKind.VANISHED;
            }
            return difference > 0 ? ChangeKind.SLOWER : ChangeKind.FASTER;
        }
        boolean calls = Math.abs(byCalls) > Math.abs(byCost);
        if (calls) {
            return byCalls > 0 ? ChangeKind.MORE_CALLS : ChangeKind.FEWER_CALLS;
        }
        ChangeKind inside = counts.inside(function);
        boolean explained = byCost > 0 ? inside == ChangeKind.MORE_WORK : inside == ChangeKind.LESS_WORK;
        return explained ? inside : byCost > 0 ? ChangeKind.COSTLIER : ChangeKind.CHEAPER;
    }

    private Set<LineId> lineKeys() {
        Set<LineId> keys = new TreeSet<>(counts.lines());
        for (CodeUnit unit : significant) {
            if (unit instanceof LineId line) {
                keys.add(line);
            }
        }
        return keys;
    }

    private LineChange line(LineId key) {
        Estimator.Estimate estimate = estimates.get(key);
        Interval interval = estimate == null ? null : estimate.difference().difference();
        boolean differs = significant.contains(key);
        ChangeKind kind = counts.kind(key);
        if (kind == ChangeKind.SAME && differs) {
            kind = kindOfTime(key, estimate);
        }
        boolean gone = key.line() <= 0;
        Version version = gone ? before : after;
        MethodId method = key.method();
        String className = (gone ? oldNames.getOrDefault(method, method) : method).className();
        return new LineChange(
                method.className(),
                method.name(),
                Math.max(key.line(), 0),
                kind == ChangeKind.NEW ? 0 : Math.abs(lineBefore.getOrDefault(key, key.line())),
                SourceLines.file(version, className),
                SourceLines.text(version, className, Math.abs(key.line())),
                estimate == null ? null : estimate.before(),
                estimate == null ? null : estimate.after(),
                interval == null ? null : interval.low(),
                interval == null ? null : interval.high(),
                differs,
                kind,
                estimate == null ? null : estimate.totalBefore(),
                estimate == null ? null : estimate.totalAfter(),
                counts.counted(key.method()) ? first.orElseThrow().hitsPerWork(key) : null,
                counts.counted(key.method()) ? second.orElseThrow().hitsPerWork(key) : null,
                counts.origin(key));
    }

    /** Why a line takes another time although one call of its method hits it as often as before. */
    private ChangeKind kindOfTime(LineId key, Estimator.Estimate estimate) {
        boolean slower = estimate.after() > estimate.before();
        if (!counts.counted(key.method())) {
            return slower ? ChangeKind.SLOWER : ChangeKind.FASTER;
        }
        double hitsBefore = first.orElseThrow().hitsPerWork(key);
        double hitsAfter = second.orElseThrow().hitsPerWork(key);
        double byHits = byCalls(estimate.before(), estimate.after(), hitsBefore, hitsAfter);
        double byCost = estimate.after() - estimate.before() - byHits;
        if (Math.abs(byHits) > Math.abs(byCost)) {
            return byHits > 0 ? ChangeKind.MORE_CALLS : ChangeKind.FEWER_CALLS;
        }
        return slower ? ChangeKind.COSTLIER : ChangeKind.CHEAPER;
    }

    /** Whether a figure for one call is larger than another, rounding aside. */
    static boolean more(double one, double other) {
        return one - other > ROUNDING * Math.max(Math.abs(one), Math.abs(other));
    }
}
