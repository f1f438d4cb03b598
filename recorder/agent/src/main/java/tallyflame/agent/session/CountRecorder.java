package tallyflame.agent.session;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tallyflame.agent.allocation.ThreadAllocation;
import tallyflame.agent.boot.BootClass;
import tallyflame.agent.instrument.CountedClass;
import tallyflame.agent.span.SpanCut;
import tallyflame.agent.span.Spans;
import tallyflame.counts.Glob;
import tallyflame.counts.file.ClassSnapshot;
import tallyflame.counts.file.CountFileWriter;
import tallyflame.counts.file.Header;
import tallyflame.counts.file.ThreadBytes;
import tallyflame.counts.graph.InFlight;
import tallyflame.counts.span.SpanRecord;

/** Writes the count file: a snapshot every interval if anything changed, and the final one. */
final class CountRecorder extends Recorder<CountedClass> {
    /** Collecting what spans counted takes at most one part in so many of the time. */
    private static final long SHARE = 20;

    private final BootClass boot;
    private final Map<Thread, StackTraceElement[]> before;
    private final Set<String> uncounted = ConcurrentHashMap.newKeySet();
    /** Null if allocations are not counted. */
    private final ThreadAllocation threads;

    private final SiteSizes sizes;
    private final CountFileWriter writer = new CountFileWriter();
    /** Null as long as programs cannot ask for counts of spans. */
    private volatile Spans spans;

    private SpanRecord spanRecord;
    /** When the record is to be made anew, at the earliest, by {@code System.nanoTime}. */
    private long nextSpans = System.nanoTime();

    /** How many ends of spans there had been when that was made. */
    private long writtenEnds;

    private long[] written = {};
    private int writtenClasses = -1;
    /** What does not count any more: {@code reset} was asked for then. */
    private Reading zero = new Reading(List.of(), new long[0], List.of(), null);

    /**
     * The counters at one moment.
     *
     * @param counters of the classes, one after the other
     * @param standing activations that had not returned, by class
     * @param threadBytes what the threads had allocated, null if that is not counted
     */
    private record Reading(
            List<CountedClass> classes, long[] counters, List<List<InFlight>> standing, ThreadBytes threadBytes) {
        /** What the threads allocated since an earlier reading. */
        ThreadBytes threadBytesSince(Reading zero) {
            if (threadBytes == null || zero.threadBytes == null || threadBytes.bytes() < 0) return threadBytes;
            if (zero.threadBytes.bytes() < 0) return zero.threadBytes;
            return new ThreadBytes(threadBytes.bytes() - zero.threadBytes.bytes(), "");
        }
    }

    /**
     * A recorder.
     *
     * @param before stacks of the threads that ran when the classes were changed; weak in the threads
     * @param threads what threads allocate, null if allocations are not counted
     */
    CountRecorder(
            Options options,
            Registry<CountedClass> registry,
            BootClass boot,
            Map<Thread, StackTraceElement[]> before,
            ThreadAllocation threads,
            SiteSizes sizes) {
        super(options, registry);
        this.threads = threads;
        this.sizes = sizes;
        this.before = before;
        this.boot = boot;
    }

    /** Takes calls of these ({@code pkg.Class.method}) not to count: they ran when their classes were added. */
    void leaveOut(Set<String> running) {
        uncounted.addAll(running);
    }

    /** Writes what these counted as well. */
    void add(Spans ofSession) {
        spans = ofSession;
    }

    /** Bytes of one object of each site of the classes that count allocations, as far as they are known now. */
    Map<CountedClass, long[]> sizes() {
        List<CountedClass> classes = registry.classes();
        return options.alloc() ? sizes.of(classes, counters(classes)) : Map.of();
    }

    /** What a file that holds something else than the counts until now says first. */
    Header header() {
        return header(CountFileWriter.SCHEMA, true, boot.blocks());
    }

    @Override
    void write(boolean complete) throws IOException {
        // Before the counters, which only ever grow: so that no span has counted more than there is.
        SpanCut cut = spans(complete);
        List<CountedClass> classes = registry.classes();
        long[] counters = counters(classes);
        boolean unchanged = classes.size() == writtenClasses && Arrays.equals(counters, written);
        if (!complete && unchanged && cut == null) return;
        Reading now = reading(classes, counters);
        List<ClassSnapshot> counts = new ArrayList<>(classes.size());
        if (cut != null) spanRecord = cut.of(classes);
        Map<CountedClass, long[]> bytes = sizes.of(classes, counters);
        for (int c = 0; c < classes.size(); c++) counts.add(sinceZero(now, c, bytes.get(classes.get(c))));
        List<String> asked = options.classes().stream().map(Glob::text).toList();
        writer.write(
                options.out(),
                header(CountFileWriter.SCHEMA, complete, boot.blocks()),
                asked,
                counts,
                registry.refused(),
                now.threadBytesSince(zero),
                spanRecord);
        written = counters;
        writtenClasses = classes.size();
    }

    /** What spans have counted, null if that is still as it was, or not to be asked for so soon again. */
    private SpanCut spans(boolean complete) {
        long began = System.nanoTime();
        if (spans == null || (!complete && began < nextSpans)) return null;
        long ends = spans.ends();
        if (!complete && ends == writtenEnds) return null;
        try {
            SpanCut cut = spans.cut();
            writtenEnds = cut == null ? writtenEnds : ends;
            long now = System.nanoTime();
            nextSpans = now + SHARE * (now - began);
            return cut;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /**
     * Counters cannot be set while threads add to them, so what they are now is taken away from what they will be. An activation
     * that stands somewhere now has not entered its method after the reset and will leave it: a negative one that
     * has not returned.
     */
    @Override
    void reset() {
        List<CountedClass> classes = registry.classes();
        zero = reading(classes, counters(classes));
        writtenClasses = -1;
        if (spans != null) spans.refuse("counts were set to zero meanwhile, which those of spans cannot be");
        nextSpans = System.nanoTime();
        restartClock();
    }

    /** The counters now; classes first: one that is added meanwhile has no counter in what is read next. */
    private long[] counters(List<CountedClass> classes) {
        int count = 0;
        for (CountedClass type : classes) count = Math.max(count, type.firstCounter(type.methodCount()));
        long[] counters = new long[count];
        boot.read(counters, counters.length);
        return counters;
    }

    private Reading reading(List<CountedClass> classes, long[] counters) {
        StandingFrames frames = new StandingFrames(classes, counters, uncounted);
        for (Thread thread : boot.threads()) frames.add(thread.getStackTrace(), before.get(thread));
        List<List<InFlight>> standing = new ArrayList<>(classes.size());
        for (int c = 0; c < classes.size(); c++) standing.add(frames.of(c));
        return new Reading(classes, counters, standing, threads == null ? null : threads.bytes());
    }

    private ClassSnapshot sinceZero(Reading now, int c, long[] bytes) {
        CountedClass type = now.classes().get(c);
        long[] own = Arrays.copyOfRange(now.counters(), type.firstCounter(0), type.firstCounter(type.methodCount()));
        // Classes are only ever added at the end.
        if (c >= zero.classes().size())
            return new ClassSnapshot(type.graph(), own, now.standing().get(c), bytes);
        for (int i = 0; i < own.length; i++) own[i] -= zero.counters()[type.firstCounter(0) + i];
        List<InFlight> standing = new ArrayList<>(now.standing().get(c));
        for (InFlight then : zero.standing().get(c)) {
            standing.add(new InFlight(then.method(), then.segment(), -then.activations()));
        }
        return new ClassSnapshot(type.graph(), own, standing, bytes);
    }
}
