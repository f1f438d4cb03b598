package tallyflame.analysis.diff;

import java.util.List;
import java.util.Optional;
import tallyflame.analysis.diff.change.FunctionChange;
import tallyflame.analysis.diff.change.LineChange;
import tallyflame.analysis.diff.change.Suspect;
import tallyflame.analysis.diff.version.Version;

/**
 * What changed from one version to the other.
 *
 * @param before the first version
 * @param after the second version
 * @param throughput by CPU time, if both versions have rates
 * @param wall the same by the wall clock, which stands beside it
 * @param waiting if both versions know how long their alerts waited
 * @param work exact counts of both, if both were counted
 * @param functions those that took time or changed their counts, most telling first
 * @param lines those that changed, most telling first
 * @param suspects functions and lines that perhaps take another time, largest difference first
 * @param perAlert whether times are of the same work; otherwise each version's are shares of its own total
 * @param sampled whether both versions have samples
 * @param undecided why times of functions and lines decide nothing, empty if they do
 * @param invisible a function must change by this share of all time to be seen, in the middle over the functions; NaN if none was
 *     tested
 * @param noise what was calibrated on this machine
 * @param calibrated whether it was, and under a load like that of both versions, so that it was used
 * @param warnings what makes the two versions less comparable, one sentence each
 */
public record Diff(
        Version before,
        Version after,
        Optional<ThroughputRatio> throughput,
        Optional<ThroughputRatio> wall,
        Optional<WaitingChange> waiting,
        Optional<HitTotals> work,
        List<FunctionChange> functions,
        List<LineChange> lines,
        List<Suspect> suspects,
        boolean perAlert,
        boolean sampled,
        String undecided,
        double invisible,
        Noise noise,
        boolean calibrated,
        List<String> warnings) {
    /**
     * Exact counts of the whole.
     *
     * @param unit {@code alert}, or {@code execution} if it was counted without alerts
     * @param before line hits of one unit of work
     * @param after the same in the second version
     * @param linesMore lines hit more often in one call of their method, new ones among them
     * @param linesFewer lines hit less often
     */
    public record HitTotals(String unit, double before, double after, int linesMore, int linesFewer) {
        /** Whether any count differs. */
        public boolean differs() {
            return before != after || linesMore > 0 || linesFewer > 0;
        }
    }

    public Diff {
        functions = List.copyOf(functions);
        lines = List.copyOf(lines);
        suspects = List.copyOf(suspects);
        warnings = List.copyOf(warnings);
    }

    /** Whether something got slower beyond noise. */
    public boolean slower() {
        return throughput.map(ThroughputRatio::slower).orElse(false)
                || functions.stream().anyMatch(FunctionChange::slower)
                || lines.stream().anyMatch(line -> line.significant() && line.difference() > 0);
    }

    /** Whether there are times, and they decide nothing. */
    public boolean timeUndecided() {
        return throughput.map(ratio -> !ratio.undecided().isEmpty()).orElse(sampled && !undecided.isEmpty());
    }

    /** Whether the exact counts say that more is done for the same work. */
    public boolean moreWork() {
        return work.map(counts -> counts.after() > counts.before()).orElse(false);
    }

    /** The lines that got worse, worst first. */
    public List<LineChange> worseLines() {
        return lines.stream().filter(LineChange::worse).toList();
    }

    /** The answer in a few words. */
    public String verdict() {
        return new VerdictWords(this).text();
    }
}
