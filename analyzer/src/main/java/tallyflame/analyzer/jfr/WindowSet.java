package tallyflame.analyzer.jfr;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The measured windows that a recorded program marked with {@code tallyflame.Window} events, each valid for the thread that
 * marked it. A window of which only the start was recorded, because the program was killed, lasts to the end.
 */
final class WindowSet {
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

    private final List<Window> windows = Collections.synchronizedList(new ArrayList<>());
    private final List<Window> starts = Collections.synchronizedList(new ArrayList<>());

    void add(ThreadKey thread, long from, long to) {
        windows.add(new Window(thread, from, to));
    }

    void addStart(ThreadKey thread, long from) {
        starts.add(new Window(thread, from, Long.MAX_VALUE));
    }

    boolean isEmpty() {
        return windows.isEmpty() && starts.isEmpty();
    }

    /** The windows of a thread. */
    List<Window> of(ThreadKey thread) {
        List<Window> own = new ArrayList<>();
        for (Window window : windows) {
            if (window.thread().isSame(thread)) {
                own.add(window);
            }
        }
        for (Window start : starts) {
            if (start.thread().isSame(thread) && own.stream().noneMatch(window -> window.to() >= start.from())) {
                own.add(start);
            }
        }
        return own;
    }
}
