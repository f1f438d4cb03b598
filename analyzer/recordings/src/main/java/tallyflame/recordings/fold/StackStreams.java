package tallyflame.recordings.fold;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import tallyflame.flamegraphs.Frames;
import tallyflame.flamegraphs.Ledger;
import tallyflame.flamegraphs.StackForest.StackConsumer;
import tallyflame.flamegraphs.Workers;
import tallyflame.recordings.chunk.ByteWindows;
import tallyflame.recordings.sample.CountedChunk;
import tallyflame.recordings.sample.EventKind;
import tallyflame.recordings.sample.SampledKinds;

/** Hands the stacks of counted chunks to consumers, one for each thread, without building trees. Used once. */
public final class StackStreams<C extends StackConsumer> {
    private final StackWork work;
    private final StackStreamer[] streamers;
    private final List<C> consumers = new ArrayList<>();

    /**
     * Gets ready.
     *
     * @param kind which of the kinds found
     * @param how without single samples
     * @param consumer makes what takes the stacks of a thread, whose frames are those of its own table
     */
    public StackStreams(
            List<CountedChunk> chunks,
            SampledKinds found,
            EventKind kind,
            ProfileFolder.Options how,
            Function<Frames, C> consumer,
            int workers) {
        work = new StackWork(chunks, found, List.of(kind), false);
        streamers = new StackStreamer[workers];
        for (int i = 0; i < workers; i++) {
            Frames frames = new Frames();
            consumers.add(consumer.apply(frames));
            FrameResolver resolver = new FrameResolver(frames, how.normalizeHidden(), how.detail());
            streamers[i] = new StackStreamer(consumers.get(i), resolver, how.shownFrom());
        }
    }

    /** Reads all stacks; answers the ledger, without what was lost outside chunks that could be counted. */
    public Ledger read(Workers workers, ByteWindows windows) throws IOException {
        work.read(streamers, workers, windows);
        for (StackWork.Paths paths : work.paths()) {
            streamers[0].streamPaths(paths);
        }
        return work.ledger(0, streamers);
    }

    /** What took the stacks. */
    public List<C> consumers() {
        return consumers;
    }
}
