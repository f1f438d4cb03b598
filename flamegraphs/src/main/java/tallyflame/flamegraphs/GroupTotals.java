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

    /**
     * Groups of frames.
     *
     * @param ofFrame the group of each frame, from 0; {@link #FOLDED} frames without a caller of any group are of the last one
     * @param count how many groups there are
     */
    public record Groups(int[] ofFrame, int count) {}

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

    private GroupTotals(Groups groups, boolean squared) {
        groupOfFrame = groups.ofFrame;
        running = new int[groups.count];
        groupAt[0] = groups.count - 1;
        self = new long[groups.count];
        selfSamples = new long[groups.count];
        total = new long[groups.count];
        samples = new long[groups.count];
        selfSquares = squared ? new double[groups.count] : null;
        squares = squared ? new double[groups.count] : null;
    }

    /**
     * Sums a forest up.
     *
     * @param groupOfFrame as in {@link Groups}
     * @param groups how many groups there are
     * @param threads how many threads may sum, at least 1
     */
    public static GroupTotals of(StackForest tree, int[] groupOfFrame, int groups, int threads) {
        return of(tree, List.of(new Groups(groupOfFrame, groups)), threads).get(0);
    }

    /**
     * Sums a forest up by several kinds of group at once: most of the time goes into waiting for nodes.
     *
     * @param threads how many threads may sum, at least 1
     * @return the sums for each kind of group
     */
    public static List<GroupTotals> of(StackForest tree, List<Groups> groups, int threads) {
        List<Integer> roots = new ArrayList<>();
        for (int node = tree.firstChild(StackForest.ROOT); node != 0; node = tree.nextSibling(node)) {
            roots.add(node);
        }
        Walk[] walks = new Walk[Math.max(1, Math.min(threads, roots.size()))];
        boolean squared = !tree.equalWeights();
        Arrays.setAll(walks, worker -> new Walk(tree, groups, squared));
        try (Workers workers = new Workers(walks.length)) {
            workers.run(roots.size(), (worker, root) -> walks[worker].walk(roots.get(root)));
        }
        for (int worker = 1; worker < walks.length; worker++) {
            for (int kind = 0; kind < groups.size(); kind++) {
                walks[0].sums[kind].add(walks[worker].sums[kind]);
            }
        }
        return List.of(walks[0].sums);
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

    private void enter(int frame, int depth, long count, long weight, double square) {
        if (depth == groupAt.length) {
            groupAt = Arrays.copyOf(groupAt, 2 * depth);
        }
        int group = groupOfFrame[frame];
        if (group == FOLDED) {
            group = groupAt[depth - 1];
        }
        groupAt[depth] = group;
        running[group]++;
        if (count != 0) {
            self[group] += weight;
            selfSamples[group] += count;
            if (squares != null) {
                selfSquares[group] += square;
            }
        }
    }

    /** Counts the sums of a node for its group unless that is also further up: recursion counts once. */
    private void leave(int depth, long count, long weight, double square) {
        int group = groupAt[depth];
        if (--running[group] == 0) {
            total[group] += weight;
            samples[group] += count;
            if (squares != null) {
                squares[group] += square;
            }
        }
    }

    /** One thread's way over parts of the forest. */
    private static final class Walk {
        private final StackForest tree;
        private final GroupTotals[] sums;
        private final boolean squared;
        /** Sums along the path, by depth. */
        private long[] weightBelow = new long[64];

        private long[] samplesBelow = new long[64];
        private double[] squaresBelow = new double[64];

        Walk(StackForest tree, List<Groups> groups, boolean squared) {
            this.tree = tree;
            this.squared = squared;
            sums = new GroupTotals[groups.size()];
            Arrays.setAll(sums, kind -> new GroupTotals(groups.get(kind), squared));
        }

        /** Walks over a node below the root and all below it. */
        void walk(int root) {
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
            }
            int stack = tree.stack(node);
            long count = tree.stackSamples(stack);
            long weight = count == 0 ? 0 : tree.stackWeight(stack);
            double square = count == 0 || !squared ? 0 : tree.stackSquares(stack);
            weightBelow[depth] = weight;
            samplesBelow[depth] = count;
            squaresBelow[depth] = square;
            int frame = tree.frame(node);
            for (GroupTotals sum : sums) {
                sum.enter(frame, depth, count, weight, square);
            }
        }

        /** Hands the sums of a node up. */
        private void leave(int depth) {
            for (GroupTotals sum : sums) {
                sum.leave(depth, samplesBelow[depth], weightBelow[depth], squaresBelow[depth]);
            }
            weightBelow[depth - 1] += weightBelow[depth];
            samplesBelow[depth - 1] += samplesBelow[depth];
            squaresBelow[depth - 1] += squaresBelow[depth];
        }
    }
}
