package tallyflame.recordings;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tallyflame.flamegraphs.Ledger.Loss;
import tallyflame.recordings.event.Event;

/**
 * What types of events recordings hold.
 *
 * @param types those with events, the most frequent first
 * @param losses what could not be read
 */
public record EventSummary(List<EventSummary.Row> types, List<Loss> losses) {
    private static final List<String> FIELDS = List.of("duration", "stackTrace");
    private static final int DURATION = 0;
    private static final int STACK = 1;

    /**
     * A type of event.
     *
     * @param name full name, such as {@code jdk.GCPhasePause}
     * @param count how many events there are
     * @param stacks how many of them have a stack
     * @param bytes how many bytes of the files they take
     * @param timed whether they have a duration
     * @param total sum of their durations in nanoseconds
     * @param longest the longest duration in nanoseconds
     */
    public record Row(String name, long count, long stacks, long bytes, boolean timed, long total, long longest) {
        /** Mean of the durations in nanoseconds, 0 where there are none. */
        public double mean() {
            return timed && count > 0 ? (double) total / count : 0;
        }
    }

    public EventSummary {
        types = List.copyOf(types);
        losses = List.copyOf(losses);
    }

    /**
     * Reads all events of recordings.
     *
     * @throws InputException if a file is no recording
     */
    public static EventSummary of(EventReader recordings) throws IOException {
        EventReader.Collected<Map<String, Sum>> read = recordings.read(chunk -> {
            Map<String, Sum> sums = new TreeMap<>();
            chunk.onEach(FIELDS, name -> sums.computeIfAbsent(name, key -> new Sum())::add);
            return sums;
        });
        Map<String, Sum> all = new TreeMap<>();
        read.chunks()
                .forEach(chunk -> chunk.forEach((name, sum) ->
                        all.computeIfAbsent(name, key -> new Sum()).add(sum)));
        List<Row> rows = new ArrayList<>();
        all.forEach((name, sum) -> rows.add(sum.row(name)));
        rows.removeIf(row -> row.count() == 0);
        rows.sort(Comparator.comparingLong(Row::count).reversed().thenComparing(Row::name));
        return new EventSummary(rows, read.losses());
    }

    /** The events of a type, added up. */
    private static final class Sum {
        private long count;
        private long stacks;
        private long bytes;
        private boolean timed;
        private long total;
        private long longest;

        void add(Event event) {
            count++;
            bytes += event.bytes();
            stacks += event.number(STACK) > 0 ? 1 : 0;
            if (event.has(DURATION)) {
                long nanos = event.nanos(DURATION);
                timed = true;
                total += Math.min(Math.max(0, nanos), Long.MAX_VALUE - total);
                longest = Math.max(longest, nanos);
            }
        }

        void add(Sum other) {
            count += other.count;
            stacks += other.stacks;
            bytes += other.bytes;
            timed |= other.timed;
            total += Math.min(other.total, Long.MAX_VALUE - total);
            longest = Math.max(longest, other.longest);
        }

        Row row(String name) {
            return new Row(name, count, stacks, bytes, timed, total, longest);
        }
    }
}
