package tallyflame.analysis.spans;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
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
    /** Pauses that stop every thread. */
    private static final String PAUSE = "jdk.GCPhasePause";

    /** Samples of threads that run, by async-profiler or by the JDK. */
    static final String EXECUTION = "jdk.ExecutionSample";

    private final int[] samples;
    private final Map<Wait, long[]> waits = new EnumMap<>(Wait.class);
    private final long[] paused;

    private SpanCosts(int spans) {
        samples = new int[spans];
        for (Wait wait : Wait.values()) {
            waits.put(wait, new long[spans]);
        }
        paused = new long[spans];
    }

    /**
     * Reads what happened within the spans.
     *
     * @param sampled full name of the type of event that samples CPU time; empty for none
     */
    static SpanCosts of(Jvm jvm, List<Span> spans, ThreadSpans threads, String sampled) throws IOException {
        SpanCosts costs = new SpanCosts(spans.size());
        costs.readSamples(sampled(jvm), threads, sampled);
        EventReader events = EventReader.of(jvm.flight().isEmpty() ? jvm.async() : jvm.flight());
        for (Wait wait : Wait.values()) {
            long[] sums = costs.waits.get(wait);
            for (String type : wait.types()) {
                events.on(
                        type,
                        List.of("startTime", "duration", "eventThread"),
                        event -> threads.visit(
                                event.thread(2), event.time(0), event.end(0, 1), (span, nanos) -> sums[span] += nanos));
            }
        }
        List<long[]> pauses = new ArrayList<>();
        events.on(
                PAUSE,
                List.of("startTime", "duration"),
                event -> pauses.add(new long[] {event.time(0), event.end(0, 1)}));
        events.read();
        costs.pause(spans, pauses);
        return costs;
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
                    threads.visit(event.thread(1), event.time(0), event.time(0), (span, nanos) -> samples[span]++);
                }
            });
        }
        events.read();
    }

    private void pause(List<Span> spans, List<long[]> pauses) {
        pauses.sort(Comparator.comparingLong(pause -> pause[0]));
        for (int span = 0; span < paused.length; span++) {
            Span of = spans.get(span);
            // Pauses do not overlap, so their ends ascend, too.
            for (int i = firstEndedAfter(pauses, of.start()); i < pauses.size() && pauses.get(i)[0] < of.end(); i++) {
                paused[span] += Math.min(of.end(), pauses.get(i)[1]) - Math.max(of.start(), pauses.get(i)[0]);
            }
        }
    }

    private static int firstEndedAfter(List<long[]> pauses, long time) {
        int low = 0;
        int high = pauses.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (pauses.get(middle)[1] <= time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** How many samples of CPU time a span has. */
    int samples(int span) {
        return samples[span];
    }

    /** For how long a span waited, in nanoseconds, as far as the waits were recorded. */
    long waited(int span, Wait wait) {
        return waits.get(wait)[span];
    }

    /** For how long garbage collections stopped the JVM during a span, in nanoseconds. */
    long paused(int span) {
        return paused[span];
    }
}
