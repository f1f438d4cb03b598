package tallyflame.agent.span;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tallyflame.agent.boot.BootClass;
import tallyflame.agent.mark.Moment;

/**
 * The counters of one thread, as they were when a span last began or ended there, and the spans that are open. What was counted
 * since then is given to the innermost of these, so that every count is given exactly once. Used by its thread, and by who writes
 * the file while no thread is at an end of a span.
 */
final class Block {
    private final long address;
    private WeakReference<Thread> owner = new WeakReference<>(null);
    private long[][] last = {};
    /** A page that is no part of {@link #last}, to read the next one into; null for none. */
    private long[] spare;
    /** The outermost first. */
    final List<Frame> open = new ArrayList<>();
    /** What was counted outside of spans. */
    final Moment outside = new Moment(0);
    /** How long all ends of spans have taken on this thread, nanoseconds. */
    long overhead;

    Block(long address) {
        this.address = address;
    }

    /**
     * What was counted since the last end of a span, not given to anybody yet.
     *
     * @param now the counters; pages that did not change are shared with those of before
     */
    record Step(long[][] now, Moment since) {}

    /** Looks what was counted since the last end of a span; changes nothing. */
    Step step(BootClass boot, int pages) {
        long[][] now = Arrays.copyOf(last, Math.max(pages, last.length));
        Moment since = new Moment(now.length);
        long[] page = spare;
        for (int p = 0; p < pages; p++) {
            if (page == null) page = new long[Moment.PAGE];
            if (!boot.read(address + (long) p * Moment.PAGE * Long.BYTES, page)) continue;
            if (now[p] != null && Arrays.equals(page, now[p])) continue;
            since.set(p, difference(page, now[p]));
            now[p] = page;
            page = null;
        }
        return new Step(now, since);
    }

    private static long[] difference(long[] page, long[] before) {
        long[] result = page.clone();
        if (before != null) for (int i = 0; i < result.length; i++) result[i] -= before[i];
        return result;
    }

    /** Gives what was counted to the innermost open span, and goes on from there. */
    void take(Step step) {
        for (long[] page : step.now()) {
            if (page == spare) spare = null;
        }
        for (int p = 0; p < last.length; p++) {
            if (last[p] != step.now()[p]) spare = last[p];
        }
        last = step.now();
        (open.isEmpty() ? outside : innermost().counted).add(step.since(), 1);
    }

    /** The span that began last, null if none is open. */
    Frame innermost() {
        return open.isEmpty() ? null : open.get(open.size() - 1);
    }

    /** The open group that takes one more span of a name, null if there is none: nobody is in those within it, and somebody around. */
    Group groupOf(NamedSpans named) {
        for (int i = open.size() - 1; i >= 0; i--) {
            if (!(open.get(i) instanceof Group group)) return null;
            if (group.takes(named)) return goesOnAround(i) ? group : null;
            if (!group.idle()) return null;
        }
        return null;
    }

    private boolean goesOnAround(int place) {
        for (int i = 0; i < place; i++) { // each short span comes by here: nothing is allocated
            if (open.get(i) instanceof Group group && group.idle()) return false;
        }
        return true;
    }

    /**
     * Ends the innermost span: what it counted is its own, and part of what surrounds it counted.
     *
     * @param standing the calls that stand now
     */
    void close(Moment standing) {
        Frame frame = open.remove(open.size() - 1);
        frame.counted.add(frame.ownParts, 1);
        Moment calls = frame.callsSince(standing);
        Frame own = frame.part ? ownBelow(frame.span) : null;
        if (own != null && !own.part && own == innermost()) {
            own.ownParts.add(frame.counted, 1);
            frame.span.addOwnPart(frame.counted, calls, open.size() > 1);
            return;
        }
        if (!open.isEmpty()) innermost().counted.add(frame.counted, 1);
        if (own == null) {
            frame.span.add(frame.counted, calls, !open.isEmpty());
        } else if (!own.part) {
            frame.span.addOwnPart(frame.counted, calls, true);
        }
    }

    /** The last of what is open that belongs to a span: a part of it, or it itself; null if there is none. */
    private Frame ownBelow(WholeSpan span) {
        for (int i = open.size() - 1; i >= 0; i--) {
            if (open.get(i).span == span) return open.get(i);
        }
        return null;
    }

    /** Takes a span off that has no figure of its own here: what it counted, who surrounds it did. */
    void fold(int place) {
        Frame frame = open.remove(place);
        Moment around = place == 0 ? outside : open.get(place - 1).counted;
        around.add(frame.counted, 1);
        if (place > 0) around.add(frame.ownParts, 1);
    }

    /** Blocks are handed on by threads that ended; what these had begun does not end any more. */
    void enter(Thread thread) {
        if (owner.refersTo(thread)) return;
        while (!open.isEmpty()) fold(open.size() - 1);
        owner = new WeakReference<>(thread);
    }

    /** Adds the counters as they were at the last end of a span. */
    void addRead(Moment sum) {
        Moment read = new Moment(last.length);
        for (int p = 0; p < last.length; p++) {
            if (last[p] != null) read.set(p, last[p].clone());
        }
        sum.add(read, 1);
    }

    /** Adds what belongs to no span that has ended. */
    void addOutside(Moment sum) {
        sum.add(outside, 1);
        for (int i = 0; i < open.size(); i++) {
            sum.add(open.get(i).counted, 1);
            if (i > 0) sum.add(open.get(i).ownParts, 1);
        }
    }
}
