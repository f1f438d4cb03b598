package tallyflame.recordings.sample;

import java.io.IOException;
import java.util.Map;
import tallyflame.recordings.chunk.ByteWindow;
import tallyflame.recordings.chunk.CorruptDataException;
import tallyflame.recordings.chunk.DecodedChunk;
import tallyflame.recordings.chunk.LongIntMap;
import tallyflame.recordings.event.ChunkEvents;

/** Counts the samples of one type. */
final class SampleCounter implements ChunkEvents.Decoder {
    /** Samples that one event may stand for; more are damage. */
    static final long MOST_SAMPLES = Integer.MAX_VALUE;

    /** Weight that one event may have: 104 days in nanoseconds, or 8 PiB; more is damage, and could make sums overflow. */
    static final long MOST_WEIGHT = 1L << 53;

    /** Weight that the events of one type in a chunk may have together. */
    private static final long MOST_WEIGHT_OF_ALL = 1L << 60;

    private final DecodedChunk chunk;
    private final ByteWindow in;
    private final ChunkEvents events;
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

    SampleCounter(
            DecodedChunk chunk,
            ByteWindow in,
            ChunkEvents events,
            EventPlan plan,
            ThreadFilter filter,
            long from,
            long to,
            boolean keep,
            CountedChunk counted) {
        this.chunk = chunk;
        this.in = in;
        this.events = events;
        allCounts = counted.counts();
        settings = counted.settings();
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
        r[EventPlan.SPAN] = 0;
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
        if (filter.wants(thread)) {
            place = take(into, samples, weight, thread);
        } else {
            into.otherThreads += samples;
        }
        if (plan.isCall()) {
            into.calls = into.calls == null ? new TracedCalls(into) : into.calls;
            int row = keep ? into.rows().size() - 1 : 0;
            into.calls.add(r[EventPlan.THREAD], r[EventPlan.TIME], r[EventPlan.WEIGHT], weight, place, row);
        }
    }

    /** Counts what is wanted of an event, and answers what stands for its stack among the single samples. */
    private int take(SampleCounts into, long samples, long weight, int thread) {
        Batch batch = batch(into, samples);
        long kept = 0;
        for (int part = 0; part < batch.parts(); part++) {
            kept += kept(into, thread, batch.time(part), batch.samples(part));
        }
        return kept > 0 ? count(into, kept, weight, thread, batch) : TracedCalls.NOT_COUNTED;
    }

    /** The parts of an event; where no times are asked for, it need not be cut. */
    private Batch batch(SampleCounts into, long samples) {
        long start = registers[EventPlan.TIME];
        long span = registers[EventPlan.SPAN];
        if (samples < 2 || span <= 0) {
            return Batch.of(start, 0, samples, 0);
        }
        long nanos = Math.max(0, Math.min(MOST_WEIGHT, chunk.header().nanos(span)));
        into.spanned(nanos, samples - 1);
        boolean timed = keep || filter.needed() || from > Long.MIN_VALUE || to < Long.MAX_VALUE;
        return Batch.of(start, span, samples, timed ? nanos : 0);
    }

    /** Counts what is left out, and answers how many samples are kept. */
    private long kept(SampleCounts into, int thread, long time, long samples) {
        if (!filter.inWindow(thread, time)) {
            into.outsideWindow += samples;
        } else if (time < from || time > to) {
            into.outsideRange += samples;
        } else if (!filter.within(thread, time)) {
            into.outsideSpans += samples;
        } else if (registers[EventPlan.STACK] == 0) {
            into.withoutStack += samples;
        } else {
            return samples;
        }
        return 0;
    }

    private boolean wanted(int thread, long time) {
        return filter.inWindow(thread, time) && time >= from && time <= to && filter.within(thread, time);
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
        return ofAccumulated(weight, interval);
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
            return ofDrawnBytes(size, drawn);
        }
        counts().biased = true;
        return weight;
    }

    /**
     * What an object of the JVM's heap sampler (JEP 331) stands for: it draws bytes with exponential distances, so an object is recorded
     * with the probability {@code 1 - exp(-size / interval)}, by which its size is divided (D. G. Horvitz and D. J. Thompson, "A
     * generalization of sampling without replacement from a finite universe", Journal of the American Statistical Association 47 (1952)
     * 663–685).
     */
    private static long ofDrawnBytes(long size, long interval) {
        return Math.round(size / -Math.expm1(-(double) size / interval));
    }

    /**
     * The same of a sampler that adds up sizes and records that event with which the sum passes the next multiple of an interval: with
     * the probability {@code size / interval} for small ones; large ones are recorded all. What has no size cannot be recorded.
     */
    private static long ofAccumulated(long size, long interval) {
        return size == 0 ? 0 : Math.max(size, interval);
    }

    private SampleCounts counts() {
        if (counts == null) {
            counts = allCounts.computeIfAbsent(plan.kind(), kind -> new SampleCounts(kind, keep, chunk.header()));
        }
        return counts;
    }

    private int count(SampleCounts into, long samples, long weight, int thread, Batch batch) {
        int slot = into.add(registers[EventPlan.STACK], samples, weight);
        if (plan.subject() != EventPlan.Subject.NONE) {
            int subject = plan.subject().number(chunk.pools(), registers[EventPlan.SUBJECT]);
            slot = subject < 0 ? slot : into.addSubject(slot, subject, samples, weight);
        }
        if (keep) {
            keep(into, thread, slot, samples, weight, batch);
        }
        return slot;
    }

    /** Keeps the parts of an event that are wanted as rows. */
    private void keep(SampleCounts into, int thread, int slot, long samples, long weight, Batch batch) {
        int state = registers[EventPlan.STATE] < 0
                ? LongIntMap.ABSENT
                : chunk.pools().states().row(registers[EventPlan.STATE]);
        for (int part = 0; part < batch.parts(); part++) {
            long time = batch.time(part);
            if (batch.parts() == 1 || wanted(thread, time)) {
                long millis = Math.floorDiv(chunk.header().epochNanos(time), 1_000_000L);
                long count = Math.min(samples, batch.samples(part));
                into.rows().add(millis, thread, state, slot, count, weight, filter.mark(thread, time));
            }
        }
    }
}
