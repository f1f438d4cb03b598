package tallyflame.flamegraphs.graph;

import java.util.ArrayList;
import java.util.List;
import tallyflame.flamegraphs.CompactSums;
import tallyflame.flamegraphs.StackForest;
import tallyflame.flamegraphs.Workers;

/**
 * Folds a call tree to boxes on several threads: one walk lists the widest boxes and puts the narrow ones off in batches, which all
 * threads then walk over; at the end the pieces are joined in order. Used once.
 */
final class BoxFolder {
    /** Boxes narrower than one part in this many, for each thread, are put off. */
    private static final int PARTS = 32;

    /** Boxes that follow each other, put off together, after so many boxes of the first walk; then what became of them. */
    private static final class Batch {
        private final int after;
        private WaitingBoxes waiting = new WaitingBoxes();
        private BoxList boxes;

        Batch(int after) {
            this.after = after;
        }
    }

    private final StackForest tree;
    private final FrameAppearance appearance;
    private final int threads;
    private CompactSums widths;
    private final List<Batch> batches = new ArrayList<>();

    BoxFolder(StackForest tree, FrameAppearance appearance, int threads) {
        this.tree = tree;
        this.appearance = appearance;
        this.threads = threads;
        // Samples order boxes like weights where all weigh the same, and take less memory.
        widths = tree.weightPerSample() > 0 ? tree.totalSamples() : tree.totalWeights();
    }

    /**
     * The boxes; stacks are known by their numbers in the call tree.
     *
     * @param lastUse whether the nodes of the call tree are to be forgotten
     */
    Preorder fold(boolean lastUse) {
        BoxWalk first = new BoxWalk(tree, appearance, widths);
        first.waiting().push(-1, 0);
        first.waiting().append(StackForest.ROOT);
        walk(first, widths.get(StackForest.ROOT) / ((long) PARTS * threads));
        foldBatches();
        widths = null;
        if (lastUse) {
            tree.forgetNodes();
        }
        return join(first.boxes());
    }

    /** Lists wide boxes, and puts the others off. */
    private void walk(BoxWalk walk, long narrow) {
        WaitingBoxes waiting = walk.waiting();
        long batched = 0;
        while (waiting.size() > 0) {
            long width = walk.width();
            if (width > narrow) {
                walk.step();
                continue;
            }
            int last = batches.size() - 1;
            if (last < 0 || batches.get(last).after != walk.boxes().size() || batched > narrow) {
                batches.add(new Batch(walk.boxes().size()));
                batched = 0;
                last++;
            }
            batched += width;
            batches.get(last).waiting.pushFrom(waiting, waiting.size() - 1);
            waiting.pop();
        }
    }

    private void foldBatches() {
        BoxWalk[] walks = new BoxWalk[threads];
        try (Workers workers = new Workers(Math.max(1, Math.min(threads, batches.size())))) {
            workers.run(batches.size(), (worker, task) -> {
                if (walks[worker] == null) {
                    walks[worker] = new BoxWalk(tree, appearance, widths);
                }
                fold(walks[worker], batches.get(task));
            });
        }
    }

    private static void fold(BoxWalk walk, Batch batch) {
        for (int box = 0; box < batch.waiting.size(); box++) {
            walk.waiting().pushFrom(batch.waiting, box);
            while (walk.waiting().size() > 0) {
                walk.step();
            }
        }
        batch.waiting = null;
        batch.boxes = walk.boxes().take();
    }

    /** Joins the boxes of the first walk and of all batches in preorder; batches are let go on the way. */
    private Preorder join(BoxList first) {
        int size = first.size();
        for (Batch batch : batches) {
            size += batch.boxes.size();
        }
        Preorder all = new Preorder(size, tree, appearance);
        BoxList.Cursor cursor = first.new Cursor();
        for (Batch batch : batches) {
            all.append(cursor, batch.after);
            all.append(batch.boxes.new Cursor(), batch.boxes.size());
            batch.boxes = null;
        }
        all.append(cursor, first.size());
        return all;
    }
}
