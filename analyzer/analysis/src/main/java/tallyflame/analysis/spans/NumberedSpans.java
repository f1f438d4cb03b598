package tallyflame.analysis.spans;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.flamegraphs.Profile;
import tallyflame.recordings.ReadOptions;
import tallyflame.recordings.sample.WindowSet;
import tallyflame.recordings.sample.WindowSet.Window;

/** The spans of all sampled JVMs with numbers, which single samples can be marked with. */
public final class NumberedSpans {
    /**
     * A span.
     *
     * @param number from 1
     * @param parent number of the span that it began in, on its thread; 0 if there is none
     */
    public record Row(int number, int parent, MeasuredSpan span) {}

    /**
     * A span as its event has it.
     *
     * @param thread name of the thread on which it began; empty if unknown
     * @param startNanos in nanoseconds since 1970
     * @param nanos how long it took
     * @param chunk offset in its recording of the chunk that has the event
     */
    public record Told(String name, String thread, long startNanos, long nanos, long chunk) {}

    private final List<SpanSet.OfJvm> jvms;

    private NumberedSpans(List<SpanSet.OfJvm> jvms) {
        this.jvms = List.copyOf(jvms);
    }

    /** All that there are. */
    public static NumberedSpans of(Evidence evidence) throws IOException {
        return new NumberedSpans(SpanSet.all(evidence).map(SpanSet::jvms).orElse(List.of()));
    }

    /** Some of them. */
    public static NumberedSpans of(SpanSet some) {
        return new NumberedSpans(some.jvms());
    }

    /** The names of the spans in the order of their numbers. */
    public List<String> names() {
        return jvms.stream()
                .flatMap(jvm -> jvm.spans().stream())
                .map(Span::name)
                .toList();
    }

    /** The spans in the order of their numbers. */
    public List<Told> told() {
        return jvms.stream()
                .flatMap(jvm -> jvm.spans().stream())
                .map(span -> new Told(span.name(), span.thread().name(), span.start(), span.nanos(), span.chunk()))
                .toList();
    }

    /**
     * The spans in the order of their numbers, with what each cost.
     *
     * @param profile the samples of the kind that stands for what was sampled, if there are any
     */
    public List<Row> rows(Evidence evidence, Optional<Profile> profile) throws IOException {
        if (jvms.isEmpty()) {
            return List.of();
        }
        List<MeasuredSpan> measured =
                MeasuredSpans.read(evidence, jvms, profile).all();
        List<Row> rows = new ArrayList<>();
        for (SpanSet.OfJvm jvm : jvms) {
            int before = rows.size();
            ThreadSpans threads = jvm.threads();
            for (int i = 0; i < jvm.spans().size(); i++) {
                int parent = parent(i, jvm.spans(), threads);
                rows.add(new Row(before + i + 1, parent < 0 ? 0 : before + parent + 1, measured.get(before + i)));
            }
        }
        return rows;
    }

    /** The last that began before it, on the thread on which it began, and that lasted until it had ended there. */
    private static int parent(int index, List<Span> spans, ThreadSpans threads) {
        Window own = spans.get(index).parts().get(0);
        int[] parent = {-1};
        threads.visit(own.thread(), own.from(), own.from(), (other, from, to) -> {
            if (other < index && other > parent[0] && surrounds(spans.get(other), own)) {
                parent[0] = other;
            }
        });
        return parent[0];
    }

    private static boolean surrounds(Span outer, Window own) {
        return outer.parts().stream()
                .anyMatch(part ->
                        part.thread().isSame(own.thread()) && part.from() <= own.from() && part.to() >= own.to());
    }

    /** The samples of the kind that stands for what was sampled, each with the number of its innermost span; empty where there are none. */
    public Optional<Profile> samples(Evidence evidence) throws IOException {
        ReadOptions options = ReadOptions.defaults()
                .withPrimaryEvent()
                .withMeasuredWindowOnly(false)
                .withSamples(true);
        return evidence.anySamples(marking(options)).stream().findFirst();
    }

    /** Options by which single samples have the number of the innermost span that their thread was in. */
    public ReadOptions marking(ReadOptions options) {
        Map<Path, WindowSet> windows = new HashMap<>();
        int number = 0;
        for (SpanSet.OfJvm jvm : jvms) {
            WindowSet of = new WindowSet();
            for (Span span : jvm.spans()) {
                number++;
                for (Window part : span.parts()) {
                    of.add(new Window(part.thread(), part.from(), part.to(), number));
                }
            }
            jvm.jvm().recordings().forEach(recording -> windows.put(recording, of));
        }
        return options.withMarking(windows);
    }
}
