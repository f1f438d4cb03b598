package tallyflame.recordings.event;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What belongs to threads, found by any other name that a recording may have for one of them, as {@link RecordedThread#isSame} has it.
 *
 * @param <T> what belongs to a thread
 */
public final class ThreadIndex<T> {
    /** One of the things that a thread may be known by; the others are 0 or empty. */
    private record Name(long javaId, long osId, String text) {}

    private static final class Entry<T> {
        private final RecordedThread thread;
        private final T value;

        private Entry(RecordedThread thread, T value) {
            this.thread = thread;
            this.value = value;
        }
    }

    private final Map<Name, List<Entry<T>>> entries = new HashMap<>();

    private static List<Name> names(RecordedThread thread) {
        return List.of(new Name(thread.javaId(), 0, ""), new Name(0, thread.osId(), ""), new Name(0, 0, thread.name()));
    }

    /** Adds something that belongs to a thread; there may be more of it. */
    public void add(RecordedThread thread, T value) {
        Entry<T> entry = new Entry<>(thread, value);
        names(thread).forEach(name -> entries.computeIfAbsent(name, key -> new ArrayList<>())
                .add(entry));
    }

    /** Whether nothing was added. */
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** What belongs to a thread, each once: what is known by its Java id first, then by the system's, then by its name. */
    public List<T> of(RecordedThread thread) {
        Set<Entry<T>> found = new LinkedHashSet<>();
        for (Name name : names(thread)) {
            for (Entry<T> entry : entries.getOrDefault(name, List.of())) {
                if (entry.thread.isSame(thread)) {
                    found.add(entry);
                }
            }
        }
        return found.stream().map(entry -> entry.value).toList();
    }
}
