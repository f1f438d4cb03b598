package tallyflame.recordings;

import java.util.Arrays;
import tallyflame.flamegraphs.Frames;
import tallyflame.flamegraphs.Ledger;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.Samples;
import tallyflame.flamegraphs.StackForest;

/** What holds of every profile, however damaged the recording was that it was read from. */
public final class RecordingInvariants {
    private static final double ROUNDING = 1e-6;

    private RecordingInvariants() {}

    /** Throws {@link IllegalStateException} if a profile contradicts itself. */
    public static void check(Profile profile) {
        Ledger ledger = profile.ledger();
        StackForest tree = profile.tree();
        long samples = tree.samples();
        require(ledger.balanced(), "the ledger is not balanced: " + ledger);
        require(ledger.kept() == samples, ledger.kept() + " samples kept, " + samples + " in the tree");
        require(ledger.truncated() <= samples && ledger.failed() <= samples, "more marked than kept: " + ledger);
        require(Arrays.stream(tree.totalWeights().toArray()).allMatch(weight -> weight >= 0), "a weight below 0");
        require(ledger.unreadable().stream().allMatch(loss -> loss.bytes() >= 0), "a loss below 0: " + ledger);
        Frames frames = tree.frames();
        for (int node = 1; node < tree.size(); node++) {
            require(tree.parent(node) < node, "a node before its parent");
            frames.functionName(frames.methodOf(tree.frame(node)));
        }
        profile.samples().ifPresent(rows -> check(rows, tree, samples));
    }

    private static void check(Samples rows, StackForest tree, long samples) {
        long counted = 0;
        double squares = 0;
        for (int i = 0; i < rows.size(); i++) {
            counted += rows.counts()[i];
            squares += (double) rows.weights()[i] * rows.weights()[i];
            require(rows.millis()[i] >= 0, "a sample before the first");
            require(rows.nodes()[i] < tree.size(), "a sample of a node that is not there");
            require(rows.threads()[i] < rows.threadNames().size(), "a sample of a thread that is not there");
        }
        require(counted == samples, counted + " samples in rows, " + samples + " in the tree");
        require(
                Math.abs(squares - tree.squares()) <= ROUNDING * squares
                        || Arrays.stream(rows.counts()).anyMatch(count -> count != 1),
                "squares of " + squares + " in rows, of " + tree.squares() + " in the tree");
    }

    private static void require(boolean holds, String problem) {
        if (!holds) {
            throw new IllegalStateException(problem);
        }
    }
}
