package tallyflame.analysis.functions;

import java.util.Arrays;
import java.util.Optional;
import tallyflame.flamegraphs.CallTree;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.Samples;
import tallyflame.flamegraphs.StackForest;

/**
 * The wall-clock samples of threads that did something, and how many threads waited in one place throughout, such as those of an idle
 * pool: their waiting says nothing about the program, and would make every share smaller.
 *
 * @param active the samples of all other threads
 * @param threads names of threads whose samples are all of one stack, in which the thread slept
 * @param weight of the samples of these
 */
public record IdleThreads(Profile active, int threads, long weight) {
    private static final String SLEEPING = "STATE_SLEEPING";
    private static final int BUSY = -2;
    private static final int UNSEEN = -1;

    /**
     * Sets idle threads apart.
     *
     * @param profile of the wall clock, with its single samples
     */
    public static IdleThreads of(Profile profile) {
        Samples samples = profile.samples().orElseThrow();
        int[] places = places(samples);
        boolean[] idle = new boolean[places.length];
        int threads = 0;
        int busy = 0;
        for (int thread = 0; thread < places.length; thread++) {
            idle[thread] = places[thread] >= 0;
            threads += idle[thread] ? 1 : 0;
            busy += places[thread] == BUSY ? 1 : 0;
        }
        if (threads == 0 || busy == 0) {
            return new IdleThreads(profile, 0, 0);
        }
        Profile active = without(profile, samples, idle);
        return new IdleThreads(
                active, threads, profile.tree().weight() - active.tree().weight());
    }

    /** The node at which each thread slept throughout, or that it did not. */
    private static int[] places(Samples samples) {
        int[] places = new int[samples.threadNames().size()];
        Arrays.fill(places, UNSEEN);
        for (int row = 0; row < samples.size(); row++) {
            int thread = samples.threads()[row];
            int state = samples.states()[row];
            boolean sleeps = state >= 0 && samples.stateNames().get(state).equals(SLEEPING);
            int node = samples.nodes()[row];
            boolean same = sleeps && (places[thread] == UNSEEN || places[thread] == node);
            places[thread] = same ? node : BUSY;
        }
        return places;
    }

    private static Profile without(Profile profile, Samples samples, boolean[] idle) {
        StackForest all = profile.tree();
        CallTree tree = new CallTree(all.frames());
        int[] copies = new int[all.size()];
        long[] counts = new long[all.size()];
        int kept = 0;
        int[] rows = new int[samples.size()];
        for (int row = 0; row < rows.length; row++) {
            if (!idle[samples.threads()[row]]) {
                counts[samples.nodes()[row]] += samples.counts()[row];
                rows[kept++] = row;
            }
        }
        long weightOfEach = all.weightPerSample();
        for (int node = 0; node < counts.length; node++) {
            if (counts[node] > 0) {
                int stack = all.stack(node);
                // One wait stays one unit: of what a stack's squares are, the active threads have their part.
                double part = (double) counts[node] / all.stackSamples(stack);
                tree.add(
                        copy(all, node, tree, copies),
                        counts[node],
                        counts[node] * weightOfEach,
                        part * all.stackSquares(stack));
            }
        }
        Samples active = samples.only(Arrays.copyOf(rows, kept), node -> copies[node]);
        return new Profile(
                profile.event(), profile.unit(), tree, profile.ledger(), Optional.of(active), profile.sampling());
    }

    private static int copy(StackForest from, int node, CallTree to, int[] copies) {
        if (node != StackForest.ROOT && copies[node] == 0) {
            copies[node] = to.child(copy(from, from.parent(node), to, copies), from.frame(node));
        }
        return copies[node];
    }
}
