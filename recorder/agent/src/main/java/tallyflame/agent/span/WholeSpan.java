package tallyflame.agent.span;

import tallyflame.agent.mark.Moment;

/** A span with all its parts, whichever threads they ran on. It is complete when it and every part of it that began have ended. */
final class WholeSpan {
    final NamedSpans named;
    final String thread = Thread.currentThread().getName();
    final long startNanos;
    /** What it counted, and the calls that stand at its ends. */
    final Moment counts = new Moment(0);
    /** The part of it that was within other spans. */
    final Moment nested = new Moment(0);

    /** What its parts counted where it itself began and was open; its own, unless it turns out to end elsewhere. */
    private Moment ownParts = new Moment(0);

    private Moment nestedOwnParts = new Moment(0);
    private int ownPartCount;
    private boolean partsAlone;
    private String tag = "";
    private long nanos;
    private int running = 1;
    private int parts;
    private boolean ended;
    private boolean failed;
    private boolean within;

    WholeSpan(NamedSpans named, long startNanos) {
        this.named = named;
        this.startNanos = startNanos;
    }

    /** Begins a part, unless all have ended. */
    synchronized boolean partBegins() {
        if (ended && running == 0) return false;
        running++;
        return true;
    }

    /** Adds what was counted on one thread. */
    synchronized void add(Moment counted, Moment calls, boolean isWithin) {
        parts++;
        counts.add(counted, 1);
        counts.add(calls, 1);
        if (!isWithin) return;
        within = true;
        nested.add(counted, 1);
        nested.add(calls, 1);
    }

    /** Adds what a part counted on the thread on which the span began, and within it. */
    synchronized void addOwnPart(Moment counted, Moment calls, boolean isWithin) {
        if (partsAlone) {
            add(counted, calls, isWithin);
            return;
        }
        ownPartCount++;
        ownParts.add(counted, 1);
        ownParts.add(calls, 1);
        if (!isWithin) return;
        nestedOwnParts.add(counted, 1);
        nestedOwnParts.add(calls, 1);
    }

    /** It ends elsewhere than it began, or gets no figure: then its parts are all that it did. */
    synchronized void isItsParts() {
        partsAlone = true;
        parts += ownPartCount;
        counts.add(ownParts, 1);
        nested.add(nestedOwnParts, 1);
        within |= !nestedOwnParts.isZero();
        hasOwnParts();
    }

    /** It ends where it began, and has what its parts there did. */
    synchronized void hasOwnParts() {
        ownParts = new Moment(0);
        nestedOwnParts = new Moment(0);
    }

    /** The span itself has ended, though parts may go on. */
    synchronized void ends(String name, long took) {
        ended = true;
        tag = name;
        nanos = took;
    }

    /** It, or a part of it, has ended; true if that was the last. */
    synchronized boolean left() {
        running--;
        return ended && running == 0;
    }

    /** It gets no figure. */
    synchronized void fail() {
        failed = true;
    }

    synchronized boolean failed() {
        return failed;
    }

    synchronized String tag() {
        return tag;
    }

    synchronized long nanos() {
        return nanos;
    }

    synchronized int parts() {
        return parts;
    }

    synchronized boolean within() {
        return within;
    }

    /** Adds what it counted to what belongs to no span. */
    synchronized void addOutside(Moment sum) {
        sum.add(counters(counts), 1);
        sum.add(counters(nested), -1);
        sum.add(counters(ownParts), 1);
        sum.add(counters(nestedOwnParts), -1);
    }

    private static Moment counters(Moment of) {
        Moment counters = new Moment(0);
        counters.add(of, 1);
        counters.calls().clear();
        return counters;
    }
}
