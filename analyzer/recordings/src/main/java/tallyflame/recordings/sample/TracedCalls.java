package tallyflame.recordings.sample;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The traced calls of one kind in one chunk. The duration of a call holds those of the traced calls within, so that sums would count them
 * twice: what a call weighs is the time that it did not spend in others. A call is written when it ends, perhaps chunks after those within.
 */
public final class TracedCalls {
    /** The place of a call that is not counted, because its thread or its time is not wanted. */
    static final int NOT_COUNTED = Integer.MIN_VALUE;

    /**
     * A call.
     *
     * @param start in ticks of the recording's clock, as {@code duration}
     * @param weight what it was counted with, in nanoseconds
     * @param place what stands for its stack in {@link SampleRows}, or {@link #NOT_COUNTED}
     * @param row its number among the single samples, if those are kept
     */
    private record Call(SampleCounts of, long start, long duration, long weight, int place, int row) {
        long end() {
            return start + duration;
        }

        void lessen(long nested) {
            if (nested > 0 && place != NOT_COUNTED) {
                of.lessen(place, row, weight, Math.min(nested, weight));
            }
        }
    }

    private final SampleCounts counts;
    private final Map<Long, List<Call>> byThread = new HashMap<>();

    TracedCalls(SampleCounts counts) {
        this.counts = counts;
    }

    /** Adds a call, described as in {@link Call}. */
    void add(long thread, long start, long duration, long weight, int place, int row) {
        byThread.computeIfAbsent(thread, key -> new ArrayList<>())
                .add(new Call(counts, start, duration, weight, place, row));
    }

    /** Takes from each call the time of those directly within it; a recording's chunks are in order. */
    public static void takeOutNested(List<CountedChunk> counted) {
        Map<List<Object>, List<Call>> threads = new LinkedHashMap<>();
        for (CountedChunk chunk : counted) {
            chunk.counts().forEach((kind, counts) -> {
                if (counts.calls != null) {
                    counts.calls.byThread.forEach((thread, calls) -> threads.computeIfAbsent(
                                    List.of(chunk.decoded().source().path(), kind, thread), key -> new ArrayList<>())
                            .addAll(calls));
                    counts.calls = null;
                }
            });
        }
        threads.values().forEach(TracedCalls::takeOutNestedOfThread);
    }

    private static void takeOutNestedOfThread(List<Call> calls) {
        // Of calls with the same bounds, the outer one is written later.
        Call[] byStart = new Call[calls.size()];
        Arrays.setAll(byStart, i -> calls.get(calls.size() - 1 - i));
        Arrays.sort(
                byStart,
                Comparator.comparingLong(Call::start)
                        .thenComparing(Comparator.comparingLong(Call::end).reversed()));
        Deque<Call> open = new ArrayDeque<>();
        Deque<long[]> within = new ArrayDeque<>();
        for (Call call : byStart) {
            while (!open.isEmpty() && open.peek().end() < call.end()) {
                open.pop().lessen(within.pop()[0]);
            }
            // What is open now began before this call, and ends after it.
            if (!open.isEmpty()) {
                within.peek()[0] += call.weight();
            }
            open.push(call);
            within.push(new long[1]);
        }
        while (!open.isEmpty()) {
            open.pop().lessen(within.pop()[0]);
        }
    }
}
