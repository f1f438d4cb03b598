package tallyflame.analysis.waits;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tallyflame.analysis.table.Answer;
import tallyflame.analysis.table.Table;
import tallyflame.flamegraphs.Quantity;
import tallyflame.recordings.event.ChunkEvents;
import tallyflame.recordings.event.Event;
import tallyflame.recordings.event.RecordedThread;

/**
 * Which monitors threads waited for, and which threads had held them. Waits are collected while recordings are read for something
 * else, several chunks at once.
 */
public final class Locks {
    private static final String TYPE = "jdk.JavaMonitorEnter";
    private static final List<String> FIELDS =
            List.of("startTime", "duration", "monitorClass", "address", "eventThread", "previousOwner");

    /** Threads that a cell names. */
    private static final int NAMED = 3;

    private record Monitor(String type, long address) {}

    private record Wait(long from, long to, String waiter, String owner) {}

    /** Waits for one monitor. */
    private static final class Waits {
        private final List<Wait> all = new ArrayList<>();

        void add(Event event) {
            long from = event.time(0);
            RecordedThread owner = event.has(5) ? event.thread(5) : RecordedThread.UNKNOWN;
            all.add(new Wait(
                    from, Math.max(from, event.end(0, 1)), event.thread(4).name(), owner.name()));
        }

        long total() {
            return all.stream().mapToLong(wait -> wait.to() - wait.from()).sum();
        }

        long longest() {
            return all.stream().mapToLong(wait -> wait.to() - wait.from()).max().orElse(0);
        }

        private Map<String, Long> waiters() {
            Map<String, Long> waiters = new HashMap<>();
            all.forEach(wait -> waiters.merge(wait.waiter(), wait.to() - wait.from(), Long::sum));
            return waiters;
        }

        /**
         * Time waited by who had the monitor meanwhile. A recording says only who had it last when a wait ended. While one thread
         * waits, others get the monitor and give it away: what they tell of the time before divides its wait.
         */
        private Map<String, Long> owners() {
            List<Wait> byEnd =
                    all.stream().sorted(Comparator.comparingLong(Wait::to)).toList();
            Map<String, Long> owners = new HashMap<>();
            for (int last = 0; last < byEnd.size(); last++) {
                long end = byEnd.get(last).to();
                long from = byEnd.get(last).from();
                for (int next = last; next >= 0 && end > from; next--) {
                    long begin = next == 0
                            ? from
                            : Math.max(from, byEnd.get(next - 1).to());
                    owners.merge(byEnd.get(next).owner(), end - begin, Long::sum);
                    end = begin;
                }
            }
            return owners;
        }

        /** How many threads waited at once at most; one that gets the lock when another begins to wait did not wait beside it. */
        int mostAtOnce() {
            long[] starts = all.stream().mapToLong(Wait::from).sorted().toArray();
            long[] ends = all.stream().mapToLong(Wait::to).sorted().toArray();
            int most = 0;
            int ended = 0;
            for (int begun = 0; begun < starts.length; begun++) {
                while (ended < begun && ends[ended] <= starts[begun]) {
                    ended++;
                }
                most = Math.max(most, begun + 1 - ended);
            }
            return most;
        }

        String heldBy() {
            return named(owners());
        }

        String waiting() {
            return named(waiters());
        }

        /** The threads with most time, each with its share. */
        private String named(Map<String, Long> threads) {
            long total = total();
            List<Map.Entry<String, Long>> sorted = threads.entrySet().stream()
                    .sorted(Map.Entry.<String, Long>comparingByValue()
                            .reversed()
                            .thenComparing(Map.Entry.comparingByKey()))
                    .toList();
            String first = sorted.stream()
                    .limit(NAMED)
                    .map(thread -> (thread.getKey().isEmpty() ? "not recorded" : thread.getKey())
                            + (sorted.size() == 1
                                    ? ""
                                    : " " + Quantity.percent(total == 0 ? 0 : (double) thread.getValue() / total)))
                    .collect(Collectors.joining(", "));
            return sorted.size() > NAMED ? first + ", " + (sorted.size() - NAMED) + " more" : first;
        }
    }

    private record Row(Monitor monitor, Waits waits) {
        String address() {
            return monitor.address() == 0 ? "" : "0x" + Long.toHexString(monitor.address());
        }
    }

    private final List<Map<Monitor, Waits>> chunks = new ArrayList<>();

    /** Is told the waits of a chunk, which is about to be read. */
    public synchronized void listen(ChunkEvents chunk) {
        Map<Monitor, Waits> monitors = new HashMap<>();
        chunk.on(TYPE, FIELDS, event -> monitors.computeIfAbsent(
                        new Monitor(event.text(2), event.number(3)), monitor -> new Waits())
                .add(event));
        chunks.add(monitors);
    }

    /**
     * The answer, once all is read; none where no thread waited for a monitor as far as was recorded.
     *
     * @param most rows of the table
     */
    public synchronized Optional<Answer> answer(int most) {
        Map<Monitor, Waits> all = new HashMap<>();
        chunks.forEach(monitors -> monitors.forEach((monitor, waits) ->
                all.computeIfAbsent(monitor, key -> new Waits()).all.addAll(waits.all)));
        List<Row> rows = all.entrySet().stream()
                .map(entry -> new Row(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong((Row row) -> -row.waits().total())
                        .thenComparing(row -> row.monitor().type())
                        .thenComparing(row -> row.monitor().address()))
                .toList();
        return rows.isEmpty() ? Optional.empty() : Optional.of(answer(rows, most));
    }

    private static Answer answer(List<Row> rows, int most) {
        Table<Row> table = Table.of(rows.subList(0, Math.min(most, rows.size())))
                .weight("waited", "ns", row -> row.waits().total())
                .count("waits", row -> row.waits().all.size())
                .weight("longest", "ns", row -> row.waits().longest())
                .count("at once", row -> row.waits().mostAtOnce())
                .code("monitor of", row -> row.monitor().type())
                .code("address", Row::address)
                .text("held by", row -> row.waits().heldBy())
                .text("waiting", row -> row.waits().waiting());
        Row first = rows.get(0);
        Answer answer = new Answer("Locks", table::objects)
                .lines("Most is waited for a " + first.monitor().type() + ": "
                        + Quantity.of(first.waits().total(), "ns") + " in "
                        + Quantity.of(first.waits().all.size(), "waits") + ", held by "
                        + first.waits().heldBy() + ".")
                .lines(
                        "Held by: who had the monitor meanwhile, by time waited, as far as those who got it tell. The address is"
                                + " that of the monitor in memory, which another object may get later. Locks of"
                                + " java.util.concurrent have no owner in a recording; waits for them are parked.")
                .table(table);
        return rows.size() > most
                ? answer.lines((rows.size() - most) + " more monitors were waited for less.")
                : answer;
    }
}
