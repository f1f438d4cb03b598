package tallyflame.analysis.explain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.analysis.source.SourceFinder;
import tallyflame.analysis.source.SourceText;
import tallyflame.analysis.spans.MeasuredSpan;
import tallyflame.analysis.spans.MeasuredSpans;
import tallyflame.analysis.spans.SpanFilter;
import tallyflame.analysis.spans.SpanSet;
import tallyflame.analysis.table.Answer;
import tallyflame.flamegraphs.Quantity;
import tallyflame.recordings.InputException;

/** Explains the slow spans of a name. */
public final class Explainer {
    private Explainer() {}

    /**
     * Compares slow spans with typical ones.
     *
     * @param name regular expression that the name of the spans matches as a whole, or the full name of a type of event
     * @param slowest share of the spans that are slow, 0 to 1
     * @param slowerThan nanoseconds that slow ones take longer than; negative where the share decides
     * @param most how many rows a table has at most
     * @throws InputException if there are no such spans, or too few of them, or of several names; the message says what to do
     */
    public static Answer explain(Evidence evidence, String name, double slowest, long slowerThan, int most)
            throws IOException {
        SpanSet set = SpanSet.read(evidence, new SpanFilter(name, -1, 0, 1));
        MeasuredSpans measured = MeasuredSpans.read(evidence, set);
        SpanWork work = SpanWork.NONE;
        List<String> notes = new ArrayList<>(set.notes());
        Tail tail = Tail.of(evidence.inputs().get(0), observations(measured.all(), work), slowest, slowerThan);
        Explanation explanation = of(tail, work, sources(evidence), notes, set);
        return ExplainAnswer.of(explanation, most);
    }

    private static List<Observation> observations(List<MeasuredSpan> spans, SpanWork work) {
        return spans.stream()
                .map(span -> new Observation(span, work.of(span.tag()).orElse(null)))
                .toList();
    }

    /** Of what was read. */
    static Explanation of(
            Tail tail, SpanWork work, Function<SpanWork.Site, String> source, List<String> notes, SpanSet set) {
        List<String> all = new ArrayList<>(notes);
        Optional<WorkModel> model = model(tail, work, all);
        Excess excess = Excess.of(tail, model);
        List<ExcessPart> parts = excess.parts();
        double more = parts.stream()
                .filter(part -> part.cause() == Cause.MORE_WORK && part.standsOut())
                .mapToDouble(part -> part.excess().value())
                .sum();
        return new Explanation(
                tail.fastestSlow().name(),
                tail,
                excess.whole(),
                parts,
                model,
                more > 0 ? model.flatMap(found -> TurningBranch.find(found, more)) : Optional.empty(),
                source,
                all,
                set == null ? List.of() : set.losses());
    }

    private static Optional<WorkModel> model(Tail tail, SpanWork work, List<String> notes) {
        if (work.isEmpty()) {
            notes.add("without exact counts of each span nobody can tell more work from slower work: record with"
                    + " --count GLOB, or run with --passes sample,count");
            return Optional.empty();
        }
        long slow = tail.slow().stream().filter(Observation::counted).count();
        long typical = tail.typical().stream().filter(Observation::counted).count();
        if (slow < Tail.FEWEST || typical < Tail.FEWEST) {
            notes.add("counts are left out: only " + Quantity.count(slow) + " of the slow spans and "
                    + Quantity.count(typical) + " of the typical ones were counted one by one, and it takes "
                    + Tail.FEWEST + " of each");
            return Optional.empty();
        }
        return Optional.of(WorkModel.of(work.sites(), tail));
    }

    private static Function<SpanWork.Site, String> sources(Evidence evidence) throws IOException {
        SourceFinder finder = evidence.sources(List.<Path>of());
        return site -> {
            try {
                return finder.find(site.method().className(), site.file(), site.line())
                        .map(text -> line(text, site))
                        .orElse("");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    private static String line(SourceText text, SpanWork.Site site) {
        return text.line(site.line()).strip();
    }
}
