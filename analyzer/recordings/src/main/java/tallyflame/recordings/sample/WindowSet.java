package tallyflame.recordings.sample;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tallyflame.recordings.chunk.ByteWindow;
import tallyflame.recordings.chunk.DecodedChunk;
import tallyflame.recordings.event.ChunkEvents;
import tallyflame.recordings.event.RecordedThread;
import tallyflame.recordings.event.ThreadIndex;

/**
 * Time ranges of threads, outside which samples are left out. Those that a recorded program measured in are read from its
 * {@code tallyflame.Window} events, each valid for the thread that marked it; if only the start of one was recorded, because the
 * program was killed, it lasts to the end.
 */
public final class WindowSet {
    private static final String WINDOW_TYPE = "tallyflame.Window";
    private static final String START_TYPE = "tallyflame.WindowStart";

    /**
     * A time range of a thread.
     *
     * @param from first moment in nanoseconds since 1970
     * @param to last moment in nanoseconds since 1970; the greatest number if it never ends
     * @param number what samples in it are to be marked with, 0 for nothing
     */
    public record Window(RecordedThread thread, long from, long to, int number) {
        /** One that marks nothing. */
        public Window(RecordedThread thread, long from, long to) {
            this(thread, from, to, 0);
        }
    }

    private final ThreadIndex<Window> windows = new ThreadIndex<>();
    private final ThreadIndex<Window> starts = new ThreadIndex<>();

    /** Collects the windows that a chunk marks; several chunks at once may be read. */
    public void read(DecodedChunk chunk, ByteWindow in) throws IOException {
        new ChunkEvents(chunk, in)
                .on(WINDOW_TYPE, List.of("startTime", "duration", "eventThread"), event -> {
                    if (!event.thread(2).equals(RecordedThread.UNKNOWN)) {
                        add(event.thread(2), event.time(0), event.end(0, 1));
                    }
                })
                .on(START_TYPE, List.of("startTime", "eventThread"), event -> {
                    if (!event.thread(1).equals(RecordedThread.UNKNOWN)) {
                        addStart(event.thread(1), event.time(0));
                    }
                })
                .read();
    }

    private void add(RecordedThread thread, long from, long to) {
        add(new Window(thread, from, to));
    }

    /** Adds a window; those of one thread may overlap. */
    public synchronized void add(Window window) {
        windows.add(window.thread(), window);
    }

    private synchronized void addStart(RecordedThread thread, long from) {
        starts.add(thread, new Window(thread, from, Long.MAX_VALUE));
    }

    synchronized boolean isEmpty() {
        return windows.isEmpty() && starts.isEmpty();
    }

    /** The windows of a thread as they are, by start, the longer first of two that begin at once. */
    synchronized List<Window> each(RecordedThread thread) {
        return windows.of(thread).stream()
                .sorted(Comparator.comparingLong(Window::from)
                        .thenComparing(Comparator.comparingLong(Window::to).reversed()))
                .toList();
    }

    /** The windows of a thread, by start; none overlaps another. */
    synchronized List<Window> of(RecordedThread thread) {
        List<Window> own = new ArrayList<>(windows.of(thread));
        long lastEnd = own.stream().mapToLong(Window::to).max().orElse(Long.MIN_VALUE);
        starts.of(thread).stream().filter(start -> start.from() > lastEnd).forEach(own::add);
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
