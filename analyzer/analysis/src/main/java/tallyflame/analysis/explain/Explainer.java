package tallyflame.analysis.explain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.commons.math3.stat.descriptive.moment.Mean;
import org.apache.commons.math3.stat.descriptive.moment.Variance;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.analysis.source.SourceFinder;
import tallyflame.analysis.source.SourceText;
import tallyflame.analysis.spans.MeasuredSpan;
import tallyflame.analysis.spans.MeasuredSpans;
import tallyflame.analysis.spans.NumberedSpans;
import tallyflame.analysis.spans.SpanSet;
import tallyflame.analysis.spans.counts.CountedSpans;
import tallyflame.flamegraphs.Ledger.Loss;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.Quantity;
import tallyflame.recordings.InputException;
import tallyflame.runs.Pass;

/** Explains the slow spans of a name. */
public final class Explainer {
    /** Spans and the places that their hits are of; of none, why. */
    private record Counted(List<Observation> spans, List<SpanWork.Site> sites, String reason) {}

    /** Of slow spans, and of others, at least so many must have been counted, and of slow ones half. */
    private static final int FEWEST_COUNTED = 10;

    /** Clocks of an agent and of a recording differ by less, in nanoseconds. */
    private static final long CLOCKS = 1_000_000_000;

    private final Evidence evidence;
    private final SpanSet set;
    private final MeasuredSpans measured;
    private final List<CountedSpans> counts;
    /** Samples that have the numbers of the spans; empty without samples. */
    private final Optional<Profile> samples;

    private Explainer(
            Evidence evidence,
            SpanSet set,
            MeasuredSpans measured,
            List<CountedSpans> counts,
            Optional<Profile> samples) {
        this.evidence = evidence;
        this.set = set;
        this.measured = measured;
        this.counts = counts;
        this.samples = samples;
    }

    /** Reads what is to be known of some spans. */
    public static Explainer read(Evidence evidence, SpanSet set) throws IOException {
        Optional<Profile> samples = NumberedSpans.of(set).samples(evidence);
        return new Explainer(
                evidence, set, MeasuredSpans.read(evidence, set, samples), CountedSpans.read(evidence), samples);
    }

    /**
     * Reads what else is to be known of spans whose costs were read.
     *
     * @throws InputException if the counts of spans cannot be relied on
     */
    public static Explainer of(Evidence evidence, SpanSet set, MeasuredSpans measured) throws IOException {
        return new Explainer(evidence, set, measured, CountedSpans.read(evidence), Optional.empty());
    }

    /** The same of the spans of a name; reads their samples. */
    public Explainer named(String name) throws IOException {
        SpanSet some = set.named(name);
        return new Explainer(
                evidence,
                some,
                measured.named(name),
                counts,
                NumberedSpans.of(some).samples(evidence));
    }

    /**
     * Compares slow spans with typical ones.
     *
     * @param slowest share of the spans that are slow, 0 to 1
     * @param slowerThan nanoseconds that slow ones take longer than; negative where the share decides
     * @param most how many rows a table has at most
     * @throws InputException if there are too few of them, or of several names; the message says what to do
     */
    public Explained explain(double slowest, long slowerThan, int most) throws IOException {
        List<String> notes = new ArrayList<>(set.notes());
        Counted counted = counted(notes);
        Tail tail = Tail.of(evidence.inputs().get(0), counted.spans(), slowest, slowerThan);
        if (counted.sites().isEmpty()) {
            notes.add(counted.reason());
        }
        long limit = tail.fastestSlow().nanos();
        return new Explained(
                ExplainAnswer.of(
                        of(tail, counted.sites(), sampled(limit), sources(evidence), notes, set.losses()), most),
                set.lasting(limit, Long.MAX_VALUE),
                set.lasting(0, limit - 1),
                bunch(tail.slow()),
                bunch(tail.typical()));
    }

    private List<SampledLines.Row> sampled(long fastestSlow) {
        return measured.nanosOfSample() > 0
                ? samples.map(profile ->
                                SampledLines.of(profile, measured.all(), fastestSlow, measured.nanosOfSample()))
                        .orElse(List.of())
                : List.of();
    }

    private static double bunch(List<Observation> spans) {
        double[] samples =
                spans.stream().mapToDouble(one -> one.span().samples()).toArray();
        double mean = new Mean().evaluate(samples);
        return mean > 0 ? Math.max(1, new Variance().evaluate(samples) / mean) : 1;
    }

    /** The spans with what was counted in them, in the same execution or in another one of the same work. */
    private Counted counted(List<String> notes) {
        List<MeasuredSpan> spans = measured.all();
        SpanWork work = counts.isEmpty()
                ? SpanWork.NONE
                : SpanWork.of(counts, spans.get(0).name());
        boolean ownPass = evidence.counted().stream().allMatch(fork -> fork.result()
                .filter(result -> result.pass() == Pass.COUNT)
                .isPresent());
        List<Observation> joined = work.join(spans, ownPass);
        if (counts.isEmpty()) {
            return new Counted(
                    joined,
                    List.of(),
                    "without exact counts of each span nobody can tell more work from slower work: record with --count"
                            + " GLOB, or run with --passes sample,count");
        }
        counts.forEach(jvm -> notes.addAll(jvm.ledger().notes()));
        if (work == SpanWork.NONE) {
            return new Counted(
                    joined,
                    List.of(),
                    "counts are left out: none of these spans was counted one by one, so nobody can tell more work from"
                            + " slower work");
        }
        if (joined.stream().noneMatch(Observation::counted)) {
            return new Counted(
                    joined,
                    List.of(),
                    "counts are left out: none of these spans was counted by its tag, so the inputs were others than those"
                            + " that were sampled");
        }
        if (!work.unknown().isEmpty()) {
            notes.add(Quantity.of(work.unknown().size(), "methods") + " are left out of the work, because they have no"
                    + " figure in some spans: "
                    + work.unknown().stream().limit(3).map(Object::toString).collect(Collectors.joining(", ")));
        }
        notes.add(
                ownPass
                        ? "times are those of the unperturbed pass, hits those of the counting pass, joined by tag"
                        : isOneExecution(counts, spans)
                                ? "times and hits are of the same execution: PERTURBED by the counters"
                                : "hits are of ANOTHER execution than times, joined by tag: right only if both had the"
                                        + " same input");
        return new Counted(joined, work.sites(), "");
    }

    /** Whether spans were counted while they were recorded, as far as the two clocks agree. */
    private static boolean isOneExecution(List<CountedSpans> jvms, List<MeasuredSpan> spans) {
        LongSummaryStatistics recorded = spans.stream()
                .flatMapToLong(span -> LongStream.of(span.start(), span.start() + span.nanos()))
                .summaryStatistics();
        String name = spans.get(0).name();
        return jvms.stream()
                .flatMap(jvm -> jvm.spans().stream())
                .filter(span -> span.name().equals(name))
                .anyMatch(span ->
                        span.start() >= recorded.getMin() - CLOCKS && span.start() <= recorded.getMax() + CLOCKS);
    }

    /** Of what was read. */
    static Explanation of(
            Tail tail,
            List<SpanWork.Site> sites,
            List<SampledLines.Row> sampled,
            Function<SpanWork.Site, String> source,
            List<String> notes,
            List<Loss> losses) {
        List<String> all = new ArrayList<>(notes);
        Optional<WorkModel> model = model(tail, sites, all);
        Excess excess = Excess.of(tail, model);
        List<ExcessPart> parts = excess.parts();
        double typical = Observation.mean(tail.typical(), one -> one.span().nanos());
        Optional<TurningBranch> branch = Explanation.moreWork(parts, typical)
                .flatMap(more ->
                        TurningBranch.find(model.orElseThrow(), more.excess().value()));
        return new Explanation(
                tail.fastestSlow().name(),
                tail,
                excess.whole(),
                parts,
                excess.largest(),
                model,
                sampled,
                branch,
                source,
                all,
                losses);
    }

    private static Optional<WorkModel> model(Tail tail, List<SpanWork.Site> sites, List<String> notes) {
        if (sites.isEmpty()) {
            return Optional.empty();
        }
        long slow = tail.slow().stream().filter(Observation::counted).count();
        long typical = tail.typical().stream().filter(Observation::counted).count();
        String found =
                Quantity.count(slow) + " of the " + Quantity.count(tail.slow().size()) + " slow spans and "
                        + Quantity.count(typical) + " of the "
                        + Quantity.count(tail.typical().size())
                        + " others were counted one by one";
        if (slow < FEWEST_COUNTED || slow < tail.slow().size() / 2 || typical < FEWEST_COUNTED) {
            notes.add("counts are left out: only " + found);
            return Optional.empty();
        }
        if (slow < tail.slow().size() || typical < tail.typical().size()) {
            notes.add(found + ": hits are means of these");
        }
        return Optional.of(WorkModel.of(sites, tail));
    }

    private static Function<SpanWork.Site, String> sources(Evidence evidence) throws IOException {
        SourceFinder finder = evidence.sources(List.<Path>of());
        return site -> {
            try {
                return finder.find(site.method().className(), null, site.line())
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
