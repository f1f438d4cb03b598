package tallyflame.agent.span;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import tallyflame.agent.boot.BootClass;
import tallyflame.agent.mark.Counting;
import tallyflame.agent.mark.Moment;
import tallyflame.agent.mark.Moments;

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

    private static final long PATIENCE_MILLIS = 1000;

    private final BootClass boot;
    private final Counting counting;
    private final Moments moments;
    private final SnapshotCost cost = new SnapshotCost();
    private final EndedSpans ended = new EndedSpans(cost);
    private final Tallies tallies = ended.tallies;
    private final Map<Long, Block> blocks = new ConcurrentHashMap<>();
    /** Held for reading at the ends of spans, for writing by who wants to see all of them at rest. */
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

    private final long clock = epochNanos() - System.nanoTime();
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
            NamedSpans named = ended.of(request.substring(alone ? ALONE.length() : REQUEST.length()));
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
            cost.tookToBegin(block, from);
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
        ended.addGroup(group, group.nanosAt(now));
    }

    SnapshotCost cost() {
        return cost;
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
            if (here) cost.tookToEnd(block, now);
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
                cost.tookToEnd(block, now);
            } catch (Throwable e) {
                throw broken(e);
            }
            return null;
        });
    }

    /** A span, or a part of it, has ended. */
    private void leave(WholeSpan span) {
        try {
            String reason = ended.leave(span);
            if (!reason.isEmpty()) refuse(reason);
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
            return problem.isEmpty() ? ended.cut(List.copyOf(blocks.values())) : ended.refused(problem);
        } finally {
            lock.writeLock().unlock();
        }
    }
}
