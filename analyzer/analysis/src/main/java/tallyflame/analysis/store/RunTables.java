package tallyflame.analysis.store;

import java.util.List;
import java.util.Optional;
import tallyflame.analysis.lines.LineReport;
import tallyflame.analysis.spans.NumberedSpans;
import tallyflame.flamegraphs.Profile;
import tallyflame.runs.RunDocument;

/**
 * What the tables of one run are made of.
 *
 * @param document what the run says about itself; empty for a recording
 * @param profiles one a kind of event, with their single samples where the recording has them
 * @param lines all methods of the counts joined with the samples of one event, unscaled; empty if there is neither
 * @param spans the spans in the recordings
 */
public record RunTables(
        Optional<RunDocument> document,
        List<Profile> profiles,
        Optional<LineReport> lines,
        List<NumberedSpans.Row> spans) {
    public RunTables {
        profiles = List.copyOf(profiles);
        spans = List.copyOf(spans);
    }
}
