package tallyflame.agent.span;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import tallyflame.counts.file.SpanCodec;
import tallyflame.counts.span.OneSpan;

/**
 * The spans of one name that are kept one by one: the slowest, and of all others as many again and again replaced that each is as likely
 * to be among them (Vitter 1985, "Random sampling with a reservoir", algorithm R). Used by one thread at a time.
 */
final class KeptSpans {
    private static final int SLOWEST = 512;
    private static final int OTHERS = 3584;
    /** What an object for a span takes besides its texts and counts, about. */
    private static final int OBJECT_BYTES = 120;

    private static final int LONGEST_TAG = 200;

    private final Budget budget;
    private final SplittableRandom random;
    private final PriorityQueue<OneSpan> slowest = new PriorityQueue<>(Comparator.comparingLong(OneSpan::nanos));
    private final List<OneSpan> others = new ArrayList<>();
    private long otherSpans;

    KeptSpans(Budget budget, String name) {
        this.budget = budget;
        random = new SplittableRandom(name.hashCode());
    }

    void offer(WholeSpan span, CallTable calls) {
        int most = budget.allowed(SLOWEST);
        boolean full = slowest.size() >= most;
        boolean slow = !full || (most > 0 && span.nanos() > slowest.peek().nanos());
        if (slow) {
            OneSpan one = one(span, calls);
            budget.keeps(bytes(one));
            slowest.add(one);
            if (full) another(slowest.poll());
        } else {
            int place = place();
            if (place < 0) return;
            OneSpan one = one(span, calls);
            budget.keeps(bytes(one));
            put(place, one);
        }
    }

    private void another(OneSpan one) {
        int place = place();
        if (place < 0) {
            budget.keeps(-bytes(one));
        } else {
            put(place, one);
        }
    }

    /** Where one more of the others goes; negative if it is not kept. */
    private int place() {
        int most = budget.allowed(OTHERS);
        otherSpans++;
        if (others.size() < most && others.size() == otherSpans - 1) return others.size();
        long place = random.nextLong(otherSpans);
        return place < Math.min(most, others.size()) ? (int) place : -1;
    }

    private void put(int place, OneSpan one) {
        if (place == others.size()) {
            others.add(one);
        } else {
            budget.keeps(-bytes(others.set(place, one)));
        }
    }

    /** Lets go of what is too much by now. */
    void trim() {
        while (others.size() > budget.allowed(OTHERS)) {
            int place = random.nextInt(others.size());
            OneSpan last = others.remove(others.size() - 1);
            OneSpan gone = place == others.size() ? last : others.set(place, last);
            budget.keeps(-bytes(gone));
        }
        while (slowest.size() > budget.allowed(SLOWEST)) another(slowest.poll());
    }

    private static OneSpan one(WholeSpan span, CallTable calls) {
        String tag = span.tag();
        return new OneSpan(
                span.named.name,
                tag.length() > LONGEST_TAG ? tag.substring(0, LONGEST_TAG) : tag,
                span.thread,
                span.startNanos,
                span.nanos(),
                span.parts(),
                span.within(),
                SpanCodec.bytes(calls.raw(span.counts)));
    }

    private static long bytes(OneSpan one) {
        return OBJECT_BYTES + one.counts().length + 2L * one.tag().length();
    }

    List<OneSpan> all() {
        List<OneSpan> all = new ArrayList<>(slowest);
        all.addAll(others);
        return all;
    }
}
