package tallyflame.recordings.fold;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import tallyflame.flamegraphs.Ledger;
import tallyflame.flamegraphs.Workers;
import tallyflame.recordings.chunk.ByteWindows;
import tallyflame.recordings.chunk.DecodedChunk;
import tallyflame.recordings.chunk.StackScan;
import tallyflame.recordings.sample.CountedChunk;
import tallyflame.recordings.sample.EventKind;
import tallyflame.recordings.sample.SampleCounts;
import tallyflame.recordings.sample.SampledKinds;

/** The stacks of counted chunks, spread over several readers. */
final class StackWork {
    /** The work on one chunk; several threads may take its segments. */
    private record ChunkWork(CountedChunk chunk, List<Target> targets, AtomicInteger nextSegment) {}

    /** The objects of a kind in a chunk, which have paths instead of stacks. */
    record Paths(DecodedChunk chunk, Target target) {}

    private final List<CountedChunk> chunks;
    private final List<EventKind> kinds;
    private final List<List<Target>> targets;
    private final List<ChunkWork> work = new ArrayList<>();

    /**
     * Finds out what there is to do.
     *
     * @param kinds which of the kinds found
     * @param keepNodes whether it is to be kept where each stack went
     */
    StackWork(List<CountedChunk> chunks, SampledKinds found, List<EventKind> kinds, boolean keepNodes) {
        this.chunks = chunks;
        this.kinds = kinds;
        targets = chunks.stream().map(chunk -> targets(chunk, found, keepNodes)).toList();
        for (int i = 0; i < chunks.size(); i++) {
            List<Target> ofStacks =
                    targets.get(i).stream().filter(target -> !isPaths(target)).toList();
            if (!ofStacks.isEmpty()) {
                work.add(new ChunkWork(chunks.get(i), ofStacks, new AtomicInteger()));
            }
        }
    }

    private List<Target> targets(CountedChunk chunk, SampledKinds found, boolean keepNodes) {
        List<Target> own = new ArrayList<>();
        for (int kind = 0; kind < kinds.size(); kind++) {
            SampleCounts counts = chunk.counts().get(kinds.get(kind));
            if (counts != null) {
                own.add(new Target(
                        counts,
                        kind,
                        found.weightOfEach(kinds.get(kind)),
                        keepNodes ? new int[counts.slots()] : null,
                        keepNodes ? new byte[counts.slots()] : null,
                        keepNodes && counts.subjects() != null
                                ? new int[counts.subjects().size()]
                                : null));
            }
        }
        return own;
    }

    /** The kinds of each chunk and where their stacks go. */
    List<List<Target>> targets() {
        return targets;
    }

    private boolean isPaths(Target target) {
        return PathFolder.folds(kinds.get(target.kind()));
    }

    /** What has paths instead of stacks, of which there are few. */
    List<Paths> paths() {
        List<Paths> paths = new ArrayList<>();
        for (int i = 0; i < chunks.size(); i++) {
            for (Target target : targets.get(i)) {
                if (isPaths(target)) {
                    paths.add(new Paths(chunks.get(i).decoded(), target));
                }
            }
        }
        return paths;
    }

    /** Bytes of all stacks. */
    long bytes() {
        return work.stream()
                .flatMap(one -> one.chunk().decoded().segments().stream())
                .mapToLong(segment -> segment.end() - segment.start())
                .sum();
    }

    /** Lets each reader read with a thread of its own, until all is read. */
    void read(SegmentReader[] readers, Workers workers, ByteWindows windows) throws IOException {
        AtomicInteger nextChunk = new AtomicInteger();
        workers.run(readers.length, (worker, task) -> {
            // Whole chunks first: what a reader learns of a chunk serves for the rest of it. Then the idle help the
            // others.
            for (int i = nextChunk.getAndIncrement(); i < work.size(); i = nextChunk.getAndIncrement()) {
                read(work.get(i), readers[worker], worker, windows);
            }
            for (ChunkWork begun : work) {
                read(begun, readers[worker], worker, windows);
            }
        });
    }

    /** Reads the segments of a chunk that nobody has taken. */
    private static void read(ChunkWork work, SegmentReader reader, int worker, ByteWindows windows) throws IOException {
        List<StackScan.Segment> segments = work.chunk().decoded().segments();
        for (int i = work.nextSegment().getAndIncrement();
                i < segments.size();
                i = work.nextSegment().getAndIncrement()) {
            reader.read(
                    work.chunk().decoded(),
                    segments.get(i),
                    work.targets(),
                    windows.of(worker, work.chunk().decoded().source()));
        }
    }

    /** What became of the samples of a kind, once all is read; without what was lost outside chunks that could be counted. */
    Ledger ledger(int kind, SegmentReader[] readers) {
        Ledger sum = Ledger.EMPTY;
        EventKind of = kinds.get(kind);
        for (CountedChunk chunk : chunks) {
            SampleCounts counts = chunk.counts().get(of);
            Ledger own = counts == null ? Ledger.EMPTY : counts.ledger();
            sum = sum.plus(own)
                    .plus(Ledger.duplicates(chunk.duplicates().getOrDefault(of, 0L)))
                    .plus(Ledger.lost(chunk.lost().getOrDefault(of, 0L)));
        }
        for (SegmentReader reader : readers) {
            sum = sum.plus(reader.noted(kind));
        }
        return sum;
    }
}
