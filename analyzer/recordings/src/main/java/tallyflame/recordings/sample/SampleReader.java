package tallyflame.recordings.sample;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import tallyflame.recordings.chunk.ByteWindow;
import tallyflame.recordings.chunk.ChunkHeader;
import tallyflame.recordings.chunk.CorruptDataException;
import tallyflame.recordings.chunk.DecodedChunk;
import tallyflame.recordings.chunk.FieldPlan;
import tallyflame.recordings.chunk.LongIntMap;
import tallyflame.recordings.chunk.Metadata;
import tallyflame.recordings.event.ChunkEvents;

/** Counts the samples of a chunk by stack, without looking at a stack. */
public final class SampleReader {

    private final DecodedChunk chunk;
    private final ByteWindow in;
    private final ChunkEvents events;

    /** @param in a window on the chunk's file, used by nobody else meanwhile */
    public SampleReader(DecodedChunk chunk, ByteWindow in) {
        this.chunk = chunk;
        this.in = in;
        events = new ChunkEvents(chunk, in);
    }

    /** Lets something hear the events of the chunk, too, in the same pass. */
    public SampleReader heardBy(Consumer<ChunkEvents> listener) {
        listener.accept(events);
        return this;
    }

    /** The plan for a type, or {@code null} if its declaration is damaged, which is noted. */
    private FieldPlan plan(Metadata.Type type, String... wanted) {
        try {
            return FieldPlan.of(chunk.metadata(), type, wanted);
        } catch (CorruptDataException e) {
            chunk.source().lose(chunk.header().start(), 0, 0, 0, "all events " + type.name() + ": " + e.getMessage());
            return null;
        }
    }

    private EventPlan samplePlan(Metadata.Type type, Selection selection) {
        try {
            return EventPlan.of(chunk.metadata(), type, selection.events());
        } catch (CorruptDataException e) {
            chunk.source().lose(chunk.header().start(), 0, 0, 0, "all events " + type.name() + ": " + e.getMessage());
            return null;
        }
    }

    /**
     * Counts the samples.
     *
     * @param windows the measured windows, outside which no sample is counted
     * @param within the time ranges that were asked for, outside which none is counted either, or {@code null} if all are wanted
     * @param marking windows whose numbers single samples in them are to have, or {@code null} if there are none
     * @param leaks where the events of native memory that was never freed are, or {@code null} if nobody asked
     */
    public CountedChunk readSamples(
            Selection selection, WindowSet windows, WindowSet within, WindowSet marking, LongIntMap leaks)
            throws IOException {
        ChunkHeader header = chunk.header();
        CountedChunk counted = new CountedChunk(
                chunk,
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                new Settings());
        ThreadFilter filter = new ThreadFilter(header, chunk.pools(), selection.thread(), windows, within, marking);
        long from = selection.from().isPresent() ? header.ticks(selection.from().getAsLong()) : Long.MIN_VALUE;
        long to = selection.to().isPresent() ? header.ticks(selection.to().getAsLong()) : Long.MAX_VALUE;
        Function<EventPlan, ChunkEvents.Decoder> counter =
                plan -> new SampleCounter(chunk, in, events, plan, filter, from, to, selection.keepSamples(), counted);
        for (Metadata.Type type : chunk.metadata().types()) {
            EventPlan plan = samplePlan(type, selection);
            if (plan != null) {
                counted.typeIds().merge(plan.kind(), type.id(), Math::min);
                on(type, samples(type, plan, selection, counter));
            }
            if (plan != null && leaks != null && type.name().equals(EventType.MALLOC)) {
                ChunkEvents.Decoder leak = counter.apply(plan.as(EventKind.LEAK));
                on(type, () -> {
                    if (leaks.get(events.position()) >= 0) {
                        leak.read();
                    }
                });
            }
        }
        if (selection.wantsOldObjects()) {
            onOldObjects(counted, counter);
        }
        counted.settings().listen(events);
        onLosses(counted.lost(), selection);
        events.read();
        return counted;
    }

    private void onOldObjects(CountedChunk counted, Function<EventPlan, ChunkEvents.Decoder> counter) {
        Metadata.Type type = chunk.metadata().type(EventType.OLD_OBJECT);
        if (type == null) {
            return;
        }
        try {
            on(type, counter.apply(EventPlan.ofPaths(chunk.metadata(), type)));
            counted.typeIds().put(EventKind.OLD_OBJECTS, type.id());
        } catch (CorruptDataException e) {
            chunk.source().lose(chunk.header().start(), 0, 0, 0, "all events " + type.name() + ": " + e.getMessage());
        }
    }

    private void on(Metadata.Type type, ChunkEvents.Decoder decoder) {
        if (decoder != null) {
            events.on(type, decoder);
        }
    }

    /** What counts the samples of a type, or {@code null} if none is wanted. */
    private ChunkEvents.Decoder samples(
            Metadata.Type type, EventPlan plan, Selection selection, Function<EventPlan, ChunkEvents.Decoder> counter) {
        boolean maybeWall = WallClock.mayBeIn(chunk, plan);
        if (!selection.wants(plan.kind()) && !(maybeWall && selection.wants(EventKind.WALL))) {
            return null;
        }
        ChunkEvents.Decoder own = counter.apply(plan);
        long stateOfCpu = maybeWall ? WallClock.stateOfCpu(chunk) : -1;
        return stateOfCpu < 0 ? own : byState(type, stateOfCpu, own, counter.apply(plan.as(EventKind.WALL)));
    }

    private ChunkEvents.Decoder byState(
            Metadata.Type type, long stateOfCpu, ChunkEvents.Decoder cpu, ChunkEvents.Decoder wall) {
        FieldPlan plan = plan(type, "state");
        long[] state = new long[1];
        return () -> {
            long start = in.position();
            events.decode(plan, state, chunk.pools().texts());
            in.seek(start);
            (state[0] == stateOfCpu ? cpu : wall).read();
        };
    }

    private void onLosses(Map<EventKind, Long> losses, Selection selection) {
        events.on("jdk.DataLoss", List.of("amount"), event -> chunk.source()
                .lose(
                        event.position(),
                        Math.max(0, Math.min(SampleCounter.MOST_WEIGHT, event.number(0))),
                        0,
                        0,
                        "the recorded JVM ran out of buffers and dropped data"));
        Metadata.Type sample = chunk.metadata().type("jdk.CPUTimeSample");
        EventPlan plan = sample == null ? null : samplePlan(sample, selection);
        if (plan != null) {
            EventKind kind = plan.kind();
            events.on(
                    "jdk.CPUTimeSamplesLost",
                    List.of("lostSamples"),
                    event -> losses.merge(
                            kind, Math.max(0, Math.min(SampleCounter.MOST_SAMPLES, event.number(0))), Long::sum));
        }
    }
}
