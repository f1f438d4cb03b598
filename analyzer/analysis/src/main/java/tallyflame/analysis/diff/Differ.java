package tallyflame.analysis.diff;

import java.util.HashSet;
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
    /** Whether the noise that was calibrated is that of these forks. */
    private final boolean calibrated;

    private final Map<MethodId, MethodId> renames;
    private final Matching matching;
    private final LoopUnits units;
    private final ChangeOfCounts counts;
    private final Estimates times;

    private Differ(Version before, Version after, Noise noise) {
        this.before = before;
        this.after = after;
        this.noise = noise;
        Loads loads = Loads.of(before, after);
        calibrated = noise.calibrated() && loads.as(noise);
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
                calibrated ? noise : Noise.UNKNOWN,
                loads.apart());
    }

    /** Compares two versions; {@code noise} is what was calibrated on their machine. */
    public static Diff of(Version before, Version after, Noise noise) {
        return new Differ(before, after, noise).diff();
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
                rates ? Optional.of(ThroughputRatio.ofCpu(before, after, noise)) : Optional.empty(),
                rates ? Optional.of(ThroughputRatio.ofWall(before, after, noise)) : Optional.empty(),
                WaitingChange.known(before, after)
                        ? Optional.of(WaitingChange.of(before, after, noise))
                        : Optional.empty(),
                counts.work(),
                new FunctionChanges(times, counts, renames).sorted(),
                new LineChanges(before, after, times, counts, matching, units).sorted(),
                times.suspects(),
                times.perAlert(),
                times.sampled(),
                times.undecided(),
                times.invisible(),
                noise,
                calibrated,
                Comparability.warnings(before, after, matching.byNumber()));
    }
}
