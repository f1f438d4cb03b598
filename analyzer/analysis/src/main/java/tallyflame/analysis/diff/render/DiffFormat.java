package tallyflame.analysis.diff.render;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tallyflame.analysis.diff.Diff;
import tallyflame.analysis.diff.ThroughputRatio;
import tallyflame.analysis.diff.change.FunctionChange;
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
        return String.format(Locale.ROOT, rate < 100 ? "%.3g" : "%,.0f", rate);
    }

    static String ratio(double ratio) {
        return String.format(Locale.ROOT, "%.3f", ratio);
    }

    /** Exact counts for one unit of work: whole where they are whole. */
    static String count(Double count) {
        if (count == null) {
            return "";
        }
        return count == Math.rint(count)
                ? String.format(Locale.ROOT, "%,.0f", count)
                : String.format(Locale.ROOT, count < 100 ? "%.3g" : "%,.1f", count);
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
    static String throughput(ThroughputRatio t) {
        return rate(t.before()) + " → " + rate(t.after()) + " alerts/s/core, ratio "
                + ratio(t.ratio().value()) + " (95 %: " + ratio(t.ratio().low()) + " to "
                + ratio(t.ratio().high()) + ", over " + t.over() + ")";
    }

    /** The exact work in one line. */
    static String work(Diff.HitTotals work) {
        if (!work.differs()) {
            return "the same: all counts are equal (" + count(work.before()) + " line hits an " + work.unit() + ")";
        }
        return count(work.before()) + " → " + count(work.after()) + " line hits an " + work.unit() + " (exact); "
                + work.linesMore() + " lines run more often, " + work.linesFewer() + " less often";
    }

    /** What could not have been seen, and on what noise that rests. */
    static List<String> invisible(Diff diff) {
        List<String> lines = new java.util.ArrayList<>();
        diff.throughput()
                .ifPresent(t -> lines.add("a change of throughput under about " + Quantity.percent(t.invisible())));
        if (!Double.isNaN(diff.invisible())) {
            lines.add(String.format(
                    Locale.ROOT,
                    "a change of a function by less than about %.2f points of all time",
                    100 * diff.invisible()));
        }
        return lines;
    }

    /** Where the noise comes from, if too few forks made it necessary; else empty. */
    static String noise(Diff diff) {
        if (!diff.noiseUsed()) {
            return "";
        }
        String figures = String.format(
                Locale.ROOT,
                "forks differ by %.1f %% in throughput and %.1f %% in a function's time",
                100 * diff.noise().throughput(),
                100 * diff.noise().functions());
        return diff.noise().calibrated()
                ? "as calibrated on this machine, " + figures
                : "ASSUMED, not measured: " + figures + "; give three runs a side, or measure with diff --calibrate";
    }
}
