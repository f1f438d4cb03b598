package tallyflame.analysis.spans;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.analysis.evidence.Fork;
import tallyflame.analysis.evidence.Jvm;
import tallyflame.recordings.EventReader;

/**
 * What the spans of one JVM spent: samples, waits and pauses that fall into them. A span that is in another has both its own
 * and a part of the other's; what happened in a span is that of its parts on their threads.
 */
final class SpanCosts {
    /** Pauses of the garbage collector, which stop every thread. */
    private static final String PAUSE = "jdk.GCPhasePause";

    /** What else the JVM does while it stops every thread, and some things that it does while they run. */
    private static final String OPERATION = "jdk.ExecuteVMOperation";

    /** Samples of threads that run, by async-profiler or by the JDK. */
    static final String EXECUTION = "jdk.ExecutionSample";

    private final int[] samples;
    private final Map<Wait, long[]> waits = new EnumMap<>(Wait.class);
    private final long[] collected;
    private final long[] stopped;

    private SpanCosts(int spans) {
        samples = new int[spans];
        for (Wait wait : Wait.values()) {
            waits.put(wait, new long[spans]);
        }
        collected = new long[spans];
        stopped = new long[spans];
    }

    /**
     * Reads what happened within the spans.
     *
     * @param sampled full name of the type of event that samples CPU time; empty for none
     */
    static SpanCosts of(Jvm jvm, List<Span> spans, ThreadSpans threads, String sampled) throws IOException {
        SpanCosts costs = new SpanCosts(spans.size());
        costs.readSamples(sampled(jvm), threads, sampled);
        List<Path> recordings = jvm.flight().isEmpty() ? jvm.async() : jvm.flight();
        Stops stops = costs.stop(spans, recordings);
        EventReader events = EventReader.of(recordings);
        for (Wait wait : Wait.values()) {
            long[] sums = costs.waits.get(wait);
            for (String type : wait.types()) {
                events.on(
                        type,
                        List.of("startTime", "duration", "eventThread"),
                        event -> threads.visit(
                                event.thread(2),
                                event.time(0),
                                event.end(0, 1),
                                (span, from, to) -> sums[span] += to - from - stops.within(from, to)));
            }
        }
        events.read();
        return costs;
    }

    /** Reads when the JVM was stopped, and tells it of each span. */
    private Stops stop(List<Span> spans, List<Path> recordings) throws IOException {
        List<long[]> pauses = new ArrayList<>();
        List<long[]> operations = new ArrayList<>();
        EventReader.of(recordings)
                .on(
                        PAUSE,
                        List.of("startTime", "duration"),
                        event -> pauses.add(new long[] {event.time(0), event.end(0, 1)}))
                .on(OPERATION, List.of("startTime", "duration", "safepoint"), event -> {
                    if (event.isTrue(2)) {
                        operations.add(new long[] {event.time(0), event.end(0, 1)});
                    }
                })
                .read();
        Stops ofCollector = new Stops(pauses);
        operations.addAll(pauses);
        Stops all = new Stops(operations);
        for (int span = 0; span < stopped.length; span++) {
            collected[span] =
                    ofCollector.within(spans.get(span).start(), spans.get(span).end());
            stopped[span] = all.within(spans.get(span).start(), spans.get(span).end());
        }
        return all;
    }

    /** Whether samples of execution are those of async-profiler: the JDK's own sampler finds only some of the threads that run. */
    static boolean samplesAllCpuTime(Evidence evidence) throws IOException {
        for (Fork fork : evidence.sampled()) {
            for (Jvm jvm : fork.jvms()) {
                if (foundByTheJdk(sampled(jvm)) > 0) {
                    return false;
                }
            }
        }
        return true;
    }

    private static long foundByTheJdk(List<Path> recordings) throws IOException {
        LongAdder samples = new LongAdder();
        EventReader.of(recordings).withoutConstants().read(chunk -> {
            boolean asyncProfiler = !chunk.fields("profiler.Log").isEmpty();
            return asyncProfiler ? chunk : chunk.on(EXECUTION, List.of(), event -> samples.increment());
        });
        return samples.sum();
    }

    private static List<Path> sampled(Jvm jvm) {
        return jvm.async().isEmpty() ? jvm.flight() : jvm.async();
    }

    private void readSamples(List<Path> recordings, ThreadSpans threads, String sampled) throws IOException {
        EventReader events = EventReader.of(recordings);
        for (String thread : List.of("sampledThread", "eventThread")) {
            events.on(sampled, List.of("startTime", thread), event -> {
                if (event.has(1)) {
                    threads.visit(event.thread(1), event.time(0), event.time(0), (span, from, to) -> samples[span]++);
                }
            });
        }
        events.read();
    }

    /** How many samples of CPU time a span has. */
    int samples(int span) {
        return samples[span];
    }

    /** For how long a span waited, in nanoseconds, as far as the waits were recorded and the JVM was not stopped meanwhile. */
    long waited(int span, Wait wait) {
        return waits.get(wait)[span];
    }

    /** For how long garbage collections stopped the JVM during a span, in nanoseconds. */
    long collected(int span) {
        return collected[span];
    }

    /** For how long anything stopped the JVM during a span, in nanoseconds, garbage collections among it. */
    long stopped(int span) {
        return stopped[span];
    }
}
