package tallyflame.flamegraphs.html;

import java.util.ArrayList;
import java.util.List;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.Workers;
import tallyflame.flamegraphs.graph.GraphOptions;
import tallyflame.flamegraphs.graph.GraphTree;
import tallyflame.flamegraphs.graph.Labels;
import tallyflame.flamegraphs.page.Deflated;

/**
 * The trees of the profiles of a page: with line numbers, which the page can then switch on and off, wherever the page stays
 * small with them.
 *
 * @param labels the texts that all trees share
 * @param trees one for each profile
 * @param withoutLines whether the profiles have line numbers and the page has not, for its size
 */
record FoldedProfiles(Labels labels, List<Tree> trees, boolean withoutLines) {
    /** What trees with line numbers that nobody asked for may take, compressed, in bytes. */
    static final int LINES_BUDGET = 700_000;

    /** Trees larger than this are not even tried with line numbers. */
    private static final int MOST_NODES = 1_500_000;

    /**
     * One folded and encoded tree.
     *
     * @param samples the single samples in the order in which they are going to be encoded, or {@code null}
     */
    record Tree(Profile profile, GraphTree tree, TreeEncoder encoder, byte[] data, TimedSamples samples) {}

    static FoldedProfiles of(List<Profile> profiles, GraphOptions options) {
        if (options.lines()) {
            return fold(profiles, options, false);
        }
        if (profiles.stream().anyMatch(profile -> profile.frames().linesLeftOut())) {
            return fold(profiles, options, true);
        }
        long nodes =
                profiles.stream().mapToLong(profile -> profile.tree().size()).sum();
        if (nodes <= MOST_NODES) {
            FoldedProfiles lines = fold(profiles, options.withLines().withLastUse(false), false);
            if (!lines.hasLines()
                    || lines.trees().stream()
                                    .mapToLong(tree -> tree.data().length)
                                    .sum()
                            <= LINES_BUDGET) {
                return lines;
            }
        }
        return fold(profiles, options, true);
    }

    private static FoldedProfiles fold(List<Profile> profiles, GraphOptions options, boolean withoutLines) {
        Labels labels = new Labels();
        List<Tree> trees = new ArrayList<>();
        TimedSamples.PageClock clock = TimedSamples.PageClock.of(profiles);
        for (Profile profile : profiles) {
            // Folding may be the last use of the call tree.
            int[] stacks = profile.samples()
                    .map(samples -> profile.tree().stacksAt(samples.nodes()))
                    .orElse(null);
            GraphTree tree = GraphTree.of(profile.tree(), labels, options);
            trees.add(encode(profile, clock, stacks, tree, options.threads()));
        }
        return new FoldedProfiles(labels, trees, withoutLines);
    }

    /** Encodes a tree, and meanwhile sorts the samples by time. */
    private static Tree encode(
            Profile profile, TimedSamples.PageClock clock, int[] stacks, GraphTree tree, int threads) {
        TreeEncoder encoder = new TreeEncoder(tree);
        byte[][] data = new byte[1][];
        TimedSamples[] samples = new TimedSamples[1];
        try (Workers workers = new Workers(Math.min(2, threads))) {
            workers.run(2, (worker, task) -> {
                if (task == 0) {
                    data[0] = Deflated.of(encoder.encode().toBytes());
                } else if (profile.samples().isPresent()) {
                    samples[0] = new TimedSamples(tree, profile.samples().get(), clock, stacks);
                }
            });
        }
        return new Tree(profile, tree, encoder, data[0], samples[0]);
    }

    /** Whether any box has a line number. */
    boolean hasLines() {
        return hasLines(labels);
    }

    static boolean hasLines(Labels labels) {
        for (int label = 0; label < labels.size(); label++) {
            if (labels.line(label) >= 0) {
                return true;
            }
        }
        return false;
    }
}
