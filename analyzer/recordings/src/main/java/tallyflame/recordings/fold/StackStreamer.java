package tallyflame.recordings.fold;

import java.util.List;
import java.util.function.BiPredicate;
import tallyflame.flamegraphs.CallTree;
import tallyflame.flamegraphs.StackForest.StackConsumer;

/** Hands stacks to a consumer, frame by frame as numbers. */
final class StackStreamer extends SegmentReader implements Target.Samples {
    private final StackConsumer consumer;
    private final FrameKeys stack = new FrameKeys();
    /** The frames of the stack, top first, after a place for what its samples are about. */
    private int[] frames = {};

    private Target target;

    StackStreamer(StackConsumer consumer, FrameResolver resolver, List<BiPredicate<String, String>> shownFrom) {
        super(resolver, shownFrom, 1);
        this.consumer = consumer;
    }

    @Override
    FrameKeys next(int times) {
        return stack;
    }

    @Override
    void take(Target[] targets, int[] slots, int times, boolean isTruncated) {
        if (frames.length <= stack.size) {
            frames = new int[stack.keys.length + 1];
        }
        decoder.resolve(stack, frames, 1);
        for (int i = 0; i < times; i++) {
            target = targets[i];
            target.eachOf(slots[i], this);
            noteFlaws(stack, isTruncated, target.kind(), target.counts().samples(slots[i]));
        }
    }

    /** Hands on objects by the paths that keep them, after all segments are read. */
    void streamPaths(StackWork.Paths paths) {
        CallTree tree = new CallTree(resolver.frames());
        new PathFolder(resolver).fold(paths.chunk(), paths.target(), tree);
        tree.stream(consumer);
    }

    @Override
    public void add(int pair, long samples, long weight, double squares) {
        if (pair >= 0) {
            frames[0] = resolver.subject(target.counts().subjects().subject(pair));
        }
        consumer.add(frames, pair < 0 ? 1 : 0, stack.size + 1, samples, weight, squares);
    }
}
