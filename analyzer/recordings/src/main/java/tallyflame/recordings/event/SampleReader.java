package tallyflame.recordings.event;

import java.io.IOException;
import java.util.HashMap;
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
import tallyflame.recordings.chunk.Texts;

/**
 * Reads the events of a chunk whose pools are known: first the marks of measured windows, then the samples, which are counted by
 * stack without looking at a stack.
 */
public final class SampleReader {
    /** Ids of types are small numbers; plans of those below this bound are in an array. */
    private static final int DIRECT = 1 << 14;

    /** Samples that one event may stand for; more are damage. */
    private static final long MOST_SAMPLES = Integer.MAX_VALUE;

    /** Weight that one event may have: 104 days in nanoseconds, or 8 PiB; more is damage, and could make sums overflow. */
    private static final long MOST_WEIGHT = 1L << 53;

    /** Weight that the events of one type in a chunk may have together. */
    private static final long MOST_WEIGHT_OF_ALL = 1L << 60;

    /** Called for every event of a type that has a reader. */
    private interface EventReader {
        /** Reads the event whose fields begin at the window's position. */
        void read() throws IOException;
    }

    private final DecodedChunk chunk;
    private final ByteWindow in;
    private final EventReader[] direct = new EventReader[DIRECT];
    private final Map<Long, EventReader> others = new HashMap<>();
    private long eventEnd;
    private long badEvents;
    private long badBytes;
    private long firstBad;
    private String firstProblem;

    /** @param in a window on the chunk's file, used by nobody else meanwhile */
    public SampleReader(DecodedChunk chunk, ByteWindow in) {
        this.chunk = chunk;
        this.in = in;
    }

    private void on(Metadata.Type type, FieldPlan plan, EventReader reader) {
        if (plan == null || reader == null) {
            return;
        }
        if (type.id() >= 0 && type.id() < DIRECT) {
            direct[(int) type.id()] = both(direct[(int) type.id()], reader);
        } else {
            others.merge(type.id(), reader, this::both);
        }
    }

    /** Lets two readers read each event; the first may be {@code null}. */
    private EventReader both(EventReader first, EventReader second) {
        if (first == null) {
            return second;
        }
        return () -> {
            long start = in.position();
            first.read();
            in.seek(start);
            second.read();
        };
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

    /** Collects the measured windows that the chunk marks. */
    public void readWindows(WindowSet windows) throws IOException {
        Metadata.Type window = chunk.metadata().type(WindowSet.WINDOW_TYPE);
        Metadata.Type start = chunk.metadata().type(WindowSet.START_TYPE);
        if (window == null && start == null) {
            return;
        }
        ChunkHeader header = chunk.header();
        long[] registers = new long[3];
        if (window != null) {
            FieldPlan plan = plan(window, "startTime", "eventThread", "duration");
            on(window, plan, () -> {
                readFields(plan, registers);
                int thread = chunk.pools().threads().row(registers[1]);
                if (thread >= 0) {
                    windows.add(
                            ThreadFilter.key(chunk.pools(), thread),
                            header.epochNanos(registers[0]),
                            header.epochNanos(registers[0] + registers[2]));
                }
            });
        }
        if (start != null) {
            FieldPlan plan = plan(start, "startTime", "eventThread");
            on(start, plan, () -> {
                readFields(plan, registers);
                int thread = chunk.pools().threads().row(registers[1]);
                if (thread >= 0) {
                    windows.addStart(ThreadFilter.key(chunk.pools(), thread), header.epochNanos(registers[0]));
                }
            });
        }
        readEvents();
    }

    /** Collects the system properties that the profiled JVM noted in the chunk. */
    public void readProperties(Map<String, String> properties) throws IOException {
        Metadata.Type type = chunk.metadata().type("jdk.InitialSystemProperty");
        if (type == null) {
            return;
        }
        FieldPlan plan = plan(type, "key", "value");
        long[] registers = new long[2];
        Texts texts = chunk.pools().texts();
        on(type, plan, () -> {
            registers[0] = Texts.NULL;
            registers[1] = Texts.NULL;
            readFields(plan, registers);
            String value = texts.string(chunk.pools().resolve(registers[1]));
            if (!value.isEmpty()) {
                properties.put(texts.string(chunk.pools().resolve(registers[0])), value);
            }
        });
        readEvents();
    }

    /** Passes on all events of native memory. */
    public void readNativeMemory(NativeMemoryLog log) throws IOException {
        long[] registers = new long[3];
        for (String name : List.of(EventType.MALLOC, EventType.FREE)) {
            Metadata.Type type = chunk.metadata().type(name);
            FieldPlan plan = type == null ? null : plan(type, "startTime", "address", "size");
            on(type, plan, () -> {
                long position = in.position();
                registers[2] = 0;
                readFields(plan, registers);
                if (registers[2] > 0) {
                    log.allocated(registers[0], registers[1], position);
                } else {
                    log.freed(registers[0], registers[1]);
                }
            });
        }
        readEvents();
        log.endChunk(chunk);
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
                chunk, new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>(), new Settings());
        ThreadFilter filter = new ThreadFilter(header, chunk.pools(), selection.thread(), windows);
        long from = selection.from().isPresent() ? header.ticks(selection.from().getAsLong()) : Long.MIN_VALUE;
        long to = selection.to().isPresent() ? header.ticks(selection.to().getAsLong()) : Long.MAX_VALUE;
        Function<EventPlan, EventReader> counter =
                plan -> new Counter(plan, filter, from, to, selection.keepSamples(), counted.counts());
        for (Metadata.Type type : chunk.metadata().types()) {
            EventPlan plan = samplePlan(type, selection);
            if (plan != null) {
                counted.typeIds().merge(plan.kind(), type.id(), Math::min);
                on(type, plan.fields(), samples(type, plan, selection, counter));
            }
            if (plan != null && leaks != null && type.name().equals(EventType.MALLOC)) {
                EventReader leak = counter.apply(plan.as(EventKind.LEAK));
                on(type, plan.fields(), () -> {
                    if (leaks.get(in.position()) >= 0) {
                        leak.read();
                    }
                });
            }
        }
        onSettings(counted.settings());
        onLosses(counted.lost());
        readEvents();
        if (badEvents > 0) {
            chunk.source().lose(firstBad, badBytes, 0, badEvents, firstProblem);
        }
        return counted;
    }

    /** What counts the samples of a type, or {@code null} if none is wanted. */
    private EventReader samples(
            Metadata.Type type, EventPlan plan, Selection selection, Function<EventPlan, EventReader> counter) {
        boolean maybeWall = WallClock.mayBeIn(chunk, plan);
        if (!selection.wants(plan.kind()) && !(maybeWall && selection.wants(EventKind.WALL))) {
            return null;
        }
        EventReader own = counter.apply(plan);
        long stateOfCpu = maybeWall ? WallClock.stateOfCpu(chunk) : -1;
        return stateOfCpu < 0 ? own : byState(type, stateOfCpu, own, counter.apply(plan.as(EventKind.WALL)));
    }

    private EventReader byState(Metadata.Type type, long stateOfCpu, EventReader cpu, EventReader wall) {
        FieldPlan plan = plan(type, "state");
        long[] state = new long[1];
        return () -> {
            long start = in.position();
            readFields(plan, state);
            in.seek(start);
            (state[0] == stateOfCpu ? cpu : wall).read();
        };
    }

    private void onSettings(Settings settings) throws IOException {
        Metadata.Type type = chunk.metadata().type("jdk.ActiveSetting");
        if (type == null) {
            return;
        }
        FieldPlan plan = plan(type, "id", "name", "value");
        long[] registers = new long[3];
        Texts texts = chunk.pools().texts();
        on(type, plan, () -> {
            registers[1] = Texts.NULL;
            registers[2] = Texts.NULL;
            readFields(plan, registers);
            settings.put(
                    registers[0],
                    texts.string(chunk.pools().resolve(registers[1])),
                    texts.string(chunk.pools().resolve(registers[2])));
        });
    }

    private void onLosses(Map<EventKind, Long> losses) throws IOException {
        Metadata.Type dataLoss = chunk.metadata().type("jdk.DataLoss");
        long[] registers = new long[1];
        if (dataLoss != null) {
            FieldPlan plan = plan(dataLoss, "amount");
            on(dataLoss, plan, () -> {
                long position = in.position();
                readFields(plan, registers);
                chunk.source()
                        .lose(
                                position,
                                Math.max(0, Math.min(MOST_WEIGHT, registers[0])),
                                0,
                                0,
                                "the recorded JVM ran out of buffers and dropped data");
            });
        }
        Metadata.Type lost = chunk.metadata().type("jdk.CPUTimeSamplesLost");
        Metadata.Type sample = chunk.metadata().type("jdk.CPUTimeSample");
        if (lost != null && sample != null) {
            FieldPlan plan = plan(lost, "lostSamples");
            EventKind kind = EventType.of(sample).kind();
            on(lost, plan, () -> {
                readFields(plan, registers);
                losses.merge(kind, Math.max(0, Math.min(MOST_SAMPLES, registers[0])), Long::sum);
            });
        }
    }

    private void readEvents() throws IOException {
        long end = chunk.eventsEnd();
        long start = chunk.header().start() + ChunkHeader.BYTES;
        in.open(start, end);
        try {
            while (start < end) {
                long size = in.varint();
                long type = in.varint();
                if (size < in.position() - start || size > end - start) {
                    throw in.corrupt("an event of " + size + " bytes");
                }
                EventReader reader = type >= 0 && type < DIRECT ? direct[(int) type] : others.get(type);
                if (reader != null) {
                    readEvent(reader, start, start + size);
                }
                start += size;
                in.seek(start);
            }
        } catch (CorruptDataException e) {
            // The chunk reader has been over the same events, so the file is not what it was.
            chunk.source().lose(start, end - start, 0, 0, "the file changed while it was read: " + e.getMessage());
        }
    }

    private void readEvent(EventReader reader, long start, long end) throws IOException {
        eventEnd = end;
        try {
            reader.read();
        } catch (CorruptDataException e) {
            bad(start, end, e.getMessage());
        }
    }

    /** Reads the fields of the current event; one that is shorter than its fields is left out before it counts. */
    private void readFields(FieldPlan plan, long[] registers) throws IOException {
        plan.read(in, registers, chunk.pools().texts());
        if (in.position() > eventEnd) {
            throw in.corrupt("an event is shorter than its fields");
        }
    }

    private void bad(long start, long end, String problem) {
        if (badEvents++ == 0) {
            firstBad = start;
            firstProblem = problem;
        }
        badBytes += end - start;
    }

    /** Counts the samples of one type. */
    private final class Counter implements EventReader {
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
        private long weightOfAll;

        Counter(
                EventPlan plan,
                ThreadFilter filter,
                long from,
                long to,
                boolean keep,
                Map<EventKind, SampleCounts> allCounts) {
            this.allCounts = allCounts;
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
            readFields(plan.fields(), r);
            long samples = r[EventPlan.COUNT];
            if (samples < 0 || samples > MOST_SAMPLES) {
                throw in.corrupt("an event of " + samples + " samples");
            }
            long weight = weight(samples);
            SampleCounts into = counts();
            into.total += samples;
            int thread = findThread ? chunk.pools().threads().row(r[EventPlan.THREAD]) : LongIntMap.ABSENT;
            if (!filter.wants(thread)) {
                into.otherThreads += samples;
            } else if (!filter.inWindow(thread, r[EventPlan.TIME])) {
                into.outsideWindow += samples;
            } else if (r[EventPlan.TIME] < from || r[EventPlan.TIME] > to) {
                into.outsideRange += samples;
            } else if (r[EventPlan.STACK] == 0) {
                into.withoutStack += samples;
            } else {
                count(into, samples, weight, thread);
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
            weightOfAll += weight;
            return weight;
        }

        private SampleCounts counts() {
            if (counts == null) {
                counts = allCounts.computeIfAbsent(plan.kind(), kind -> new SampleCounts(kind, keep, chunk.header()));
            }
            return counts;
        }

        private void count(SampleCounts into, long samples, long weight, int thread) {
            int slot = into.add(registers[EventPlan.STACK], samples, weight);
            if (plan.hasSubject()) {
                int subject = chunk.pools().classes().row(registers[EventPlan.SUBJECT]);
                slot = subject < 0 ? slot : into.addSubject(slot, subject, samples, weight);
            }
            if (keep) {
                int state = registers[EventPlan.STATE] < 0
                        ? LongIntMap.ABSENT
                        : chunk.pools().states().row(registers[EventPlan.STATE]);
                long millis = Math.floorDiv(chunk.header().epochNanos(registers[EventPlan.TIME]), 1_000_000L);
                into.rows().add(millis, thread, state, slot, samples, weight);
            }
        }
    }
}
