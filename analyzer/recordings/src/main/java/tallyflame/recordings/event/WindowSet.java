package tallyflame.recordings.event;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The measured windows that a recorded program marked with {@code tallyflame.Window} events, each valid for the thread that
 * marked it. If only the start of a window was recorded, because the program was killed, it lasts to the end.
 */
public final class WindowSet {
    static final String WINDOW_TYPE = "tallyflame.Window";
    static final String START_TYPE = "tallyflame.WindowStart";

    /** A thread as its recording names it; ids are 0 where unknown. */
    record ThreadKey(String name, long osId, long javaId) {
        /** Whether both name the same thread of one program: by Java id, else by the system's id, else by name. */
        boolean isSame(ThreadKey other) {
            if (javaId > 0 && other.javaId > 0) {
                return javaId == other.javaId;
            }
            if (osId > 0 && other.osId > 0) {
                return osId == other.osId;
            }
            return name.equals(other.name);
        }
    }

    /** A window in wall-clock nanoseconds since 1970, both ends included. */
    record Window(ThreadKey thread, long from, long to) {}

    private final Map<Object, List<Window>> windows = new HashMap<>();
    private final Map<Object, List<Window>> starts = new HashMap<>();

    synchronized void add(ThreadKey thread, long from, long to) {
        add(windows, new Window(thread, from, to));
    }

    synchronized void addStart(ThreadKey thread, long from) {
        add(starts, new Window(thread, from, Long.MAX_VALUE));
    }

    /** Adds a window under everything that its thread may be known by; longs of Java and the system are told apart by sign. */
    private static void add(Map<Object, List<Window>> map, Window window) {
        for (Object name : names(window.thread())) {
            map.computeIfAbsent(name, key -> new ArrayList<>()).add(window);
        }
    }

    private static List<Object> names(ThreadKey thread) {
        return List.of(thread.javaId(), -thread.osId() - 1, thread.name());
    }

    synchronized boolean isEmpty() {
        return windows.isEmpty() && starts.isEmpty();
    }

    private static Set<Window> find(Map<Object, List<Window>> map, ThreadKey thread) {
        Set<Window> found = new LinkedHashSet<>();
        for (Object name : names(thread)) {
            for (Window window : map.getOrDefault(name, List.of())) {
                if (window.thread().isSame(thread)) {
                    found.add(window);
                }
            }
        }
        return found;
    }

    /** The windows of a thread, by start; none overlaps another. */
    synchronized List<Window> of(ThreadKey thread) {
        Set<Window> own = find(windows, thread);
        long lastEnd = own.stream().mapToLong(Window::to).max().orElse(Long.MIN_VALUE);
        find(starts, thread).stream().filter(start -> start.from() > lastEnd).forEach(own::add);
        List<Window> merged = new ArrayList<>();
        for (Window window :
                own.stream().sorted(Comparator.comparingLong(Window::from)).toList()) {
            int last = merged.size() - 1;
            if (last >= 0 && merged.get(last).to() >= window.from()) {
                Window before = merged.get(last);
                merged.set(last, new Window(thread, before.from(), Math.max(before.to(), window.to())));
            } else {
                merged.add(window);
            }
        }
        return merged;
    }
}
