package tallyflame.recordings.fold;

import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.function.BiPredicate;
import tallyflame.flamegraphs.Frames;
import tallyflame.flamegraphs.Ledger;
import tallyflame.recordings.chunk.ByteWindow;
import tallyflame.recordings.chunk.CorruptDataException;
import tallyflame.recordings.chunk.DecodedChunk;
import tallyflame.recordings.chunk.LongIntMap;
import tallyflame.recordings.chunk.StackScan;

/** Reads the stacks of segments that were sampled, each once whoever else reads the same chunk, and takes them. One thread. */
abstract class SegmentReader {
    final FrameResolver resolver;
    final StackDecoder decoder;
    private final long[] register = new long[1];
    private final long[] truncated;
    private final long[] failed;
    private final long[] notShown;
    /** What stacks are shown from; without rules {@code null}, for whole stacks. */
    private final Shown shown;

    private DecodedChunk chunk;
    /** What the stack that is being read was claimed of, and in which slots. */
    private Target[] claimedOf = {};

    private int[] claimed = {};
    private int claims;

    /** @param shownFrom rules for functions, each with its caller, that stacks are shown from */
    SegmentReader(FrameResolver resolver, List<BiPredicate<String, String>> shownFrom, int kinds) {
        this.resolver = resolver;
        decoder = new StackDecoder(resolver);
        truncated = new long[kinds];
        failed = new long[kinds];
        notShown = new long[kinds];
        shown = shownFrom.isEmpty() ? null : new Shown(shownFrom);
    }

    /** Goes to another chunk. */
    void open() {}

    /** Where the frames of the next stack go, which is wanted so many times. */
    abstract FrameKeys next(int times);

    /** Takes the stack that {@link #next} got, once for each slot that it was claimed of. */
    abstract void take(Target[] targets, int[] slots, int times, boolean isTruncated);

    /** The stacks of a segment are read. */
    void end() {}

    /** Reads one segment of a chunk. */
    final void read(DecodedChunk of, StackScan.Segment segment, List<Target> targets, ByteWindow in)
            throws IOException {
        if (chunk == null || chunk.source() != of.source()) {
            chunk = of;
            resolver.open(of.pools());
            decoder.open(of.layout());
            open();
        }
        if (claimed.length < targets.size()) {
            claimed = new int[targets.size()];
            claimedOf = new Target[targets.size()];
        }
        readSegment(segment, targets, in);
        end();
    }

    /**
     * Reads the stacks of a segment. The scan has been over the same bytes before; if the file has changed since, or the two judge damaged
     * bytes differently, what is left of the segment is lost, and its samples are unresolved.
     */
    private void readSegment(StackScan.Segment segment, List<Target> targets, ByteWindow in) throws IOException {
        in.open(segment.start(), segment.end());
        long whole = segment.start();
        try {
            for (int left = segment.stacks(); left > 0; left--) {
                readStack(targets, in);
                whole = in.position();
            }
        } catch (CorruptDataException e) {
            for (; claims > 0; claims--) {
                claimedOf[claims - 1].counts().release(claimed[claims - 1]);
            }
            chunk.source().lose(whole, segment.end() - whole, 0, 0, "stacks: " + e.getMessage());
        }
    }

    private void readStack(List<Target> targets, ByteWindow in) throws IOException {
        long id = in.varint();
        boolean isTruncated = chunk.layout().readTruncated(in, register);
        int frames = chunk.layout().readFrameCount(in);
        for (int i = 0; i < targets.size(); i++) {
            Target target = targets.get(i);
            int slot = target.counts().claim(id);
            if (slot >= 0) {
                claimedOf[claims] = target;
                claimed[claims++] = slot;
            }
        }
        FrameKeys whole = null;
        if (claims > 0) {
            whole = shown == null ? next(claims) : shown.whole;
            decoder.read(in, frames, isTruncated, whole);
        } else {
            decoder.skip(in, frames);
        }
        chunk.layout().readEnd(in);
        if (claims > 0) {
            takeShown(whole, isTruncated);
            claims = 0;
        }
    }

    private void takeShown(FrameKeys whole, boolean isTruncated) {
        int frames = shown == null ? whole.size : shown.frames();
        if (shown != null && frames == 0) {
            leaveOut();
            return;
        }
        if (shown != null) {
            shown.copy(frames, next(claims));
        }
        take(claimedOf, claimed, claims, isTruncated && frames == whole.size);
    }

    private void leaveOut() {
        for (int i = 0; i < claims; i++) {
            Target target = claimedOf[i];
            notShown[target.kind()] += target.counts().samples(claimed[i]);
            if (target.folders() != null) {
                target.folders()[claimed[i]] = Target.NOT_SHOWN;
            }
        }
    }

    /** Notes what is wrong with a stack, whose frames are known by now. */
    final void noteFlaws(FrameKeys stack, boolean isTruncated, int kind, long samples) {
        if (isTruncated) {
            truncated[kind] += samples;
        }
        if (resolver.hasFailures() && decoder.isFailure(stack)) {
            failed[kind] += samples;
        }
    }

    /** The samples of a kind whose stacks were taken although something is wrong with them, and those whose stacks were left out. */
    final Ledger noted(int kind) {
        return Ledger.flawed(truncated[kind], failed[kind]).plus(Ledger.notShown(notShown[kind]));
    }

    /** Finds where a stack is shown from. */
    private final class Shown {
        private final FrameKeys whole = new FrameKeys();
        private final List<BiPredicate<String, String>> rules;
        /** Of each rule the functions and callers that it was asked of, as numbers of methods, and which of them it found. */
        private final LongIntMap[] asked;

        private final BitSet[] found;
        private int[] frames = {};

        Shown(List<BiPredicate<String, String>> rules) {
            this.rules = rules;
            asked = new LongIntMap[rules.size()];
            found = new BitSet[rules.size()];
            for (int rule = 0; rule < asked.length; rule++) {
                asked[rule] = new LongIntMap();
                found[rule] = new BitSet();
            }
        }

        /** How many frames of the stack are shown, from the top on; 0 if it is left out. */
        int frames() {
            if (frames.length < whole.size) {
                frames = new int[whole.keys.length];
            }
            decoder.resolve(whole, frames, 0);
            int size = whole.size;
            for (int rule = 0; rule < asked.length; rule++) {
                while (size > 0 && !isFirst(rule, size - 1)) {
                    size--;
                }
            }
            return size;
        }

        private boolean isFirst(int rule, int frame) {
            Frames all = resolver.frames();
            int method = all.methodOf(frames[frame]);
            int caller = frame + 1 < whole.size ? all.methodOf(frames[frame + 1]) : -1;
            int known = asked[rule].size();
            int pair = asked[rule].add((long) method << 32 | caller + 1);
            if (pair == known) {
                String callerName = caller < 0 ? "" : all.functionName(caller);
                found[rule].set(pair, rules.get(rule).test(all.functionName(method), callerName));
            }
            return found[rule].get(pair);
        }

        void copy(int size, FrameKeys to) {
            to.begin(size);
            for (int i = 0; i < size; i++) {
                to.add(i, whole.keys[i]);
            }
        }
    }
}
