package tallyflame.analysis.spans;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.analysis.functions.LedgerText;
import tallyflame.analysis.table.Answer;
import tallyflame.analysis.table.Table;
import tallyflame.flamegraphs.FrameDetail;
import tallyflame.flamegraphs.Profile;
import tallyflame.recordings.ReadOptions;

/** How long spans took and what they spent, by name and one by one. */
public final class SpansAnswer {
    /** The types of event that sample CPU time, by the kind of sample that they are. */
    private static final Map<String, String> SAMPLERS =
            Map.of("cpu", SpanCosts.EXECUTION, "cpu-time", "jdk.CPUTimeSample");

    /** Names whose slowest spans are listed for people; those of others are had by naming them. */
    private static final int MOST_NAMES = 4;

    /** A single span and what it cost. */
    private record One(Span span, int index, SpanCosts costs, boolean sampled) {}

    private final SpanSet set;
    private final Map<String, SpanRow> rows = new LinkedHashMap<>();
    private final List<One> all = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    /** CPU time that a sample stands for; 0 where no CPU time was sampled. */
    private double nanosOfSample;
    /** Whether the samples are those of a sampler that does not see all CPU time. */
    private boolean jdkSampler;

    private SpansAnswer(SpanSet set) {
        this.set = set;
    }

    /**
     * Reads what the spans spent.
     *
     * @param most how many single spans to list at most
     */
    public static Answer of(Evidence evidence, SpanSet set, int most) throws IOException {
        SpansAnswer answer = new SpansAnswer(set);
        String sampler = answer.sampler(evidence);
        for (SpanSet.OfJvm jvm : set.jvms()) {
            answer.add(jvm, sampler);
        }
        answer.note();
        return answer.answer(most);
    }

    /** The type of event that samples CPU time, or an empty text. */
    private String sampler(Evidence evidence) throws IOException {
        ReadOptions all = ReadOptions.defaults()
                .withPrimaryEvent()
                .withMeasuredWindowOnly(false)
                .withDetail(FrameDetail.METHODS);
        Profile profile = evidence.anySamples(all).stream().findFirst().orElse(null);
        if (profile == null
                || !SAMPLERS.containsKey(profile.event())
                || !profile.unit().equals("ns")) {
            return "";
        }
        if (profile.event().equals("cpu") && !SpanCosts.samplesAllCpuTime(evidence)) {
            jdkSampler = true;
            return SAMPLERS.get(profile.event());
        }
        long samples = profile.tree().samples();
        nanosOfSample = samples == 0 ? 0 : (double) profile.tree().weight() / samples;
        return SAMPLERS.get(profile.event());
    }

    private void add(SpanSet.OfJvm jvm, String sampler) throws IOException {
        SpanCosts costs = SpanCosts.of(jvm.jvm(), jvm.spans(), new ThreadSpans(jvm.spans()), sampler);
        boolean byThread = !jvm.jvm().async().isEmpty();
        for (int i = 0; i < jvm.spans().size(); i++) {
            Span span = jvm.spans().get(i);
            One one = new One(span, i, costs, !(byThread && span.virtual() && costs.samples(i) == 0));
            rows.computeIfAbsent(span.name(), SpanRow::new).add(span, i, costs, one.sampled());
            all.add(one);
        }
    }

    private List<One> slowest(String name, int most) {
        return all.stream()
                .filter(one -> one.span().name().equals(name))
                .sorted(Comparator.comparingLong((One one) -> one.span().nanos())
                        .reversed())
                .limit(most)
                .toList();
    }

    private void note() {
        notes.addAll(set.notes());
        notes.add(
                "began after: from the first span on; waits are those that the recording holds, without short ones; what happens in"
                        + " a span within another counts for both");
        if (jdkSampler) {
            notes.add(
                    "no CPU time: the JDK's execution sampler misses much of it; async-profiler and jdk.CPUTimeSample tell");
        } else if (nanosOfSample == 0) {
            notes.add("CPU time was not sampled");
        } else if (all.stream().anyMatch(one -> !one.sampled())) {
            notes.add(
                    "no CPU time where spans are on virtual threads: the profiler samples the threads that carry them");
        }
    }

    private Answer answer(int most) {
        List<SpanRow> named = rows.values().stream()
                .sorted(Comparator.comparingDouble((SpanRow row) -> row.mean() * row.count())
                        .reversed())
                .toList();
        Table<SpanRow> byName = byName(named);
        List<Table<One>> single = named.stream()
                .map(row -> single(row.name(), slowest(row.name(), most)))
                .toList();
        Answer answer = new Answer(
                        "Spans",
                        () -> new SpansDocument(
                                1,
                                "ns",
                                byName.objects(),
                                single.stream()
                                        .flatMap(table -> table.objects().stream())
                                        .toList(),
                                notes,
                                set.losses()))
                .lines(set.words())
                .table(byName);
        single.stream().limit(MOST_NAMES).forEach(answer::table);
        return answer.lines(notes).lines(LedgerText.losses(set.losses()));
    }

    private Table<SpanRow> byName(List<SpanRow> named) {
        Table<SpanRow> table = Table.of(named)
                .count("spans", SpanRow::count)
                .number("per second", SpanRow::perSecond)
                .weight("p50", "ns", row -> row.percentile(50))
                .weight("p90", "ns", row -> row.percentile(90))
                .weight("p99", "ns", row -> row.percentile(99))
                .weight("max", "ns", SpanRow::longest)
                .weight("mean", "ns", SpanRow::mean);
        if (nanosOfSample > 0) {
            table.weight("CPU", "ns", row -> row.cpu(nanosOfSample));
        }
        for (Wait wait : waits()) {
            table.weight(wait.title(), "ns", row -> row.waited(wait));
        }
        if (paused()) {
            table.weight("GC", "ns", SpanRow::paused);
        }
        table.count("samples", SpanRow::samples)
                .text("name", SpanRow::name)
                .note("CPU, waits and GC: means of a span.")
                .data("name", SpanRow::name)
                .data("count", SpanRow::count)
                .data("perSecond", SpanRow::perSecond)
                .data("mean", SpanRow::mean)
                .data("p50", row -> row.percentile(50))
                .data("p90", row -> row.percentile(90))
                .data("p99", row -> row.percentile(99))
                .data("max", SpanRow::longest)
                .data("cpu", row -> row.cpu(nanosOfSample));
        for (Wait wait : Wait.values()) {
            table.data(key(wait), row -> row.waited(wait));
        }
        return table.data("gc", SpanRow::paused).data("samples", SpanRow::samples);
    }

    private Table<One> single(String name, List<One> slowest) {
        long begin = all.stream().mapToLong(one -> one.span().start()).min().orElse(0);
        Table<One> table = Table.of(slowest)
                .caption("The slowest of " + name)
                .weight("took", "ns", one -> one.span().nanos())
                .weight("began after", "ns", one -> one.span().start() - begin);
        if (nanosOfSample > 0) {
            table.weight("CPU", "ns", this::cpu);
        }
        for (Wait wait : waits()) {
            table.weight(wait.title(), "ns", one -> one.costs().waited(one.index(), wait));
        }
        if (paused()) {
            table.weight("GC", "ns", one -> one.costs().paused(one.index()));
        }
        table.text("tag", one -> one.span().tag())
                .text("thread", one -> one.span().thread().name())
                .data("name", one -> one.span().name())
                .data("tag", one -> one.span().tag())
                .data("thread", one -> one.span().thread().name())
                .data("start", one -> one.span().start())
                .data("duration", one -> one.span().nanos())
                .data("cpu", this::cpu);
        for (Wait wait : Wait.values()) {
            table.data(key(wait), one -> one.costs().waited(one.index(), wait));
        }
        return table.data("gc", one -> one.costs().paused(one.index()))
                .data("samples", one -> one.costs().samples(one.index()));
    }

    private Double cpu(One one) {
        return one.sampled() && nanosOfSample > 0 ? one.costs().samples(one.index()) * nanosOfSample : null;
    }

    private static String key(Wait wait) {
        return wait == Wait.IO ? "io" : wait.title().toLowerCase(Locale.ROOT);
    }

    private boolean paused() {
        return rows.values().stream().anyMatch(row -> row.paused() > 0);
    }

    /** The waits that any span has. */
    private List<Wait> waits() {
        return Arrays.stream(Wait.values())
                .filter(wait -> rows.values().stream().anyMatch(row -> row.waited(wait) > 0))
                .toList();
    }
}
