package tallyflame.analysis.diff;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tallyflame.analysis.diff.match.LoopUnits;
import tallyflame.analysis.diff.match.Matching;
import tallyflame.analysis.diff.match.Renames;
import tallyflame.analysis.diff.version.Version;
import tallyflame.counts.code.CodeUnit;
import tallyflame.counts.code.LineId;
import tallyflame.counts.code.MethodId;

/** Compares two versions. Used once. */
public final class Differ {
    private final Version before;
    private final Version after;
    private final Noise noise;
    private final boolean paired;
    private final Map<MethodId, MethodId> renames;
    private final Matching matching;
    private final LoopUnits units;
    private final ChangeOfCounts counts;
    private final Estimates times;

    private Differ(Version before, Version after, Noise noise) {
        this.before = before;
        this.after = after;
        this.noise = noise;
        paired = interleaved(before.starts(), after.starts());
        renames = Renames.of(before, after);
        matching = new Matching(before, after, renames);
        units = new LoopUnits(before, after, matching);
        counts = new ChangeOfCounts(
                before.counted().map(counted -> counted.renamed(matching::function, matching::line)),
                after.counted(),
                unsteady());
        times = new Estimates(
                before.forks().stream()
                        .map(fork -> fork.renamed(matching::function, units::ofFirst))
                        .toList(),
                after.forks().stream()
                        .map(fork -> fork.renamed(name -> name, units::of))
                        .toList(),
                paired,
                noise);
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

    private Set<CodeUnit> unsteady() {
        Set<CodeUnit> unsteady = new HashSet<>(after.unsteady());
        for (CodeUnit unit : before.unsteady()) {
            unsteady.add(unit instanceof LineId line ? matching.line(line) : matching.function(unit.method()));
        }
        return unsteady;
    }

    private Diff diff() {
        boolean rates = !before.rates().isEmpty() && !after.rates().isEmpty();
        return new Diff(
                before,
                after,
                rates
                        ? Optional.of(ThroughputRatio.of(before.rates(), after.rates(), paired, noise))
                        : Optional.empty(),
                counts.work(),
                new FunctionChanges(times, counts, renames).sorted(),
                new LineChanges(before, after, times, counts, matching, units).sorted(),
                times.perAlert(),
                times.sampled(),
                times.invisible(),
                noise,
                fewForks(rates),
                Comparability.warnings(before, after, matching.byNumber()));
    }

    private boolean fewForks(boolean rates) {
        boolean few =
                times.sampled() && Math.min(before.forks().size(), after.forks().size()) < Estimator.FORKS;
        boolean fewRates =
                rates && Math.min(before.rates().size(), after.rates().size()) < Estimator.FORKS;
        return few || fewRates;
    }
}
