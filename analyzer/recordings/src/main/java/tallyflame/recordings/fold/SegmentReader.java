package tallyflame.recordings.fold;

import java.io.IOException;
import java.util.List;
import tallyflame.flamegraphs.Ledger;
import tallyflame.recordings.chunk.ByteWindow;
import tallyflame.recordings.chunk.CorruptDataException;
import tallyflame.recordings.chunk.DecodedChunk;
import tallyflame.recordings.chunk.StackScan;

/** Reads the stacks of segments that were sampled, each once whoever else reads the same chunk, and takes them. One thread. */
abstract class SegmentReader {
    final FrameResolver resolver;
    final StackDecoder decoder;
    private final long[] register = new long[1];
    private final long[] truncated;
    private final long[] failed;
    private DecodedChunk chunk;
    /** What the stack that is being read was claimed of, and in which slots. */
    private Target[] claimedOf = {};

    private int[] claimed = {};
    private int claims;

    SegmentReader(FrameResolver resolver, int kinds) {
        this.resolver = resolver;
        decoder = new StackDecoder(resolver);
        truncated = new long[kinds];
        failed = new long[kinds];
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
        if (claims > 0) {
            decoder.read(in, frames, isTruncated, next(claims));
        } else {
            decoder.skip(in, frames);
        }
        chunk.layout().readEnd(in);
        if (claims > 0) {
            take(claimedOf, claimed, claims, isTruncated);
            claims = 0;
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

    /** The samples of a kind whose stacks were taken although something is wrong with them. */
    final Ledger flawed(int kind) {
        return Ledger.flawed(truncated[kind], failed[kind]);
    }
}
