package tallyflame.analysis.diff.render;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.file.Path;
import java.util.List;
import tallyflame.analysis.diff.Diff;
import tallyflame.analysis.diff.Noise;
import tallyflame.analysis.diff.ThroughputRatio;
import tallyflame.analysis.diff.change.FunctionChange;
import tallyflame.analysis.diff.change.LineChange;

/**
 * The JSON document of the verb {@code diff}; component names are its keys.
 *
 * @param schema version of the document
 * @param verdict the answer in a few words
 * @param slower whether something got slower beyond noise
 * @param moreWork whether more lines run for the same work; absent without counts
 * @param timesOf {@code same work} or {@code own total}: what the shares are of
 * @param files pages and summaries that were written
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DiffDocument(
        int schema,
        String verdict,
        boolean slower,
        Boolean moreWork,
        List<String> before,
        List<String> after,
        Ratio throughputRatio,
        Diff.HitTotals work,
        String timesOf,
        Double invisible,
        NoiseUsed noise,
        List<FunctionChange> functions,
        List<LineChange> lines,
        List<String> warnings,
        List<String> files) {
    /** After divided by before, alerts a second and core. */
    public record Ratio(double value, double low, double high, double before, double after, String over) {}

    /** Assumed or calibrated noise; absent where each version has enough forks to tell its own. */
    public record NoiseUsed(String source, double throughput, double functions) {}

    /** The document of a comparison. */
    public static DiffDocument of(Diff diff, List<Path> files) {
        Noise noise = diff.noise();
        return new DiffDocument(
                1,
                diff.verdict(),
                diff.slower(),
                diff.work().isPresent() ? diff.moreWork() : null,
                diff.before().inputs().stream().map(Path::toString).toList(),
                diff.after().inputs().stream().map(Path::toString).toList(),
                diff.throughput().map(DiffDocument::ratio).orElse(null),
                diff.work().orElse(null),
                diff.sampled() ? (diff.perAlert() ? "same work" : "own total") : null,
                Double.isNaN(diff.invisible()) ? null : diff.invisible(),
                diff.noiseUsed()
                        ? new NoiseUsed(
                                noise.calibrated() ? "calibrated" : "assumed", noise.throughput(), noise.functions())
                        : null,
                diff.functions(),
                diff.lines(),
                diff.warnings(),
                files.stream().map(Path::toString).toList());
    }

    private static Ratio ratio(ThroughputRatio ratio) {
        return new Ratio(
                ratio.ratio().value(),
                ratio.ratio().low(),
                ratio.ratio().high(),
                ratio.before(),
                ratio.after(),
                ratio.over());
    }
}
