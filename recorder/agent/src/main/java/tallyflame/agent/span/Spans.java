package tallyflame.agent.span;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import tallyflame.agent.boot.BootClass;
import tallyflame.agent.mark.Counting;
import tallyflame.agent.mark.Moment;
import tallyflame.agent.mark.Moments;
import tallyflame.counts.span.OneSpan;

/**
 * The spans of one session: what each counted, exactly, since a thread does nothing else while it looks at its own counters. An end of a
 * span has two steps. The first looks, and changes nothing: if it fails, the span gets no figure. The second gives what was
 * counted to whom it belongs; it needs hardly any memory or stack, and if it fails all the same, there are no figures at all.
 */
public final class Spans implements Function<String, Object> {
    /** How a request begins, which ends with a name. */
    static final String REQUEST = "span ";
    /** How one begins for spans of which each is to have counts of its own, however short it is, because nobody measures its time. */
    static final String ALONE = "span! ";

    private static final int MOST_PENDING = 10_000;
    /** A group is at least as long as so many snapshots. */
    private static final long GROUP = 40;

    private static final long PATIENCE_MILLIS = 1000;

    private final BootClass boot;
    private final Counting counting;
    private final Moments moments;
    private final CallTable calls = new CallTable();
    private final Names names = new Names(calls);
    private final Map<Long, Block> blocks = new ConcurrentHashMap<>();
    /** Spans of which parts have ended, and others, or they themselves, have not. */
    private final Set<WholeSpan> pending = ConcurrentHashMap.newKeySet();
    /** What spans counted that get no figure. */
    private final Moment lost = new Moment(0);

    /** Held for reading at the ends of spans, for writing by who wants to see all of them at rest. */
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

    private final Tallies tallies = new Tallies();
    private final long clock = epochNanos() - System.nanoTime();
    private volatile long beginNanos = Long.MAX_VALUE / GROUP;
    private volatile long endNanos = Long.MAX_VALUE / GROUP;
    private volatile String problem = "";
    private volatile boolean over;

    /** Spans of a session, from now on. */
    public Spans(BootClass boot, Counting counting) {
        this.boot = boot;
        this.counting = counting;
        moments = new Moments(boot, counting);
    }

    private static long epochNanos() {
        Instant now = Instant.now();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }

    /** No span of this session begins or ends any more. */
    public void end() {
        over = true;
    }

    /** There are no figures any more, for a reason. */
    public void refuse(String reason) {
        problem = reason;
    }

    /** Whether a request is one for a span. */
    public static boolean isRequest(String request) {
        return request.startsWith(REQUEST) || request.startsWith(ALONE);
    }

    /** Begins a span; null if it is not counted. Never throws. */
    @Override
    public Object apply(String request) {
        return quietly(block -> {
            tallies.begun.increment();
            boolean alone = request.startsWith(ALONE);
            NamedSpans named = names.of(request.substring(alone ? ALONE.length() : REQUEST.length()));
            return !alone && named.inGroups() ? inGroup(block, named) : begin(block, newSpan(named), false);
        });
    }

    private WholeSpan newSpan(NamedSpans named) {
        return new WholeSpan(named, clock + System.nanoTime());
    }

    /** Begins a part of a span; null if it is not counted. Never throws. */
    Object part(WholeSpan span) {
        return quietly(block -> {
            if (!span.partBegins()) return latePart();
            Object begun = null;
            try {
                begun = begin(block, span, true);
            } finally {
                if (begun == null) leave(span);
            }
            return begun;
        });
    }

    Object latePart() {
        tallies.lateParts.increment();
        return null;
    }

    /** What is done on the calling thread. */
    private interface Work {
        Object on(Block block);
    }

    private Object quietly(Work work) {
        if (over || !problem.isEmpty()) return null;
        long allocated = counting.agentBegins();
        try {
            long address = boot.own();
            if (address < 0) {
                tallies.shared.increment();
                return null;
            }
            lock.readLock().lock();
            try {
                Block block = blocks.computeIfAbsent(address, Block::new);
                block.enter(Thread.currentThread());
                return work.on(block);
            } finally {
                lock.readLock().unlock();
            }
        } catch (Throwable e) {
            tallies.failed.increment();
            return null;
        } finally {
            counting.agentEnds(allocated);
        }
    }

    private Object begin(Block block, WholeSpan span, boolean part) {
        long from = System.nanoTime();
        Block.Step step = block.step(boot, moments.pages());
        Frame frame = new Frame(this, block, span, part, standing());
        begin(block, step, frame, from);
        return frame;
    }

    private Object inGroup(Block block, NamedSpans named) {
        Group open = block.groupOf(named);
        if (open != null) return open.enter();
        long from = System.nanoTime();
        Block.Step step = block.step(boot, moments.pages());
        Group group = new Group(this, block, newSpan(named), standing());
        begin(block, step, group, from);
        return group.enter();
    }

    private Moment standing() {
        Moment standing = new Moment(0);
        moments.ownCalls(standing);
        return standing;
    }

    private void begin(Block block, Block.Step step, Frame frame, long from) {
        try {
            block.take(step);
            settle(block, frame.calls(), from);
            block.open.add(frame);
            tookToBegin(block, from);
            frame.begin();
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    private IllegalStateException broken(Throwable e) {
        problem = "the agent failed while it gave counts to spans: " + e;
        return new IllegalStateException(e);
    }

    /** Takes off what does not go on: spans that ended elsewhere, and groups that nobody is in. */
    private void settle(Block block, Moment standing, long now) {
        for (int i = block.open.size() - 1; i >= 0; i--) {
            if (block.open.get(i).gone) block.fold(i);
        }
        while (block.innermost() instanceof Group group && group.idle()) closeGroup(block, group, standing, now);
    }

    private void closeGroup(Block block, Group group, Moment standing, long now) {
        block.close(standing);
        names.addGroup(group, group.nanosAt(now));
        tallies.ended.add(group.spansEnded());
        tallies.grouped.add(group.spansEnded());
    }

    /** The beginning of a span took so long. */
    private void tookToBegin(Block block, long from) {
        beginNanos = least(beginNanos, took(block, from));
    }

    /** The end of a span took so long, with what is done with its counts. */
    private void tookToEnd(Block block, long from) {
        endNanos = least(endNanos, took(block, from));
    }

    private static long took(Block block, long from) {
        long nanos = System.nanoTime() - from;
        block.overhead += nanos;
        return nanos;
    }

    /** The least of late: what it was before is believed a little less each time. */
    private static long least(long before, long nanos) {
        return Math.min(nanos, before + before / 64 + 1);
    }

    /** What one end of a span takes, the dearer one, nanoseconds. */
    long snapshotNanos() {
        return Math.max(beginNanos, endNanos);
    }

    /** Whether a group is long enough. */
    boolean isEnough(long nanos) {
        return nanos >= GROUP * snapshotNanos();
    }

    /** Ends a span, or a part of one, that was open until now. Never throws. */
    void end(Frame frame, String tag, long now) {
        boolean here = Thread.currentThread() == frame.thread;
        quietly(block -> {
            if (!frame.part) frame.span.ends(tag, here ? frame.nanosAt(now) : now - frame.began());
            if (here) {
                endHere(block, frame, now);
            } else {
                frame.gone = true;
                if (!frame.part) frame.span.isItsParts();
            }
            leave(frame.span);
            if (here) tookToEnd(block, now);
            return null;
        });
    }

    private void endHere(Block block, Frame frame, long now) {
        Block.Step step;
        Moment standing;
        try {
            step = block.step(boot, moments.pages());
            standing = standing();
        } catch (Throwable e) {
            frame.gone = true;
            refuse(frame);
            tallies.failed.increment();
            return;
        }
        try {
            block.take(step);
            settle(block, standing, now);
            if (block.innermost() == frame) {
                block.close(standing);
                if (!frame.part) frame.span.hasOwnParts();
            } else {
                refuse(frame);
                tallies.overlapping.increment();
                block.fold(block.open.indexOf(frame));
            }
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    private static void refuse(Frame frame) {
        frame.span.fail();
        if (!frame.part) frame.span.isItsParts();
    }

    /** Ends a group in which no span is open. Never throws. */
    void endGroup(Group group, long now) {
        quietly(block -> {
            Block.Step step = block.step(boot, moments.pages());
            Moment standing = standing();
            try {
                block.take(step);
                settle(block, standing, now);
                tookToEnd(block, now);
            } catch (Throwable e) {
                throw broken(e);
            }
            return null;
        });
    }

    /** A span, or a part of it, has ended. */
    private void leave(WholeSpan span) {
        if (!span.left()) {
            pending.add(span);
            if (pending.size() > MOST_PENDING) {
                refuse("parts of more than " + MOST_PENDING + " spans ended and others of them did not");
            }
            return;
        }
        try {
            if (span.failed()) {
                synchronized (lost) {
                    span.addOutside(lost);
                }
            } else if (span.parts() == 0) {
                tallies.elsewhere.increment();
            } else {
                span.named.took(span.nanos(), snapshotNanos());
                names.add(span);
                tallies.ended.increment();
            }
            pending.remove(span);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** How many spans have begun or become anything else so far; as long as that is the same, so is what was counted in them. */
    public long ends() {
        return tallies.all();
    }

    /** All as it is at one moment; null if a thread does not come to rest, or if there were no spans. */
    public SpanCut cut() throws InterruptedException {
        if (tallies.begun.sum() + tallies.shared.sum() == 0) return null;
        if (!lock.writeLock().tryLock(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) return null;
        try {
            return problem.isEmpty() ? whole() : SpanCut.refused(calls, tallies.ledger(0, 0, false, problem));
        } finally {
            lock.writeLock().unlock();
        }
    }

    private SpanCut whole() {
        Moment outside = new Moment(0);
        Moment read = new Moment(0);
        outside.add(lost, 1);
        pending.forEach(span -> span.addOutside(outside));
        for (Block block : new ArrayList<>(blocks.values())) {
            block.addOutside(outside);
            block.addRead(read);
        }
        List<OneSpan> kept = names.kept();
        return new SpanCut(
                calls,
                names.sums(),
                kept,
                calls.raw(outside),
                calls.raw(read),
                tallies.ledger(kept.size(), snapshotNanos(), names.coarse(), ""));
    }
}
