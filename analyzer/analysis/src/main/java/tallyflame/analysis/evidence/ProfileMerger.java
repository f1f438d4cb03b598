package tallyflame.analysis.evidence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tallyflame.flamegraphs.CallTree;
import tallyflame.flamegraphs.Frames;
import tallyflame.flamegraphs.Ledger;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.StackForest;

/** Puts profiles of the same event and unit together. Single samples are only kept where there is nothing to merge. */
final class ProfileMerger {
    private record EventAndUnit(String event, String unit) {}

    private ProfileMerger() {}

    static List<Profile> merge(List<Profile> profiles) {
        Map<EventAndUnit, List<Profile>> kinds = new LinkedHashMap<>();
        for (Profile profile : profiles) {
            kinds.computeIfAbsent(new EventAndUnit(profile.event(), profile.unit()), kind -> new ArrayList<>())
                    .add(profile);
        }
        return kinds.entrySet().stream()
                .map(kind -> merge(kind.getKey(), kind.getValue()))
                .toList();
    }

    private static Profile merge(EventAndUnit kind, List<Profile> profiles) {
        if (profiles.size() == 1) {
            return profiles.get(0);
        }
        CallTree merged = new CallTree(new Frames());
        Ledger ledger = Ledger.EMPTY;
        for (Profile profile : profiles) {
            add(profile.tree(), merged);
            ledger = ledger.plus(profile.ledger());
        }
        return new Profile(
                kind.event(),
                kind.unit(),
                merged,
                ledger,
                Optional.empty(),
                profiles.get(0).sampling());
    }

    private static void add(StackForest tree, CallTree merged) {
        Frames from = tree.frames();
        int[] nodes = new int[tree.size()];
        for (int node = 0; node < nodes.length; node++) {
            if (node > CallTree.ROOT) {
                int frame = tree.frame(node);
                int method = from.methodOf(frame);
                int copy = merged.frames()
                        .method(from.className(method), from.methodName(method), from.descriptor(method));
                nodes[node] = merged.child(
                        nodes[tree.parent(node)],
                        merged.frames().frame(copy, from.line(frame), from.bci(frame), from.type(frame)));
            }
            int stack = tree.stack(node);
            if (stack != 0) {
                merged.add(nodes[node], tree.stackSamples(stack), tree.stackWeight(stack), tree.stackSquares(stack));
            }
        }
    }
}
