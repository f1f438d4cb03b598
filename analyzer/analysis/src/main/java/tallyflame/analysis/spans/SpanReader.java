package tallyflame.analysis.spans;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tallyflame.analysis.evidence.Jvm;
import tallyflame.flamegraphs.Ledger.Loss;
import tallyflame.recordings.EventReader;
import tallyflame.recordings.event.ChunkEvents;
import tallyflame.recordings.event.Event;
import tallyflame.recordings.event.RecordedThread;
import tallyflame.recordings.sample.WindowSet.Window;

/** Collects the spans in the recordings of one JVM. */
final class SpanReader {
    private static final String OWN = "tallyflame.Span";
    private static final String ALERT = "tallyflame.Alert";
    private static final String BATCH = "tallyflame.Batch";
    private static final String PROFILER = "profiler.Span";

    private static final String TASK = "tallyflame.Task";

    /** Types of events that are spans by themselves. */
    static final Set<String> TYPES = Set.of(OWN, ALERT, BATCH, PROFILER, TASK);

    /** What says which one an event was, where it is no span by itself; the first of these that it has. */
    private static final List<String> TAGS =
            List.of("path", "host", "uri", "name", "monitorClass", "parkedClass", "cmdLine", "gcId", "id");

    /**
     * What a JVM did.
     *
     * @param spans in order of their start, the longer first of two that begin at once
     * @param partsOfNone parts whose span is not in the recordings: it never ended, or its chunk is lost
     * @param withoutThread spans that the recording names no thread of
     * @param losses what could not be read
     */
    record Read(List<Span> spans, long partsOfNone, long withoutThread, List<Loss> losses) {}

    private record Found(Span span, long number, boolean part, RecordedThread begunBy) {
        boolean ofThread() {
            return !span.thread().equals(RecordedThread.UNKNOWN);
        }

        Found in(long chunk) {
            return new Found(span.in(chunk), number, part, begunBy);
        }

        Found namedByTag() {
            return new Found(span.named(span.tag(), ""), number, part, begunBy);
        }
    }

    private final String type;
    private final List<Found> found = new ArrayList<>();
    private long offset;

    private SpanReader(String type) {
        this.type = type;
    }

    /**
     * Reads the spans.
     *
     * @param type full name of a type of event that is to be taken for spans, too; empty for none
     */
    static Read read(Jvm jvm, String type) throws IOException {
        EventReader.Collected<SpanReader> read =
                EventReader.of(jvm.recordings()).read(chunk -> new SpanReader(type).listen(chunk));
        List<Found> all = new ArrayList<>();
        for (SpanReader chunk : read.chunks()) {
            chunk.found.forEach(one -> all.add(one.in(chunk.offset)));
        }
        return join(type.equals(PROFILER) ? all : named(all), read.losses());
    }

    private SpanReader listen(ChunkEvents chunk) {
        offset = chunk.offset();
        chunk.on(
                OWN,
                List.of("startTime", "duration", "eventThread", "name", "tag", "number", "part", "begunBy", "queued"),
                event -> found.add(new Found(
                        span(event, event.text(3), event.text(4)).queued(event.has(8) ? event.number(8) : -1),
                        event.number(5),
                        event.isTrue(6),
                        event.has(7) ? event.thread(7) : RecordedThread.UNKNOWN)));
        on(chunk, ALERT, "alert", "candid");
        on(chunk, BATCH, "batch", "");
        on(chunk, PROFILER, PROFILER, "tag");
        chunk.on(
                TASK,
                List.of(
                        "startTime",
                        "duration",
                        "eventThread",
                        "stage",
                        "stageAttempt",
                        "partition",
                        "attempt",
                        "task"),
                event -> found.add(new Found(task(event), 0, false, RecordedThread.UNKNOWN)));
        List<String> fields = chunk.fields(type);
        if (!TYPES.contains(type) && fields.contains("duration") && fields.contains("eventThread")) {
            on(
                    chunk,
                    type,
                    type,
                    TAGS.stream().filter(fields::contains).findFirst().orElse(""));
        }
        return this;
    }

    private void on(ChunkEvents chunk, String event, String name, String tag) {
        chunk.on(
                event,
                List.of("startTime", "duration", "eventThread", tag),
                one -> found.add(new Found(span(one, name, one.text(3)), 0, false, RecordedThread.UNKNOWN)));
    }

    /** Tasks of a stage are compared with each other. */
    private static Span task(Event event) {
        String again = event.number(4) == 0 ? "" : " of stage attempt " + event.number(4);
        return span(
                event,
                "stage " + event.number(3),
                "task " + event.number(7) + ", partition " + event.number(5) + ", attempt " + event.number(6) + again);
    }

    private static Span span(Event event, String name, String tag) {
        long start = event.time(0);
        return Span.of(name, tag, event.thread(2), start, Math.max(start, event.end(0, 1)));
    }

    /**
     * async-profiler means its tags to be names of operations. Where most are of one span only, they are taken for what says which one it
     * was, and no two spans could be compared if they were names.
     */
    private static List<Found> named(List<Found> found) {
        List<Found> tagged = found.stream()
                .filter(one ->
                        one.span().name().equals(PROFILER) && !one.span().tag().isEmpty())
                .toList();
        long tags = tagged.stream().map(one -> one.span().tag()).distinct().count();
        if (2 * tags > tagged.size()) {
            return found;
        }
        Set<Found> renamed = Collections.newSetFromMap(new IdentityHashMap<>());
        renamed.addAll(tagged);
        return found.stream()
                .map(one -> renamed.contains(one) ? one.namedByTag() : one)
                .toList();
    }

    /** Puts spans and their parts together; those of an unknown thread are left out, since what happened in them is unknown. */
    private static Read join(List<Found> all, List<Loss> losses) {
        List<Found> found = all.stream().filter(Found::ofThread).toList();
        Map<Long, List<Window>> parts = new HashMap<>();
        for (Found one : found) {
            if (one.part()) {
                parts.computeIfAbsent(one.number(), number -> new ArrayList<>())
                        .addAll(one.span().parts());
            }
        }
        List<Span> spans = new ArrayList<>();
        for (Found one : found) {
            if (!one.part()) {
                List<Window> own = one.number() == 0 ? null : parts.remove(one.number());
                spans.add(whole(one, own == null ? List.of() : own));
            }
        }
        spans.sort(Comparator.comparingLong(Span::start)
                .thenComparing(Comparator.comparingLong(Span::end).reversed()));
        long partsOfNone = parts.values().stream().mapToLong(List::size).sum();
        return new Read(spans, partsOfNone, all.size() - found.size(), losses);
    }

    /**
     * A span that ended on another thread than it began on did nothing on either, as far as is known; but its parts did. One that
     * has parts and ended where it began worked there, too.
     */
    private static Span whole(Found one, List<Window> parts) {
        Span span = one.span();
        if (parts.isEmpty() && one.begunBy().equals(RecordedThread.UNKNOWN)) {
            return span;
        }
        List<Window> all = new ArrayList<>();
        if (one.begunBy().equals(RecordedThread.UNKNOWN)) {
            all.addAll(span.parts());
        } else if (parts.isEmpty()) {
            all.add(new Window(one.begunBy(), span.start(), span.start()));
        }
        all.addAll(parts);
        return span.on(all);
    }
}
