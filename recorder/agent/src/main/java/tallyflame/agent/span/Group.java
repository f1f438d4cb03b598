package tallyflame.agent.span;

import java.util.function.Consumer;
import java.util.function.Supplier;
import tallyflame.agent.mark.Moment;

/** Short spans of one name that follow each other on a thread, counted as one. Used by that thread. */
final class Group extends Frame {
    private long active;
    private long spansEnded;
    private long spanNanos;

    Group(Spans spans, Block block, WholeSpan span, Moment calls) {
        super(spans, block, span, false, calls);
    }

    /** One of the spans; to the program what {@link Frame} is. */
    private final class Member implements Consumer<String>, Supplier<Object> {
        private final long began = System.nanoTime();
        private boolean ended;

        @Override
        public synchronized void accept(String tag) {
            long now = System.nanoTime();
            if (ended) return;
            ended = true;
            if (Thread.currentThread() == thread) {
                left(now - began, now);
            } else {
                gone = true;
            }
        }

        @Override
        public Object get() {
            spans.latePart();
            return null;
        }
    }

    /** Whether a span of a name that begins now is one more of it. */
    boolean takes(NamedSpans named) {
        return span.named == named && !gone;
    }

    /** Begins one more span. */
    Object enter() {
        active++;
        return new Member();
    }

    private void left(long nanos, long now) {
        active--;
        spansEnded++;
        spanNanos += nanos;
        span.named.took(nanos, spans.cost().judged());
        if (idle() && spans.cost().isEnough(nanosAt(now))) spans.endGroup(this, now);
    }

    /** Whether none of the spans is open. */
    boolean idle() {
        return active == 0 && spansEnded > 0;
    }

    long spansEnded() {
        return spansEnded;
    }

    long spanNanos() {
        return spanNanos;
    }
}
