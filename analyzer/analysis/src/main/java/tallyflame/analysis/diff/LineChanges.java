package tallyflame.analysis.diff;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tallyflame.analysis.diff.change.ChangeKind;
import tallyflame.analysis.diff.change.LineChange;
import tallyflame.analysis.diff.change.Split;
import tallyflame.analysis.diff.match.LoopUnits;
import tallyflame.analysis.diff.match.Matching;
import tallyflame.analysis.diff.version.SourceLines;
import tallyflame.analysis.diff.version.Version;
import tallyflame.counts.code.LineId;
import tallyflame.runs.Interval;

/**
 * The lines that changed, in the order in which they are worth looking at: exact changes, then times beyond noise; what got worse
 * before what got better; by the time that a change stands for, then by hits.
 */
final class LineChanges {
    private static final Comparator<LineChange> ORDER = Comparator.comparing(
                    (LineChange line) -> line.kind().rank())
            .thenComparing(Comparator.comparingDouble(LineChanges::effect).reversed())
            .thenComparing(Comparator.comparingDouble((LineChange line) -> Math.abs(line.moreHits()))
                    .reversed())
            .thenComparing(LineChange::file)
            .thenComparing(LineChange::line);

    private final Version before;
    private final Version after;
    private final Estimates times;
    private final ChangeOfCounts counts;
    private final Matching matching;
    private final LoopUnits units;
    /** What was edited and is hit as often as before, with its text in the first version. */
    private final Map<LineId, String> edited = new HashMap<>();

    LineChanges(
            Version before, Version after, Estimates times, ChangeOfCounts counts, Matching matching, LoopUnits units) {
        this.before = before;
        this.after = after;
        this.times = times;
        this.counts = counts;
        this.matching = matching;
        this.units = units;
        before.counted().ifPresent(counted -> counted.hits().forEach((line, hits) -> {
            LineId moved = matching.line(line);
            Optional<String> text = matching.edited(line);
            if (text.isPresent() && hits > 0 && !counts.origin(moved)) {
                edited.put(moved, text.get());
            }
        }));
    }

    List<LineChange> sorted() {
        Set<LineId> keys = new TreeSet<>(counts.lines());
        keys.addAll(edited.keySet());
        Set<LineId> told = new HashSet<>();
        edited.keySet().forEach(line -> told.add(units.of(line)));
        times.significantLines().stream().filter(line -> !told.contains(line)).forEach(keys::add);
        return keys.stream().map(this::change).sorted(ORDER).toList();
    }

    private static double effect(LineChange line) {
        return Math.abs(line.exact() ? line.timeOfHits() : line.difference());
    }

    private LineChange change(LineId line) {
        LineId unit = units.of(line);
        Estimator.Estimate estimate = times.of(unit);
        Interval interval = times.interval(unit);
        ChangeKind kind = kind(line, unit, estimate);
        boolean gone = line.line() <= 0;
        LineId was = matching.was(line).orElse(line);
        Version version = gone ? before : after;
        String className = (gone ? was : line).method().className();
        int end = gone ? 0 : units.end(unit);
        boolean known = counts.counted(line.method());
        return new LineChange(
                line.method().className(),
                line.method().name(),
                Math.max(line.line(), 0),
                kind == ChangeKind.NEW ? 0 : Math.abs(was.line()),
                SourceLines.file(version, className),
                SourceLines.text(version, className, Math.abs(line.line())),
                edited.get(line),
                end == 0 ? null : unit.line(),
                end == 0 ? null : end,
                estimate == null ? null : estimate.before(),
                estimate == null ? null : estimate.after(),
                interval == null ? null : interval.low(),
                interval == null ? null : interval.high(),
                times.significant(unit),
                kind,
                estimate == null ? null : estimate.totalBefore(),
                estimate == null ? null : estimate.totalAfter(),
                known ? counts.before().hitsPerWork(line) : null,
                known ? counts.after().hitsPerWork(line) : null,
                counts.origin(line));
    }

    private ChangeKind kind(LineId line, LineId unit, Estimator.Estimate estimate) {
        ChangeKind exact = counts.kind(line);
        if (exact != ChangeKind.SAME) {
            return exact;
        }
        return times.significant(unit) ? kindOfTime(line, estimate) : ChangeKind.CHANGED;
    }

    /** Why a line takes another time although one call of its method hits it as often as before. */
    private ChangeKind kindOfTime(LineId line, Estimator.Estimate estimate) {
        boolean slower = estimate.after() > estimate.before();
        if (!counts.counted(line.method())) {
            return slower ? ChangeKind.SLOWER : ChangeKind.FASTER;
        }
        double hitsBefore = counts.before().hitsPerWork(line);
        double hitsAfter = counts.after().hitsPerWork(line);
        double byHits = Split.byCalls(estimate.before(), estimate.after(), hitsBefore, hitsAfter);
        double byCost = estimate.after() - estimate.before() - byHits;
        if (Math.abs(byHits) > Math.abs(byCost)) {
            return byHits > 0 ? ChangeKind.MORE_CALLS : ChangeKind.FEWER_CALLS;
        }
        return slower ? ChangeKind.COSTLIER : ChangeKind.CHEAPER;
    }
}
