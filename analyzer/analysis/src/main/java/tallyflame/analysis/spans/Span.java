package tallyflame.analysis.spans;

import java.util.List;
import tallyflame.recordings.event.RecordedThread;
import tallyflame.recordings.sample.WindowSet.Window;

/**
 * A time range on a thread, or on several, that has a name.
 *
 * @param name what is done in it; of an event that is no span by itself, the full name of its type
 * @param tag which one it is; may be empty
 * @param parts what it did on which thread, never empty; one part unless it said so
 * @param start in nanoseconds since 1970
 * @param end in nanoseconds since 1970
 * @param queued for how long its thread was ready to run without a processor, in nanoseconds; negative if not known
 * @param chunk offset in its recording of the chunk that says so
 */
record Span(String name, String tag, List<Window> parts, long start, long end, long queued, long chunk) {
    private static final long UNKNOWN = -1;

    Span {
        parts = List.copyOf(parts);
    }

    /** A span on one thread. */
    static Span of(String name, String tag, RecordedThread thread, long start, long end) {
        return new Span(name, tag, List.of(new Window(thread, start, end)), start, end, UNKNOWN, 0);
    }

    /** The same span under another name and tag. */
    Span named(String other, String otherTag) {
        return new Span(other, otherTag, parts, start, end, queued, chunk);
    }

    /** The same, whose thread was ready to run without a processor for so long. */
    Span queued(long nanos) {
        return new Span(name, tag, parts, start, end, nanos, chunk);
    }

    /** The same, which a chunk says. */
    Span in(long offset) {
        return new Span(name, tag, parts, start, end, queued, offset);
    }

    /** The same on other threads, of all of which nobody knows for how long they were ready to run. */
    Span on(List<Window> others) {
        return new Span(name, tag, others, start, end, UNKNOWN, chunk);
    }

    /** How long it took, in nanoseconds. */
    long nanos() {
        return end - start;
    }

    /** The thread on which it began, as far as is known. */
    RecordedThread thread() {
        return parts.get(0).thread();
    }

    /** Whether it ran on a virtual thread, which samples of the operating system's threads do not name. */
    boolean virtual() {
        return parts.stream().map(Window::thread).anyMatch(thread -> thread.osId() == 0 && thread.javaId() > 0);
    }
}
