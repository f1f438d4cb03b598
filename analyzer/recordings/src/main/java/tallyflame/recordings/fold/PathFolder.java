package tallyflame.recordings.fold;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import tallyflame.flamegraphs.CallTree;
import tallyflame.recordings.chunk.DecodedChunk;
import tallyflame.recordings.chunk.HeapConstants;
import tallyflame.recordings.chunk.PoolTable;
import tallyflame.recordings.sample.EventKind;
import tallyflame.recordings.sample.SubjectCounts;

/**
 * Folds the paths that keep objects alive: the root, then for each object on the way its class and the field that holds the next one, in
 * the end the class of the object itself. Indices of arrays and addresses are left out, and of links that are alike, as in a list, one is
 * kept, so that paths of the same kind fall together. One thread.
 */
final class PathFolder {
    static final String NO_ROOT = "[path to the root not recorded]";
    static final String LEFT_OUT = "[objects left out]";

    /** The JVM writes 200 objects of a path at most; more are damage, perhaps a cycle. */
    private static final int LONGEST = 1 << 10;

    private final FrameResolver resolver;

    PathFolder(FrameResolver resolver) {
        this.resolver = resolver;
    }

    /** Whether the samples of a kind are objects, whose stacks are paths. */
    static boolean folds(EventKind kind) {
        return kind.name().equals(EventKind.OLD_OBJECTS.name());
    }

    /** Folds all objects of a chunk that were counted. */
    void fold(DecodedChunk chunk, Target target, CallTree tree) {
        resolver.open(chunk.pools());
        HeapConstants heap = chunk.pools().heap();
        PoolTable objects = heap.objects();
        for (int row = 0; row < objects.rows(); row++) {
            int slot = target.counts().claim(objects.id(row));
            if (slot >= 0) {
                fold(heap, objects.id(row), slot, target, tree);
            }
        }
    }

    /** An object has one event as a rule, but several could have the same id, with different roots or without. */
    private void fold(HeapConstants heap, long object, int slot, Target target, CallTree tree) {
        List<Integer> path = path(heap, object);
        SubjectCounts roots = target.counts().subjects();
        long samples = target.counts().samples(slot);
        long weight = target.counts().weight(slot);
        double squares = target.counts().squares(slot);
        for (int pair = roots == null ? -1 : roots.first(slot); pair >= 0; pair = roots.next(pair)) {
            int leaf = node(tree, "[" + heap.root(roots.subject(pair)) + "]", path);
            tree.add(leaf, roots.samples(pair), roots.weight(pair), roots.squares(pair));
            samples -= roots.samples(pair);
            weight -= roots.weight(pair);
            squares -= roots.squares(pair);
            if (target.subjectNodes() != null) {
                target.subjectNodes()[pair] = leaf;
            }
        }
        if (samples > 0) {
            int leaf = node(tree, NO_ROOT, path);
            tree.add(leaf, samples, weight, Math.max(0, squares));
            if (target.nodes() != null) {
                target.nodes()[slot] = leaf;
            }
        }
    }

    private int node(CallTree tree, String root, List<Integer> path) {
        int node = tree.child(CallTree.ROOT, resolver.classFrame("", root));
        for (int frame : path) {
            node = tree.child(node, frame);
        }
        return node;
    }

    /** The frames from what is next to the root to the object. */
    private List<Integer> path(HeapConstants heap, long object) {
        List<Integer> inwards = new ArrayList<>();
        inwards.add(resolver.classFrame("", resolver.className(heap.classOf(object))));
        long reference = heap.referrer(object);
        int steps = 0;
        while (reference != 0 && steps < LONGEST) {
            if (heap.skipped(reference) > 0) {
                inwards.add(resolver.classFrame("", LEFT_OUT));
            }
            long holder = heap.holder(reference);
            int link = holder == 0 ? -1 : holder(heap, holder, heap.field(reference));
            if (holder != 0 && link != inwards.get(inwards.size() - 1)) {
                inwards.add(link);
            }
            reference = heap.referrer(holder);
            steps++;
        }
        Collections.reverse(inwards);
        return inwards;
    }

    private int holder(HeapConstants heap, long holder, String field) {
        String statics = heap.namedClass(holder);
        String name = statics.isEmpty() || field.isEmpty() ? resolver.className(heap.classOf(holder)) : statics;
        return field.isEmpty() ? resolver.classFrame("", name) : resolver.classFrame(name, field);
    }
}
