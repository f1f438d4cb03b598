package tallyflame.analysis.spans;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.analysis.evidence.Fork;
import tallyflame.analysis.evidence.Jvm;
import tallyflame.counts.Spelling;
import tallyflame.flamegraphs.Ledger.Loss;
import tallyflame.flamegraphs.Quantity;
import tallyflame.recordings.EventReader;
import tallyflame.recordings.EventSummary;
import tallyflame.recordings.InputException;
import tallyflame.recordings.ReadOptions;
import tallyflame.recordings.sample.WindowSet;

/** The spans that are meant in all sampled JVMs. */
public final class SpanSet {
    /** Fewer spans say little about others like them. */
    private static final int FEW = 20;

    /** The spans of one JVM, by start. */
    static final class OfJvm {
        private final Jvm jvm;
        private final List<Span> spans;
        private ThreadSpans threads;

        OfJvm(Jvm jvm, List<Span> spans) {
            this.jvm = jvm;
            this.spans = List.copyOf(spans);
        }

        Jvm jvm() {
            return jvm;
        }

        List<Span> spans() {
            return spans;
        }

        /** The same by thread; sorted when they are first asked for. */
        synchronized ThreadSpans threads() {
            if (threads == null) {
                threads = new ThreadSpans(spans);
            }
            return threads;
        }
    }

    private final SpanFilter filter;
    private final List<OfJvm> jvms;
    private final long all;
    private final LeftOut leftOut;

    /** What of the recordings makes no span. */
    private record LeftOut(long partsOfNone, long withoutThread, List<Loss> losses) {
        static LeftOut of(List<SpanReader.Read> jvms) {
            return new LeftOut(
                    jvms.stream().mapToLong(SpanReader.Read::partsOfNone).sum(),
                    jvms.stream().mapToLong(SpanReader.Read::withoutThread).sum(),
                    jvms.stream().flatMap(jvm -> jvm.losses().stream()).toList());
        }
    }

    private SpanSet(SpanFilter filter, List<OfJvm> jvms, long all, LeftOut leftOut) {
        this.filter = filter;
        this.jvms = List.copyOf(jvms);
        this.all = all;
        this.leftOut = leftOut;
    }

    /**
     * Reads the spans.
     *
     * @throws InputException if there are none of that name, or none that took so long; the message names those that there are
     */
    public static SpanSet read(Evidence evidence, SpanFilter filter) throws IOException {
        if (evidence.recordings().isEmpty()) {
            evidence.events(); // says what is wrong
        }
        List<OfJvm> named = new ArrayList<>();
        List<Span> every = new ArrayList<>();
        Set<String> names = new TreeSet<>();
        List<SpanReader.Read> reads = new ArrayList<>();
        for (Fork fork : evidence.sampled()) {
            for (Jvm jvm : fork.jvms()) {
                SpanReader.Read read = SpanReader.read(jvm, filter.name());
                read.spans().forEach(span -> names.add(span.name()));
                List<Span> own = read.spans().stream()
                        .filter(span -> filter.named(span.name()))
                        .toList();
                named.add(new OfJvm(jvm, own));
                every.addAll(own);
                reads.add(read);
            }
        }
        if (every.isEmpty()) {
            throw none(evidence, filter, names);
        }
        return new SpanSet(filter, chosen(named, every, filter), every.size(), LeftOut.of(reads))
                .orNone(evidence.inputs().get(0), every);
    }

    /** All spans, whatever their name; empty where there are none, or nothing with single events was recorded. */
    public static Optional<SpanSet> all(Evidence evidence) throws IOException {
        List<OfJvm> all = new ArrayList<>();
        List<SpanReader.Read> reads = new ArrayList<>();
        for (Fork fork : evidence.sampled()) {
            for (Jvm jvm : fork.jvms()) {
                if (!jvm.recordings().isEmpty()) {
                    SpanReader.Read read = SpanReader.read(jvm, "");
                    all.add(new OfJvm(jvm, read.spans()));
                    reads.add(read);
                }
            }
        }
        long count = all.stream().mapToLong(jvm -> jvm.spans().size()).sum();
        return count == 0 ? Optional.empty() : Optional.of(new SpanSet(SpanFilter.ALL, all, count, LeftOut.of(reads)));
    }

    /** Percentiles are those of all JVMs together. */
    private static List<OfJvm> chosen(List<OfJvm> named, List<Span> every, SpanFilter filter) {
        if (!filter.byDuration()) {
            return named;
        }
        Set<Span> meant = new HashSet<>(filter.choose(every));
        return named.stream()
                .map(one -> new OfJvm(
                        one.jvm(), one.spans().stream().filter(meant::contains).toList()))
                .toList();
    }

    private SpanSet orNone(Path input, List<Span> every) throws InputException {
        if (count() == 0) {
            long slowest = every.stream().mapToLong(Span::nanos).max().orElse(0);
            throw new InputException(
                    input,
                    "no span is " + filter.words() + "; the slowest of " + Quantity.of(every.size(), "spans") + " took "
                            + Quantity.of(slowest, "ns"));
        }
        return this;
    }

    private static InputException none(Evidence evidence, SpanFilter filter, Set<String> names) throws IOException {
        List<EventSummary.Row> types =
                EventSummary.of(EventReader.of(evidence.recordings())).types();
        Optional<EventSummary.Row> meant =
                types.stream().filter(type -> type.name().equals(filter.name())).findFirst();
        if (meant.isPresent()) {
            String lacks = meant.get().timed() ? "thread" : "duration";
            return new InputException(
                    evidence.inputs().get(0),
                    "events " + filter.name() + " have no " + lacks
                            + ", so they are no spans; `events` lists those that" + " last");
        }
        String timed = types.stream()
                .filter(EventSummary.Row::timed)
                .map(EventSummary.Row::name)
                .limit(FEW)
                .collect(Collectors.joining(", "));
        String what = filter.name().isEmpty() ? "no spans" : "no spans " + filter.name();
        String has = names.isEmpty()
                ? ""
                : "; it holds spans " + String.join(", ", Spelling.nearest(filter.name(), names, names.size()));
        return new InputException(
                evidence.inputs().get(0),
                "holds " + what + has
                        + (timed.isEmpty() ? "" : "; events that can be taken for spans by --span: " + timed));
    }

    List<OfJvm> jvms() {
        return jvms;
    }

    SpanFilter filter() {
        return filter;
    }

    /** How many spans are meant. */
    public long count() {
        return jvms.stream().mapToLong(jvm -> jvm.spans().size()).sum();
    }

    /** What cannot be told about spans, and what was left out, one line each. */
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        long empty = jvms.stream()
                .flatMap(jvm -> jvm.spans().stream())
                .filter(span -> span.nanos() == 0)
                .count();
        long overlapping =
                jvms.stream().mapToLong(jvm -> jvm.threads().overlapping()).sum();
        note(notes, empty, "of no length: the clock did not advance");
        note(
                notes,
                overlapping,
                "begin within another span of their thread and end after it: what both did counts for both");
        note(notes, leftOut.withoutThread(), "of no thread that the recording names: left out");
        note(notes, leftOut.partsOfNone(), "parts of spans that did not end while they were recorded: left out");
        return notes;
    }

    private static void note(List<String> notes, long count, String what) {
        if (count > 0) {
            notes.add(Quantity.count(count) + " " + what);
        }
    }

    /** What of the recordings could not be read. */
    public List<Loss> losses() {
        return leftOut.losses();
    }

    /** Which spans of how many are meant, in one line. */
    public String words() {
        List<Span> meant = jvms.stream().flatMap(jvm -> jvm.spans().stream()).toList();
        long fastest = meant.stream().mapToLong(Span::nanos).min().orElse(0);
        long slowest = meant.stream().mapToLong(Span::nanos).max().orElse(0);
        String names = meant.stream().map(Span::name).distinct().sorted().collect(Collectors.joining(", "));
        return "spans: " + Quantity.count(count()) + " of " + Quantity.count(all) + " " + names + ", "
                + Quantity.of(fastest, "ns") + " to " + Quantity.of(slowest, "ns")
                + (filter.byDuration() ? " (" + filter.words() + ")" : "")
                + (count() < FEW ? "; so few say little about others" : "");
    }

    /** Those of them that took at least and at most so many nanoseconds. */
    public SpanSet lasting(long least, long most) {
        return only(span -> span.nanos() >= least && span.nanos() <= most);
    }

    /** Those of a name. */
    public SpanSet named(String name) {
        return only(span -> span.name().equals(name));
    }

    private SpanSet only(Predicate<Span> meant) {
        List<OfJvm> some = jvms.stream()
                .map(one ->
                        new OfJvm(one.jvm(), one.spans().stream().filter(meant).toList()))
                .toList();
        return new SpanSet(filter, some, all, leftOut);
    }

    /** Options for the samples within these spans alone. */
    public ReadOptions narrow(ReadOptions options) {
        Map<Path, WindowSet> windows = new HashMap<>();
        for (OfJvm one : jvms) {
            WindowSet within = new WindowSet();
            one.spans().forEach(span -> span.parts().forEach(within::add));
            one.jvm().recordings().forEach(recording -> windows.put(recording, within));
        }
        return options.withinWindows(windows);
    }
}
