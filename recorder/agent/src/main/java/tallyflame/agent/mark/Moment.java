package tallyflame.agent.mark;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Counters of one thread, or of all, at one moment, and the calls that had not returned then. Only pages on which something was
 * counted take memory.
 */
public final class Moment {
    /** Counters that are copied or left out together: a page of memory of them. */
    public static final int PAGE = 512;

    /** Takes a counter. */
    public interface Visitor {
        /** A counter that is not zero. */
        void counter(int number, long value);
    }

    private long[][] pages;
    final Map<StandingCall, Long> calls = new HashMap<>();

    /** Nothing yet, in so many pages; more come as they are needed. */
    public Moment(int pages) {
        this.pages = new long[pages][];
    }

    /** Sets a page, which must exist, to counters that nobody else changes. */
    public void set(int page, long[] counters) {
        pages[page] = counters;
    }

    void add(StandingCall call) {
        calls.merge(call, 1L, Long::sum);
    }

    /** The calls that had not returned, and how many of each. */
    public Map<StandingCall, Long> calls() {
        return calls;
    }

    /** How many pages take memory. */
    public int pages() {
        return (int) Arrays.stream(pages).filter(page -> page != null).count();
    }

    /** Visits the counters that are not zero, in order. */
    public void visit(Visitor visitor) {
        for (int p = 0; p < pages.length; p++) {
            if (pages[p] == null) continue;
            for (int i = 0; i < PAGE; i++) {
                if (pages[p][i] != 0) visitor.counter(p * PAGE + i, pages[p][i]);
            }
        }
    }

    /** Adds another one's counters and calls, either as they are or as their negatives. */
    public void add(Moment other, int sign) {
        if (pages.length < other.pages.length) pages = Arrays.copyOf(pages, other.pages.length);
        for (int p = 0; p < other.pages.length; p++) {
            if (other.pages[p] != null) pages[p] = sum(pages[p], other.pages[p], sign);
        }
        // A call that stands at both ends stays: that it does not move has to be known, too.
        other.calls.forEach((call, n) -> calls.merge(call, sign * n, Long::sum));
    }

    private static long[] sum(long[] page, long[] more, int sign) {
        long[] result = page == null ? new long[PAGE] : page;
        long any = 0;
        for (int i = 0; i < PAGE; i++) {
            result[i] += sign * more[i];
            any |= result[i];
        }
        return any == 0 ? null : result;
    }

    /** Whether nothing was counted. */
    public boolean isZero() {
        return Arrays.stream(pages).allMatch(page -> page == null);
    }

    boolean hasSameCounters(Moment other) {
        return Arrays.deepEquals(pages, other.pages);
    }

    /** A counter by its number in the blocks. */
    long counter(int number) {
        int page = number / PAGE;
        return page >= pages.length || pages[page] == null ? 0 : pages[page][number % PAGE];
    }
}
