package tallyflame.analysis.diff.render;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tallyflame.analysis.diff.Diff;
import tallyflame.analysis.diff.ThroughputRatio;
import tallyflame.analysis.diff.WaitingChange;
import tallyflame.analysis.diff.change.FunctionChange;
import tallyflame.analysis.diff.change.Suspect;
import tallyflame.analysis.diff.version.Version;
import tallyflame.flamegraphs.Quantity;

/** Figures of a comparison as people read them. */
final class DiffFormat {
    private static final int MOST = 6;

    private DiffFormat() {}

    /** The bounds of a difference of shares; empty where there are none. */
    static String interval(Double low, Double high) {
        return low == null ? "" : Quantity.points(low) + " to " + Quantity.points(high);
    }

    static String ownTime(FunctionChange change) {
        return change.before() == null
                ? ""
                : Quantity.percent(change.before()) + " → " + Quantity.percent(change.after());
    }

    static String rate(double rate) {
        return Quantity.number(rate);
    }

    /** Exact counts for one unit of work: whole where they are whole. */
    static String count(Double count) {
        if (count == null) {
            return "";
        }
        return count == Math.rint(count) ? Quantity.count(count.longValue()) : Quantity.number(count);
    }

    static String counts(Double before, Double after) {
        return before == null ? "" : before.equals(after) ? count(before) : count(before) + " → " + count(after);
    }

    static String inputs(Version version) {
        List<Path> inputs = version.inputs();
        String names = inputs.stream().limit(MOST).map(Path::toString).collect(Collectors.joining(", "));
        return names + (inputs.size() > MOST ? " and " + (inputs.size() - MOST) + " more" : "");
    }

    /** The throughput in one line. */
    static String throughput(ThroughputRatio t, String unit) {
        String ratio = rate(t.before()) + " → " + rate(t.after()) + " " + unit + ", ratio "
                + Quantity.factor(t.ratio().value());
        return t.undecided().isEmpty()
                ? ratio + " (95 %: " + Quantity.factor(t.ratio().low()) + " to "
                        + Quantity.factor(t.ratio().high()) + ", over " + t.over() + ")"
                : ratio + "; UNDECIDED: " + t.undecided();
    }

    /** What an alert waits in one line. */
    static String waiting(WaitingChange change) {
        String figures = Quantity.ofMicros(1e6 * change.before()) + " → " + Quantity.ofMicros(1e6 * change.after())
                + " an alert asleep or waiting for locks, files and sockets";
        if (!change.undecided().isEmpty()) {
            return figures + "; UNDECIDED";
        }
        return figures + " (95 % of the difference: "
                + Quantity.ofMicros(1e6 * change.difference().low()) + " to "
                + Quantity.ofMicros(1e6 * change.difference().high()) + ")";
    }

    /** The times of both versions, by label: what decides, what stands beside it, what is waited for. */
    static List<Map.Entry<String, String>> times(Diff diff) {
        List<Map.Entry<String, String>> times = new ArrayList<>();
        diff.throughput().ifPresent(t -> times.add(Map.entry("throughput", throughput(t, "alerts/s of CPU time"))));
        diff.wall().ifPresent(t -> times.add(Map.entry("wall clock", throughput(t, "alerts/s/core"))));
        diff.waiting().ifPresent(w -> times.add(Map.entry("waiting", waiting(w))));
        if (!diff.undecided().isEmpty()) {
            times.add(Map.entry("functions", "times UNDECIDED: " + diff.undecided()));
        }
        if (!diff.suspects().isEmpty()) {
            times.add(Map.entry("perhaps", suspects(diff.suspects())));
        }
        return times;
    }

    /** What perhaps takes another time, in one line. */
    private static String suspects(List<Suspect> suspects) {
        String names = suspects.stream()
                .limit(MOST)
                .map(suspect -> suspect.name() + " "
                        + Quantity.points(suspect.difference().value()) + " (95 %: "
                        + interval(
                                suspect.difference().low(), suspect.difference().high()) + ")")
                .collect(Collectors.joining(", "));
        String more = suspects.size() > MOST ? " and " + (suspects.size() - MOST) + " more" : "";
        return names + more + ": chance does this in 2 to 5 % of comparisons, more runs would tell";
    }

    /** The exact work in one line. */
    static String work(Diff.HitTotals work) {
        if (!work.differs()) {
            return "the same: all counts are equal (" + count(work.before()) + " line hits an " + work.unit() + ")";
        }
        return count(work.before()) + " → " + count(work.after()) + " line hits an " + work.unit() + " (exact); "
                + work.linesMore() + (work.linesMore() == 1 ? " line runs" : " lines run") + " more often, "
                + work.linesFewer() + " less often";
    }

    /** What could not have been seen, and on what noise that rests. */
    static List<String> invisible(Diff diff) {
        List<String> lines = new ArrayList<>();
        diff.throughput()
                .filter(t -> t.undecided().isEmpty())
                .ifPresent(t -> lines.add("a change of throughput " + smallest(t.invisible())));
        if (!Double.isNaN(diff.invisible())) {
            lines.add("a change of a function by less than about " + Quantity.distance(diff.invisible())
                    + " points of all time");
        }
        return lines;
    }

    /** A share; above all that there is, a factor: half of nothing cannot be lost. */
    private static String smallest(double invisible) {
        return invisible < 1
                ? "under about " + Quantity.percent(invisible)
                : "by less than a factor of about " + Quantity.number(1 + invisible);
    }

    /** What was calibrated, where it was used; else empty. */
    static String noise(Diff diff) {
        return diff.calibrated()
                ? "as calibrated on this machine, forks differ by "
                        + Quantity.percent(diff.noise().throughput()) + " in throughput"
                        + (diff.noise().functions() == null
                                ? ""
                                : " and " + Quantity.percent(diff.noise().functions()) + " in a function's time")
                : "";
    }
}
