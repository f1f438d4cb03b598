package tallyflame.agent.span;

import java.util.function.Consumer;
import java.util.function.Supplier;
import tallyflame.agent.mark.Moment;

/**
 * A span, or a part of one, that is open on a thread. To the program, which knows no class of the agent, it is what takes the tag when
 * it ends, and what supplies parts.
 */
class Frame implements Consumer<String>, Supplier<Object> {
    final Spans spans;
    final Block block;
    final Thread thread = Thread.currentThread();
    final WholeSpan span;
    /** Whether it is a part of a span that began elsewhere. */
    final boolean part;
    /** What was counted in it so far, but for what is open within it. */
    final Moment counted = new Moment(0);

    /** What parts of the same span counted here meanwhile: if this does not end here, they are all that the span did here. */
    final Moment ownParts = new Moment(0);

    private final Moment calls;

    private long began;
    private long overhead;
    /** Whether it ended on another thread, or could not be ended: what happens here is none of it. */
    volatile boolean gone;

    private boolean ended;

    Frame(Spans spans, Block block, WholeSpan span, boolean part, Moment calls) {
        this.spans = spans;
        this.block = block;
        this.span = span;
        this.part = part;
        this.calls = calls;
    }

    /** The last that is done before the program goes on. */
    void begin() {
        overhead = block.overhead;
        began = System.nanoTime();
    }

    long began() {
        return began;
    }

    /** How long it has taken by then, nanoseconds, without the ends of spans within it. */
    long nanosAt(long now) {
        return Math.max(0, now - began - (block.overhead - overhead));
    }

    /** Calls that stood when it began. */
    Moment calls() {
        return calls;
    }

    /** What more calls stand now than when it began. */
    Moment callsSince(Moment now) {
        Moment since = new Moment(0);
        since.add(now, 1);
        since.add(calls, -1);
        return since;
    }

    /** Whether it may end; only once. */
    synchronized boolean ends() {
        boolean first = !ended;
        ended = true;
        return first;
    }

    /** Ends it. */
    @Override
    public void accept(String tag) {
        long now = System.nanoTime();
        if (ends()) spans.end(this, tag, now);
    }

    /** Begins a part of it on the calling thread. */
    @Override
    public Object get() {
        return spans.part(span);
    }
}
