package tallyflame.analysis.spans;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.analysis.functions.LedgerText;
import tallyflame.analysis.table.Answer;
import tallyflame.analysis.table.Table;
import tallyflame.recordings.event.ChunkEvents;

/** How long spans took and what they spent, by name and one by one. */
public final class SpansAnswer {
    /** Names whose slowest spans are listed for people; those of others are had by naming them. */
    private static final int MOST_NAMES = 4;

    private final SpanSet set;
    private final MeasuredSpans measured;
    private final Map<String, SpanRow> rows = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    private SpansAnswer(SpanSet set, MeasuredSpans measured) {
        this.set = set;
        this.measured = measured;
        for (MeasuredSpan span : measured.all()) {
            rows.computeIfAbsent(span.name(), SpanRow::new).add(span);
        }
    }

    /**
     * Reads what the spans spent.
     *
     * @param most how many single spans to list at most
     */
    public static Answer of(Evidence evidence, SpanSet set, int most) throws IOException {
        return of(set, MeasuredSpans.read(evidence, set), most);
    }

    /** The same of spans whose costs were read. */
    public static Answer of(SpanSet set, MeasuredSpans measured, int most) {
        SpansAnswer answer = new SpansAnswer(set, measured);
        answer.note();
        return answer.answer(most);
    }

    /** Whether a chunk may hold spans. */
    public static boolean maybeIn(ChunkEvents chunk) {
        return SpanReader.TYPES.stream().anyMatch(type -> !chunk.fields(type).isEmpty());
    }

    private List<MeasuredSpan> slowest(String name, int most) {
        return measured.all().stream()
                .filter(span -> span.name().equals(name))
                .sorted(Comparator.comparingLong(MeasuredSpan::nanos).reversed())
                .limit(most)
                .toList();
    }

    private void note() {
        notes.addAll(set.notes());
        notes.add(
                "began after: from the first span on; waits are those that the recording holds, without short ones; what happens in"
                        + " a span within another counts for both");
        if (queued()) {
            notes.add(
                    "queued: ready to run, without a core, of spans of which that is known; what follows a wait is in it, too");
        }
        if (measured.jdkSampler()) {
            notes.add(
                    "no CPU time: the JDK's execution sampler misses much of it; async-profiler and jdk.CPUTimeSample tell");
        } else if (measured.nanosOfSample() == 0) {
            notes.add("CPU time was not sampled");
        } else if (measured.all().stream().anyMatch(span -> span.cpu() == null)) {
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
        List<Table<MeasuredSpan>> single = named.stream()
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
        if (measured.nanosOfSample() > 0) {
            table.weight("CPU", "ns", SpanRow::cpu);
        }
        if (queued()) {
            table.weight("queued", "ns", SpanRow::queued);
        }
        for (Wait wait : waits()) {
            table.weight(wait.title(), "ns", row -> row.waited(wait));
        }
        if (paused()) {
            table.weight("GC", "ns", SpanRow::collected);
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
                .data("cpu", SpanRow::cpu)
                .data("queued", SpanRow::queued);
        for (Wait wait : Wait.values()) {
            table.data(wait.key(), row -> row.waited(wait));
        }
        return table.data("gc", SpanRow::collected).data("samples", SpanRow::samples);
    }

    private Table<MeasuredSpan> single(String name, List<MeasuredSpan> slowest) {
        long begin =
                measured.all().stream().mapToLong(MeasuredSpan::start).min().orElse(0);
        Table<MeasuredSpan> table = Table.of(slowest)
                .caption("The slowest of " + name)
                .weight("took", "ns", MeasuredSpan::nanos)
                .weight("began after", "ns", span -> span.start() - begin);
        if (measured.nanosOfSample() > 0) {
            table.weight("CPU", "ns", MeasuredSpan::cpu);
        }
        if (queued()) {
            table.weight("queued", "ns", MeasuredSpan::queued);
        }
        for (Wait wait : waits()) {
            table.weight(wait.title(), "ns", span -> span.waited(wait));
        }
        if (paused()) {
            table.weight("GC", "ns", MeasuredSpan::collected);
        }
        table.text("tag", MeasuredSpan::tag)
                .text("thread", MeasuredSpan::thread)
                .data("name", MeasuredSpan::name)
                .data("tag", MeasuredSpan::tag)
                .data("thread", MeasuredSpan::thread)
                .data("start", MeasuredSpan::start)
                .data("duration", MeasuredSpan::nanos)
                .data("cpu", MeasuredSpan::cpu)
                .data("queued", MeasuredSpan::queued);
        for (Wait wait : Wait.values()) {
            table.data(wait.key(), span -> span.waited(wait));
        }
        return table.data("gc", MeasuredSpan::collected).data("samples", MeasuredSpan::samples);
    }

    private boolean queued() {
        return rows.values().stream().anyMatch(row -> row.queued() != null);
    }

    private boolean paused() {
        return rows.values().stream().anyMatch(row -> row.collected() > 0);
    }

    /** The waits that any span has. */
    private List<Wait> waits() {
        return Arrays.stream(Wait.values())
                .filter(wait -> rows.values().stream().anyMatch(row -> row.waited(wait) > 0))
                .toList();
    }
}
