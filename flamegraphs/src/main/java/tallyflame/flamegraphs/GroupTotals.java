package tallyflame.flamegraphs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Sums over a forest by groups of frames, such as those of a function or of a line, in a walk that needs memory for one path only. Each
 * thread sums parts of the forest; their sums are added at the end.
 */
public final class GroupTotals {
    /** The group of a frame that counts for its caller: it is taken for a frame of the caller's group. */
    public static final int FOLDED = -1;

    private final StackForest tree;
    private final int[] groupOfFrame;
    /** How often each group is on the path from the root to the current node. */
    private final int[] running;
    /** The group that each node of that path counts for, by depth. */
    private int[] groupAt = new int[64];

    private final long[] self;
    private final long[] selfSamples;
    private final long[] total;
    private final long[] samples;
    /** Sums of squared weights; {@code null} where all samples weigh the same. */
    private final double[] selfSquares;

    private final double[] squares;

    /** Sums along the path, by depth. */
    private long[] weightBelow = new long[64];

    private long[] samplesBelow = new long[64];
    private double[] squaresBelow = new double[64];

    private GroupTotals(StackForest tree, int[] groupOfFrame, int groups, boolean squared) {
        this.tree = tree;
        this.groupOfFrame = groupOfFrame;
        running = new int[groups];
        groupAt[0] = groups - 1;
        self = new long[groups];
        selfSamples = new long[groups];
        total = new long[groups];
        samples = new long[groups];
        selfSquares = squared ? new double[groups] : null;
        squares = squared ? new double[groups] : null;
    }

    /**
     * Sums a forest up.
     *
     * @param groupOfFrame the group of each frame, from 0; {@link #FOLDED} frames without a caller of any group are of the last one
     * @param groups how many groups there are
     * @param threads how many threads may sum, at least 1
     */
    public static GroupTotals of(StackForest tree, int[] groupOfFrame, int groups, int threads) {
        List<Integer> roots = new ArrayList<>();
        for (int node = tree.firstChild(StackForest.ROOT); node != 0; node = tree.nextSibling(node)) {
            roots.add(node);
        }
        GroupTotals[] sums = new GroupTotals[Math.max(1, Math.min(threads, roots.size()))];
        boolean squared = !tree.equalWeights();
        Arrays.setAll(sums, worker -> new GroupTotals(tree, groupOfFrame, groups, squared));
        try (Workers workers = new Workers(sums.length)) {
            workers.run(roots.size(), (worker, root) -> sums[worker].walk(roots.get(root)));
        }
        for (int worker = 1; worker < sums.length; worker++) {
            sums[0].add(sums[worker]);
        }
        return sums[0];
    }

    /** Weight of the stacks whose top frame is of a group. */
    public long self(int group) {
        return self[group];
    }

    /** Samples whose top frame is of a group. */
    public long selfSamples(int group) {
        return selfSamples[group];
    }

    /** Weight of the stacks that contain a group, recursion counted once. */
    public long total(int group) {
        return total[group];
    }

    /** Samples whose stack contains a group, recursion counted once. */
    public long samples(int group) {
        return samples[group];
    }

    /** Sum of the squares of the weights of {@link #selfSamples}. */
    public double selfSquares(int group) {
        return rounded(selfSquares != null ? selfSquares[group] : ofEqual(self[group], selfSamples[group]));
    }

    /** Sum of the squares of the weights of {@link #samples}. */
    public double squares(int group) {
        return rounded(squares != null ? squares[group] : ofEqual(total[group], samples[group]));
    }

    /** A sum of doubles without the digits that depend on their order, and so on the number of threads. */
    public static double rounded(double sum) {
        return (float) sum;
    }

    private static double ofEqual(long weight, long count) {
        return count == 0 ? 0 : (double) weight * weight / count;
    }

    private void add(GroupTotals other) {
        for (int group = 0; group < self.length; group++) {
            self[group] += other.self[group];
            selfSamples[group] += other.selfSamples[group];
            total[group] += other.total[group];
            samples[group] += other.samples[group];
            if (squares != null) {
                selfSquares[group] += other.selfSquares[group];
                squares[group] += other.squares[group];
            }
        }
    }

    /** Walks over a node below the root and all below it. */
    private void walk(int root) {
        int depth = 0;
        int node = root;
        while (node != 0) {
            enter(node, ++depth);
            int next = tree.firstChild(node);
            while (next == 0) {
                leave(depth--);
                if (node == root) {
                    return;
                }
                next = tree.nextSibling(node);
                node = next == 0 ? tree.parent(node) : node;
            }
            node = next;
        }
    }

    private void enter(int node, int depth) {
        if (depth == weightBelow.length) {
            weightBelow = Arrays.copyOf(weightBelow, 2 * depth);
            samplesBelow = Arrays.copyOf(samplesBelow, 2 * depth);
            squaresBelow = Arrays.copyOf(squaresBelow, 2 * depth);
            groupAt = Arrays.copyOf(groupAt, 2 * depth);
        }
        int group = groupOfFrame[tree.frame(node)];
        if (group == FOLDED) {
            group = groupAt[depth - 1];
        }
        groupAt[depth] = group;
        running[group]++;
        weightBelow[depth] = 0;
        samplesBelow[depth] = 0;
        squaresBelow[depth] = 0;
        long count = tree.selfSamples(node);
        if (count != 0) {
            long weight = tree.selfWeight(node);
            self[group] += weight;
            selfSamples[group] += count;
            weightBelow[depth] = weight;
            samplesBelow[depth] = count;
            if (squares != null) {
                double square = tree.stackSquares(tree.stack(node));
                selfSquares[group] += square;
                squaresBelow[depth] = square;
            }
        }
    }

    /** Hands the sums of a node up; they count for its group unless that is also further up: recursion counts once. */
    private void leave(int depth) {
        int group = groupAt[depth];
        if (--running[group] == 0) {
            total[group] += weightBelow[depth];
            samples[group] += samplesBelow[depth];
            if (squares != null) {
                squares[group] += squaresBelow[depth];
            }
        }
        weightBelow[depth - 1] += weightBelow[depth];
        samplesBelow[depth - 1] += samplesBelow[depth];
        squaresBelow[depth - 1] += squaresBelow[depth];
    }
}
