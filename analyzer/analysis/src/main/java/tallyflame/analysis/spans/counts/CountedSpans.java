package tallyflame.analysis.spans.counts;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.counts.code.LineId;
import tallyflame.counts.code.MethodId;
import tallyflame.counts.file.SpanCodec;
import tallyflame.counts.file.SpanFile;
import tallyflame.counts.span.SpanSum;
import tallyflame.recordings.InputException;

/** What the spans of one JVM counted. */
public final class CountedSpans {
    private final SpanFile file;
    private final SpanTally tally;
    private final List<CountedSpan> spans;
    private final List<SpanClass> classes;
    private final SpanHits whole;
    private final SpanHits outside;

    private CountedSpans(SpanFile file) {
        this.file = file;
        tally = new SpanTally(file);
        spans = file.spans().kept().stream()
                .map(one -> new CountedSpan(
                        one.name(),
                        one.tag(),
                        one.thread(),
                        one.startNanos(),
                        one.nanos(),
                        one.parts(),
                        one.nested(),
                        tally.hits(SpanCodec.counts(one))))
                .sorted(Comparator.comparingLong(CountedSpan::start))
                .toList();
        classes = file.spans().sums().stream().map(this::sum).toList();
        whole = tally.whole(file);
        outside = tally.rest(
                whole,
                classes.stream().map(SpanClass::nested).toList(),
                classes.stream().map(SpanClass::hits).toList());
    }

    private SpanClass sum(SpanSum sum) {
        return new SpanClass(
                sum.name(),
                sum.from(),
                sum.to(),
                sum.spans(),
                sum.nanos(),
                sum.grouped(),
                sum.groups(),
                sum.betweenNanos(),
                tally.hits(sum.counts()),
                tally.hits(sum.nested()));
    }

    /**
     * The spans of the JVMs that were counted, of a run those of its first counting fork; none where there were no spans.
     *
     * @throws InputException if a file's counts of spans contradict those of the whole; nothing in it can be relied on then
     */
    public static List<CountedSpans> read(Evidence evidence) throws IOException {
        List<CountedSpans> found = new ArrayList<>();
        for (Path path : evidence.countFiles()) {
            SpanFile file = SpanFile.read(path).orElse(null);
            if (file == null) continue;
            String problem = SpanSumCheck.problem(file);
            if (!problem.isEmpty()) throw new InputException(path, problem + "; record the counts again");
            found.add(new CountedSpans(file));
        }
        return found;
    }

    /** The lines that indices of lines mean. */
    public List<LineId> lines() {
        return tally.lines();
    }

    /** The outcomes that indices of outcomes mean. */
    public List<OutcomeId> outcomes() {
        return tally.outcomes();
    }

    /** The methods that indices of methods mean. */
    public List<MethodId> methods() {
        return tally.methods();
    }

    /** Spans that were kept one by one, by start. */
    public List<CountedSpan> spans() {
        return spans;
    }

    /** All spans with counts, by name and duration. */
    public List<SpanClass> classes() {
        return classes;
    }

    /** All that was counted. */
    public SpanHits whole() {
        return whole;
    }

    /** What was counted outside of spans, or in some that have no figure. */
    public SpanHits outside() {
        return outside;
    }

    /** What became of all spans. */
    public SpanCountLedger ledger() {
        return SpanCountLedger.of(
                file.spans().ledger(),
                tally.methods(),
                tally.reasons(),
                tally.known(whole, outside),
                Arrays.stream(outside.hits()).sum());
    }
}
