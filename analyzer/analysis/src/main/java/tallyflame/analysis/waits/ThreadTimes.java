package tallyflame.analysis.waits;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tallyflame.analysis.spans.Wait;
import tallyflame.analysis.table.Answer;
import tallyflame.analysis.table.Table;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.Quantity;
import tallyflame.flamegraphs.Samples;
import tallyflame.flamegraphs.ThreadNames;
import tallyflame.recordings.event.ChunkEvents;

/**
 * How long threads ran and for what they waited, by pool. Waits are added up while recordings are read for something else, several
 * chunks at once; CPU time is that of samples.
 */
public final class ThreadTimes {
    private static final List<String> FIELDS = List.of("duration", "eventThread");

    /** A pool, or a thread of none. */
    private static final class Pool {
        private final String name;
        private final Set<String> threads = new HashSet<>();
        private final Map<Wait, Long> waits = new EnumMap<>(Wait.class);
        private long cpu;

        Pool(String name) {
            this.name = name;
        }

        Long waited(Wait wait) {
            return waits.get(wait);
        }

        long waited() {
            return waits.values().stream().mapToLong(Long::longValue).sum();
        }

        String title() {
            String one = threads.size() == 1 ? threads.iterator().next() : name;
            return one.isEmpty() ? "(threads without a name)" : one;
        }
    }

    private final List<Map<String, Map<Wait, Long>>> chunks = new ArrayList<>();

    /** Is told the waits of a chunk, which is about to be read. */
    public synchronized void listen(ChunkEvents chunk) {
        Map<String, Map<Wait, Long>> threads = new HashMap<>();
        for (Wait wait : Wait.values()) {
            wait.types()
                    .forEach(type -> chunk.on(type, FIELDS, event -> threads.computeIfAbsent(
                                    event.thread(1).name(), name -> new EnumMap<>(Wait.class))
                            .merge(wait, event.nanos(0), Long::sum)));
        }
        chunks.add(threads);
    }

    /**
     * The answer, once all is read; none where no thread waited as far as was recorded.
     *
     * @param cpu samples that stand for all CPU time, if there are any
     * @param most rows of the table
     */
    public synchronized Optional<Answer> answer(Optional<Profile> cpu, int most) {
        Map<String, Pool> pools = new HashMap<>();
        chunks.forEach(threads -> threads.forEach((name, waits) -> {
            Pool pool = pool(pools, name);
            waits.forEach((wait, nanos) -> pool.waits.merge(wait, nanos, Long::sum));
        }));
        if (pools.isEmpty()) {
            return Optional.empty();
        }
        cpu.flatMap(Profile::samples).ifPresent(samples -> run(pools, samples));
        List<Pool> rows = pools.values().stream()
                .sorted(Comparator.comparingLong((Pool pool) -> -pool.cpu)
                        .thenComparingLong(pool -> -pool.waited())
                        .thenComparing(pool -> pool.name))
                .toList();
        return Optional.of(answer(rows, cpu.isPresent(), most));
    }

    private static Pool pool(Map<String, Pool> pools, String thread) {
        Pool pool = pools.computeIfAbsent(ThreadNames.pool(thread), Pool::new);
        pool.threads.add(thread);
        return pool;
    }

    private static void run(Map<String, Pool> pools, Samples samples) {
        for (int row = 0; row < samples.size(); row++) {
            pool(pools, samples.threadNames().get(samples.threads()[row])).cpu += samples.weights()[row];
        }
    }

    private static Answer answer(List<Pool> rows, boolean sampled, int most) {
        List<Wait> waits = Stream.of(Wait.values())
                .filter(wait -> rows.stream().anyMatch(pool -> pool.waited(wait) != null))
                .toList();
        Table<Pool> table = Table.of(rows.subList(0, Math.min(most, rows.size())));
        if (sampled) {
            table.weight("on CPU", "ns", pool -> pool.cpu == 0 ? null : pool.cpu);
        }
        waits.forEach(wait -> table.weight(wait.title(), "ns", pool -> pool.waited(wait)));
        table.count("threads", pool -> pool.threads.size()).code("thread", Pool::title);
        Answer answer = new Answer("Threads", table::objects)
                .lines(words(rows, waits, sampled))
                .lines(
                        "Waits are those that were recorded: shorter ones than the recording's threshold (1 ms in recordings of"
                                + " record and run) are in no column. Threads whose names differ in a number at the end are one row.")
                .table(table);
        return rows.size() > most
                ? answer.lines((rows.size() - most) + " more pools and threads used less CPU time.")
                : answer;
    }

    private static String words(List<Pool> rows, List<Wait> waits, boolean sampled) {
        String waited = waits.stream()
                .map(wait -> wait.title() + " "
                        + time(rows.stream()
                                .mapToLong(pool -> pool.waited(wait) == null ? 0 : pool.waited(wait))
                                .sum()))
                .collect(Collectors.joining(", "));
        String ran = sampled
                ? "On CPU: " + time(rows.stream().mapToLong(pool -> pool.cpu).sum()) + ". "
                : "CPU time of threads was not sampled. ";
        return ran + "Waiting, all threads together: " + waited + ".";
    }

    private static String time(long nanos) {
        return Quantity.of(nanos, "ns");
    }
}
