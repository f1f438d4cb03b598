package tallyflame.agent.mark;

import java.util.function.Consumer;
import tallyflame.agent.boot.BootClass;

/** Reads counters and stacks. */
public final class Moments {
    /** Hidden frames too: without them the caller of a method reference seems to call what that stands for. */
    private static final StackWalker WALKER = StackWalker.getInstance(StackWalker.Option.SHOW_HIDDEN_FRAMES);

    private final BootClass boot;
    private final Counting counting;

    /** Of one session. */
    public Moments(BootClass boot, Counting counting) {
        this.boot = boot;
        this.counting = counting;
    }

    /** How many pages of each block are given to counters. */
    public int pages() {
        return (int) ((counting.used() / Long.BYTES + Moment.PAGE - 1) / Moment.PAGE);
    }

    /** The counters of the block at an address. */
    Moment counters(long address) {
        int pages = pages();
        Moment moment = new Moment(pages);
        long[] page = new long[Moment.PAGE];
        for (int p = 0; p < pages; p++) {
            if (!boot.read(address + (long) p * Moment.PAGE * Long.BYTES, page)) continue;
            moment.set(p, page);
            page = new long[Moment.PAGE];
        }
        return moment;
    }

    /** Adds the calls of counted classes on the stack of the calling thread. */
    public void ownCalls(Moment moment) {
        // Names and lines of frames are dear: only those of counted classes, and of what they call, are asked for.
        WALKER.forEach(new Consumer<>() {
            private StackWalker.StackFrame callee;

            @Override
            public void accept(StackWalker.StackFrame frame) {
                if (counting.isCounted(frame.getClassName())) {
                    moment.add(new StandingCall(
                            frame.getClassName(),
                            frame.getMethodName(),
                            frame.getLineNumber(),
                            callee == null ? null : callee.getMethodName(),
                            counting.stoodBefore(frame.getClassName(), frame.getMethodName())));
                }
                callee = frame;
            }
        });
    }
}
