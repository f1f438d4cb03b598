package tallyflame.annotations;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/**
 * A time range of the program that has a name: a request, a task, a step of either. It is recorded by a flight recording, as an event
 * {@code tallyflame.Span}, and by the counting agent, which gives it the lines and branches that its threads went through
 * meanwhile; where there is neither, it does nothing.
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
    private static final Span UNRECORDED = new Span(null, null, "");
    private static final AtomicLong NUMBERS = new AtomicLong();

    /** Null where no flight recording runs. */
    private final SpanEvent event;
    /** What the agent answered when it began; null where nothing is counted. */
    private final Object counted;

    private final Thread begunBy;
    private final String name;
    /** The thread's delay in the run queue before it began, and that moment; only of what is recorded. */
    private long queuedBefore = RunQueue.UNKNOWN;

    private long beganNanos;
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

        @Label("Queued")
        @Description("Nanoseconds that its thread was ready to run without a processor, negative if not known")
        long queued;
    }

    private Span(SpanEvent event, Object counted, String name) {
        this.event = event;
        this.counted = counted;
        this.name = name;
        begunBy = event == null ? null : Thread.currentThread();
    }

    /** Asks the agent to count a span: while it counts, it has this ask it. Answers what it is told then, else null. */
    @SuppressWarnings("UnusedVariable") // it is handed on by what the agent puts here
    private static Object counting(String name) {
        return null;
    }

    /**
     * Begins a span on this thread.
     *
     * @param name what is done; the same for all that are to be compared
     */
    public static Span of(String name) {
        Object counted = counting(name);
        SpanEvent event = new SpanEvent();
        if (event.isEnabled()) {
            Span span = new Span(event, counted, name);
            span.queuedBefore = RunQueue.isWorthReading(name) ? RunQueue.delay() : RunQueue.UNKNOWN;
            span.beganNanos = System.nanoTime();
            event.begin();
            return span;
        }
        return counted == null ? UNRECORDED : new Span(null, counted, name);
    }

    /**
     * Says which one it is.
     *
     * @param id a request's number, a path, …; {@code null} for none
     */
    public Span tag(String id) {
        if (this != UNRECORDED) {
            tag = id == null ? "" : id;
        }
        return this;
    }

    /** Says which one it is. */
    public Span tag(long id) {
        return this == UNRECORDED ? this : tag(Long.toString(id));
    }

    /** Begins a part of this span, on the thread that is about to work on it; it is closed there. */
    public Span part() {
        if (this == UNRECORDED) {
            return this;
        }
        Object countedPart = counted instanceof Supplier<?> parts ? parts.get() : null;
        if (event == null) {
            return new Span(null, countedPart, name);
        }
        number();
        SpanEvent begun = new SpanEvent();
        Span part = new Span(begun, countedPart, name);
        part.tag = tag;
        part.number = number;
        begun.part = true;
        part.beganNanos = System.nanoTime();
        begun.begin();
        return part;
    }

    private synchronized void number() {
        number = number == 0 ? NUMBERS.incrementAndGet() : number;
    }

    /** Ends it. Closing again does nothing. */
    @Override
    public void close() {
        if (this == UNRECORDED) {
            return;
        }
        boolean recorded = event != null && event.name == null;
        if (recorded) {
            event.end();
            event.name = name;
            RunQueue.took(name, System.nanoTime() - beganNanos);
        }
        endCounting();
        if (recorded && event.shouldCommit()) {
            event.tag = tag;
            event.number = number;
            event.begunBy = Thread.currentThread() == begunBy ? null : begunBy;
            event.queued = queued();
            event.commit();
        }
    }

    /** For how long its thread was ready to run without a processor; of a span with parts, or that ended elsewhere, nobody knows. */
    private long queued() {
        boolean known = queuedBefore >= 0 && number == 0 && Thread.currentThread() == begunBy;
        long now = known ? RunQueue.delay() : RunQueue.UNKNOWN;
        return now < 0 ? RunQueue.UNKNOWN : now - queuedBefore;
    }

    /** To the agent, which knows no class of this artifact, a tag is told as a text. */
    @SuppressWarnings("unchecked")
    private void endCounting() {
        if (counted instanceof Consumer<?> open) {
            ((Consumer<String>) open).accept(tag);
        }
    }
}
