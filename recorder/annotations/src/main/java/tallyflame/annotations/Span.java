package tallyflame.annotations;

import java.util.concurrent.atomic.AtomicLong;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/**
 * A time range of the program that has a name: a request, a task, a step of either. It is recorded by a flight recording, as an event
 * {@code tallyflame.Span}; where none runs, it does nothing.
 *
 * <pre>{@code
 * try (var span = Span.of("checkout").tag(order.id())) {
 *     …
 * }
 * }</pre>
 *
 * <p>Spans may be nested. One that ends on another thread than it began on, or is worked on by several, has parts: what runs on behalf
 * of it there is wrapped in {@link #part()}. A span may be closed by any thread, but used by one at a time.
 */
public final class Span implements AutoCloseable {
    private static final Span UNRECORDED = new Span(null, "");
    private static final AtomicLong NUMBERS = new AtomicLong();

    private final SpanEvent event;
    private final Thread begunBy;
    private final String name;
    private String tag = "";
    private long number;

    /** A span in a flight recording. Name and fields are a contract with what reads it. */
    @Name("tallyflame.Span")
    @Label("Span")
    @Description("A time range of the program that it named itself")
    @Category("Tallyflame")
    @StackTrace(false)
    static final class SpanEvent extends Event {
        @Label("Name")
        String name;

        @Label("Tag")
        String tag;

        @Label("Number")
        @Description("The same for a span and its parts, 0 for a span without parts")
        long number;

        @Label("Part")
        @Description("Whether this is a part of a span, on a thread that worked on it")
        boolean part;

        @Label("Begun By")
        @Description("The thread on which it began, if it ended on another")
        Thread begunBy;
    }

    private Span(SpanEvent event, String name) {
        this.event = event;
        this.name = name;
        begunBy = event == null ? null : Thread.currentThread();
    }

    /**
     * Begins a span on this thread.
     *
     * @param name what is done; the same for all that are to be compared
     */
    public static Span of(String name) {
        SpanEvent event = new SpanEvent();
        if (!event.isEnabled()) {
            return UNRECORDED;
        }
        Span span = new Span(event, name);
        event.begin();
        return span;
    }

    /**
     * Says which one it is.
     *
     * @param id a request's number, a path, …; {@code null} for none
     */
    public Span tag(String id) {
        if (event != null) {
            tag = id == null ? "" : id;
        }
        return this;
    }

    /** Says which one it is. */
    public Span tag(long id) {
        return event == null ? this : tag(Long.toString(id));
    }

    /** Begins a part of this span, on the thread that is about to work on it; it is closed there. */
    public Span part() {
        if (event == null) {
            return this;
        }
        number();
        SpanEvent begun = new SpanEvent();
        Span part = new Span(begun, name);
        part.tag = tag;
        part.number = number;
        begun.part = true;
        begun.begin();
        return part;
    }

    private synchronized void number() {
        number = number == 0 ? NUMBERS.incrementAndGet() : number;
    }

    /** Ends it. Closing again does nothing. */
    @Override
    public void close() {
        if (event == null || event.name != null) {
            return;
        }
        event.end();
        event.name = name;
        if (event.shouldCommit()) {
            event.tag = tag;
            event.number = number;
            event.begunBy = Thread.currentThread() == begunBy ? null : begunBy;
            event.commit();
        }
    }
}
