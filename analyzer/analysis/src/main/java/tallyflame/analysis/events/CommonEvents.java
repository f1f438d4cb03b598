package tallyflame.analysis.events;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tallyflame.analysis.table.Table;
import tallyflame.recordings.event.ChunkEvents;

/**
 * Events that are worth a table without being asked for, added up by their usual fields while a recording is read for something else.
 * Several chunks at once may be listened to.
 */
public final class CommonEvents {
    /** A table with its title. */
    public record Titled(String title, Table<?> table) {}

    private final Map<String, List<EventGroups.Found>> groups = new LinkedHashMap<>();
    private final List<ProcessSamples.Found> processes = new ArrayList<>();

    /** Nothing yet. */
    public CommonEvents() {
        EventFields.usualTypes().forEach(type -> groups.put(type, new ArrayList<>()));
    }

    /** Listens to the events of a chunk. */
    public synchronized void listen(ChunkEvents chunk) {
        groups.forEach((type, found) -> {
            if (!chunk.fields(type).isEmpty()) {
                found.add(EventGroups.collect(chunk, type, EventFields.usual(type)));
            }
        });
        if (!chunk.fields(ProcessSamples.TYPE).isEmpty()) {
            processes.add(ProcessSamples.collect(chunk));
        }
    }

    /**
     * The tables of those that there are, once all chunks have been read.
     *
     * @param rows most rows of a table; its title says how many there would be
     */
    public synchronized List<Titled> tables(int rows) {
        List<Titled> tables = new ArrayList<>();
        groups.forEach((type, found) -> {
            EventGroups all = EventGroups.of(type, EventFields.usual(type), found, List.of());
            if (!all.groups().isEmpty()) {
                String title = type + " by " + String.join(", ", all.by());
                tables.add(titled(title, all.groups().size(), rows, all.table(first(all.groups(), rows))));
            }
        });
        ProcessSamples all = ProcessSamples.of(processes, List.of());
        if (!all.processes().isEmpty()) {
            String title = ProcessSamples.TYPE + " by process";
            tables.add(titled(title, all.processes().size(), rows, all.table(first(all.processes(), rows))));
        }
        return tables;
    }

    private static <T> List<T> first(List<T> all, int rows) {
        return all.subList(0, Math.min(rows, all.size()));
    }

    private static Titled titled(String title, int size, int rows, Table<?> table) {
        return new Titled(size > rows ? title + ", the first " + rows + " of " + size : title, table);
    }
}
