package tallyflame.flamegraphs.html;

import java.util.ArrayList;
import java.util.List;
import tallyflame.flamegraphs.Profile;
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

    /** One folded and encoded tree. */
    record Tree(Profile profile, GraphTree tree, TreeEncoder encoder, byte[] data) {}

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
            FoldedProfiles lines = fold(profiles, options.withLines(), false);
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
        for (Profile profile : profiles) {
            GraphTree tree = GraphTree.of(profile.tree(), labels, options);
            TreeEncoder encoder = new TreeEncoder(tree);
            trees.add(new Tree(
                    profile, tree, encoder, Deflated.of(encoder.encode().toBytes())));
        }
        return new FoldedProfiles(labels, trees, withoutLines);
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
