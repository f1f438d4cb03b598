package tallyflame.recordings.sample;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    /** Samples that one event may stand for; more are damage. */
    private static final long MOST_SAMPLES = Integer.MAX_VALUE;

    /** Weight that one event may have: 104 days in nanoseconds, or 8 PiB; more is damage, and could make sums overflow. */
    private static final long MOST_WEIGHT = 1L << 53;

    /** Weight that the events of one type in a chunk may have together. */
    private static final long MOST_WEIGHT_OF_ALL = 1L << 60;

    private final DecodedChunk chunk;
    private final ByteWindow in;
    private final ChunkEvents events;

    /** @param in a window on the chunk's file, used by nobody else meanwhile */
    public SampleReader(DecodedChunk chunk, ByteWindow in) {
        this.chunk = chunk;
        this.in = in;
        events = new ChunkEvents(chunk, in);
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
     * @param leaks where the events of native memory that was never freed are, or {@code null} if nobody asked
     */
    public CountedChunk readSamples(Selection selection, WindowSet windows, LongIntMap leaks) throws IOException {
        ChunkHeader header = chunk.header();
        CountedChunk counted = new CountedChunk(
                chunk,
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                new Settings());
        ThreadFilter filter = new ThreadFilter(header, chunk.pools(), selection.thread(), windows);
        long from = selection.from().isPresent() ? header.ticks(selection.from().getAsLong()) : Long.MIN_VALUE;
        long to = selection.to().isPresent() ? header.ticks(selection.to().getAsLong()) : Long.MAX_VALUE;
        Function<EventPlan, ChunkEvents.Decoder> counter = plan ->
                new Counter(plan, filter, from, to, selection.keepSamples(), counted.counts(), counted.settings());
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
        counted.settings().listen(events);
        onLosses(counted.lost(), selection);
        events.read();
        return counted;
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
                        Math.max(0, Math.min(MOST_WEIGHT, event.number(0))),
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
                    event -> losses.merge(kind, Math.max(0, Math.min(MOST_SAMPLES, event.number(0))), Long::sum));
        }
    }

    /** Counts the samples of one type. */
    private final class Counter implements ChunkEvents.Decoder {
        private final EventPlan plan;
        private final ThreadFilter filter;
        private final long from;
        private final long to;
        private final boolean keep;
        private final boolean findThread;
        private final boolean byInterval;
        private final boolean hasWeight;
        private final Map<EventKind, SampleCounts> allCounts;
        private SampleCounts counts;
        private final long[] registers = new long[EventPlan.REGISTERS];
        private final boolean async;
        private final Settings settings;
        /** Mean distance of the bytes that were drawn, as far as the chunk has told; 0 before it has. */
        private long drawn;

        private long weightOfAll;

        Counter(
                EventPlan plan,
                ThreadFilter filter,
                long from,
                long to,
                boolean keep,
                Map<EventKind, SampleCounts> allCounts,
                Settings settings) {
            this.allCounts = allCounts;
            this.settings = settings;
            async = chunk.metadata().type("profiler.Log") != null
                    || chunk.metadata().type(EventType.WALL_CLOCK_SAMPLE) != null;
            this.plan = plan;
            this.filter = filter;
            this.from = from;
            this.to = to;
            this.keep = keep;
            findThread = keep || filter.needed();
            byInterval = plan.kind().weight() == EventKind.Weight.INTERVAL;
            hasWeight = plan.kind().weight() == EventKind.Weight.FIELD;
        }

        @Override
        public void read() throws IOException {
            long[] r = registers;
            r[EventPlan.COUNT] = 1;
            r[EventPlan.WEIGHT] = 0;
            r[EventPlan.STATE] = -1;
            r[EventPlan.THREAD] = -1;
            r[EventPlan.SUBJECT] = 0;
            r[EventPlan.SIZE] = 0;
            events.decode(plan.fields(), r, chunk.pools().texts());
            long samples = r[EventPlan.COUNT];
            if (samples < 0 || samples > MOST_SAMPLES) {
                throw in.corrupt("an event of " + samples + " samples");
            }
            long weight = weight(samples);
            SampleCounts into = counts();
            into.total += samples;
            int thread = findThread ? chunk.pools().threads().row(r[EventPlan.THREAD]) : LongIntMap.ABSENT;
            int place = TracedCalls.NOT_COUNTED;
            if (!filter.wants(thread)) {
                into.otherThreads += samples;
            } else if (!filter.inWindow(thread, r[EventPlan.TIME])) {
                into.outsideWindow += samples;
            } else if (r[EventPlan.TIME] < from || r[EventPlan.TIME] > to) {
                into.outsideRange += samples;
            } else if (r[EventPlan.STACK] == 0) {
                into.withoutStack += samples;
            } else {
                place = count(into, samples, weight, thread);
            }
            if (plan.isCall()) {
                into.calls = into.calls == null ? new TracedCalls(into) : into.calls;
                int row = keep ? into.rows().size() - 1 : 0;
                into.calls.add(r[EventPlan.THREAD], r[EventPlan.TIME], r[EventPlan.WEIGHT], weight, place, row);
            }
        }

        private long weight(long samples) throws CorruptDataException {
            if (!hasWeight) {
                return byInterval ? 0 : samples;
            }
            long value = registers[EventPlan.WEIGHT];
            long weight = plan.ticks() ? chunk.header().nanos(value) : value;
            if (weight < 0 || weight > MOST_WEIGHT || weightOfAll > MOST_WEIGHT_OF_ALL - weight) {
                throw in.corrupt("an event of the weight " + weight);
            }
            weight = standsFor(weight);
            weightOfAll += weight;
            return weight;
        }

        /** What an event of a weight stands for, given the probability with which it was recorded. */
        private long standsFor(long weight) {
            if (plan.isAllocation()) {
                return allocation(weight);
            }
            long interval = async && !plan.interval().isEmpty() ? settings.accumulated(plan.interval()) : 0;
            if (weight >= interval) {
                return weight;
            }
            counts().drawn = true;
            return InverseProbability.ofAccumulated(weight, interval);
        }

        /**
         * What an allocation stands for: async-profiler writes the distance of the bytes drawn, or the size of an object that is larger.
         * Sizes of buffers, which it wrote before the JVM had a sampler, and which the JDK writes, differ from one event to the next.
         */
        private long allocation(long weight) {
            long size = registers[EventPlan.SIZE];
            if (async && drawn == 0) {
                drawn = settings.isEmpty() && weight > size ? weight : settings.allocationInterval();
            }
            if (size > 0 && weight == Math.max(size, drawn)) {
                return InverseProbability.ofDrawnBytes(size, drawn);
            }
            counts().biased = true;
            return weight;
        }

        private SampleCounts counts() {
            if (counts == null) {
                counts = allCounts.computeIfAbsent(plan.kind(), kind -> new SampleCounts(kind, keep, chunk.header()));
            }
            return counts;
        }

        /** Counts an event and answers what stands for its stack among the single samples. */
        private int count(SampleCounts into, long samples, long weight, int thread) {
            int slot = into.add(registers[EventPlan.STACK], samples, weight);
            if (plan.hasSubject()) {
                long id = registers[EventPlan.SUBJECT];
                int subject = plan.isCall()
                        ? chunk.pools().methodSubject(id)
                        : chunk.pools().classes().row(id);
                slot = subject < 0 ? slot : into.addSubject(slot, subject, samples, weight);
            }
            if (keep) {
                int state = registers[EventPlan.STATE] < 0
                        ? LongIntMap.ABSENT
                        : chunk.pools().states().row(registers[EventPlan.STATE]);
                long millis = Math.floorDiv(chunk.header().epochNanos(registers[EventPlan.TIME]), 1_000_000L);
                into.rows().add(millis, thread, state, slot, samples, weight);
            }
            return slot;
        }
    }
}
