package tallyflame.recordings.sample;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tallyflame.recordings.chunk.ChunkHeader;
import tallyflame.recordings.chunk.Pools;
import tallyflame.recordings.event.RecordedThread;

/** Which samples of one chunk are wanted, by thread, measured window and time range; decided once per thread. */
final class ThreadFilter {
    private final boolean[] wanted;
    /** For each thread pairs of first and last tick, or {@code null} if no windows are known. */
    private final long[][] windows;
    /** The same of the time ranges that were asked for; {@code null} if none were. */
    private final long[][] within;

    /** What marks the samples of each thread, or {@code null} if nothing does. */
    private final Marked[] marked;

    private final boolean byThread;

    /** Windows of a thread that mark samples, in ticks, by start, and the latest end of each and all before it. */
    private record Marked(long[] from, long[] to, int[] numbers, long[] latest) {
        static Marked of(ChunkHeader header, List<WindowSet.Window> windows) {
            long[] from = windows.stream()
                    .mapToLong(window -> header.ticks(window.from()))
                    .toArray();
            long[] to = windows.stream()
                    .mapToLong(window -> header.ticks(window.to()))
                    .toArray();
            int[] numbers = windows.stream().mapToInt(WindowSet.Window::number).toArray();
            long[] latest = to.clone();
            Arrays.parallelPrefix(latest, Math::max);
            return new Marked(from, to, numbers, latest);
        }

        /** The number of the window that began last of those that a time is in; 0 if it is in none. */
        int at(long ticks) {
            int i = Arrays.binarySearch(from, ticks);
            i = i < 0 ? -i - 2 : i;
            while (i >= 0 && i + 1 < from.length && from[i + 1] == ticks) i++;
            for (; i >= 0 && latest[i] >= ticks; i--) {
                if (to[i] >= ticks) return numbers[i];
            }
            return 0;
        }
    }

    /**
     * A filter.
     *
     * @param within time ranges that were asked for, or {@code null} if all are
     * @param marking windows whose numbers samples in them are marked with, or {@code null} if there are none
     */
    ThreadFilter(
            ChunkHeader header,
            Pools pools,
            Optional<String> glob,
            WindowSet measured,
            WindowSet within,
            WindowSet marking) {
        int threads = pools.threads().rows();
        byThread = glob.isPresent();
        wanted = new boolean[threads];
        windows = measured.isEmpty() ? null : ticks(header, pools, measured);
        this.within = within == null ? null : ticks(header, pools, within);
        marked = marking == null ? null : new Marked[threads];
        for (int thread = 0; marked != null && thread < threads; thread++) {
            marked[thread] = Marked.of(header, marking.each(RecordedThread.of(pools, thread)));
        }
        Pattern pattern = glob.map(ThreadFilter::pattern).orElse(null);
        for (int thread = 0; thread < threads; thread++) {
            wanted[thread] =
                    pattern == null || pattern.matcher(pools.threadName(thread)).matches();
        }
    }

    private static long[][] ticks(ChunkHeader header, Pools pools, WindowSet set) {
        long[][] ticks = new long[pools.threads().rows()][];
        for (int thread = 0; thread < ticks.length; thread++) {
            ticks[thread] = ticks(header, set.of(RecordedThread.of(pools, thread)));
        }
        return ticks;
    }

    private static long[] ticks(ChunkHeader header, List<WindowSet.Window> windows) {
        long[] bounds = new long[2 * windows.size()];
        for (int i = 0; i < windows.size(); i++) {
            WindowSet.Window window = windows.get(i);
            bounds[2 * i] = header.ticks(window.from());
            bounds[2 * i + 1] = window.to() == Long.MAX_VALUE ? Long.MAX_VALUE : header.ticks(window.to());
        }
        return bounds;
    }

    /** The pattern of a glob: {@code *} any text, {@code ?} any character. */
    static Pattern pattern(String glob) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    /** Whether thread names or windows are asked for, so that samples need their thread. */
    boolean needed() {
        return byThread || windows != null || within != null;
    }

    /** Whether a thread, given by its row or negative if unknown, is wanted. */
    boolean wants(int thread) {
        return !byThread || (thread >= 0 && wanted[thread]);
    }

    /** Whether a time of a thread is in a measured window, or no window is known. */
    boolean inWindow(int thread, long ticks) {
        return isIn(windows, thread, ticks);
    }

    /** Whether a time of a thread is in one of the ranges that were asked for, or none were. */
    boolean within(int thread, long ticks) {
        return isIn(within, thread, ticks);
    }

    /** What marks a sample of a thread at a time: the number of the innermost window, 0 if it is in none. */
    int mark(int thread, long ticks) {
        return marked == null || thread < 0 ? 0 : marked[thread].at(ticks);
    }

    private static boolean isIn(long[][] windows, int thread, long ticks) {
        if (windows == null) {
            return true;
        }
        if (thread < 0) {
            return false;
        }
        // Bounds ascend, so an index between a first and a last tick is odd; a hit on a bound is inside.
        int index = Arrays.binarySearch(windows[thread], ticks);
        return index >= 0 || (-index - 1) % 2 == 1;
    }
}
