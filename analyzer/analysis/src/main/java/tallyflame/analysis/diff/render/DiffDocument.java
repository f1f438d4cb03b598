package tallyflame.analysis.diff.render;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.file.Path;
import java.util.List;
import tallyflame.analysis.diff.Diff;
import tallyflame.analysis.diff.Noise;
import tallyflame.analysis.diff.ThroughputRatio;
import tallyflame.analysis.diff.WaitingChange;
import tallyflame.analysis.diff.change.FunctionChange;
import tallyflame.analysis.diff.change.LineChange;
import tallyflame.analysis.diff.change.Suspect;
import tallyflame.analysis.table.Table;

/**
 * The JSON document of the verb {@code diff}; component names are its keys.
 *
 * @param schema version of the document
 * @param verdict the answer in a few words
 * @param slower whether something got slower beyond noise
 * @param waitsMore whether alerts wait longer beyond noise; absent where that is not known or not decided
 * @param moreWork whether more lines run for the same work; absent without counts
 * @param throughputRatio by CPU time, that of collector and compiler included
 * @param wallRatio by the wall clock
 * @param undecided why times of functions and lines decide nothing; absent where they do
 * @param timesOf {@code same work} or {@code own total}: what the shares are of
 * @param perhaps functions and lines that perhaps take another time
 * @param files pages and summaries that were written
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DiffDocument(
        int schema,
        String verdict,
        boolean slower,
        Boolean waitsMore,
        Boolean moreWork,
        List<String> before,
        List<String> after,
        Ratio throughputRatio,
        Ratio wallRatio,
        Waiting waiting,
        Diff.HitTotals work,
        String timesOf,
        String undecided,
        Double invisible,
        NoiseUsed noise,
        List<FunctionChange> functions,
        List<LineChange> lines,
        List<Suspect> perhaps,
        List<String> warnings,
        List<String> files) {
    /** After divided by before; without ends where it is undecided, which says why. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Ratio(
            double value, Double low, Double high, double before, double after, String over, String undecided) {}

    /** Microseconds of an alert asleep, or waiting for a lock, a file or a socket; low and high are of the difference. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Waiting(double before, double after, Double low, Double high, String undecided) {}

    /** Calibrated noise, where it was used. */
    public record NoiseUsed(String source, double throughput, Double functions, double waiting) {}

    /** The document of a comparison. */
    public static DiffDocument of(Diff diff, List<Path> files) {
        Noise noise = diff.noise();
        return new DiffDocument(
                1,
                diff.verdict(),
                diff.slower(),
                diff.waiting()
                        .filter(waiting -> waiting.undecided().isEmpty())
                        .map(WaitingChange::longer)
                        .orElse(null),
                diff.work().isPresent() ? diff.moreWork() : null,
                diff.before().inputs().stream().map(Path::toString).toList(),
                diff.after().inputs().stream().map(Path::toString).toList(),
                diff.throughput().map(DiffDocument::ratio).orElse(null),
                diff.wall().map(DiffDocument::ratio).orElse(null),
                diff.waiting().map(DiffDocument::waiting).orElse(null),
                diff.work().orElse(null),
                diff.sampled() ? (diff.perAlert() ? "same work" : "own total") : null,
                orNull(diff.undecided()),
                Double.isNaN(diff.invisible()) ? null : diff.invisible(),
                diff.calibrated()
                        ? new NoiseUsed("calibrated", noise.throughput(), noise.functions(), noise.waiting())
                        : null,
                diff.functions(),
                diff.lines(),
                diff.suspects(),
                diff.warnings(),
                files.stream().map(Path::toString).toList());
    }

    private static Ratio ratio(ThroughputRatio ratio) {
        return new Ratio(
                ratio.ratio().value(),
                Table.known(ratio.ratio().low()),
                Table.known(ratio.ratio().high()),
                ratio.before(),
                ratio.after(),
                ratio.over(),
                orNull(ratio.undecided()));
    }

    private static Waiting waiting(WaitingChange change) {
        return new Waiting(
                1e6 * change.before(),
                1e6 * change.after(),
                Table.known(1e6 * change.difference().low()),
                Table.known(1e6 * change.difference().high()),
                orNull(change.undecided()));
    }

    private static String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
