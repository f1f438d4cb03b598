package tallyflame.flamegraphs;

import java.util.Map;
import java.util.TreeMap;

/** Stacks of a profile as text with their weight: what writers and readers are held against. */
public final class TestStacks {
    private TestStacks() {}

    /** No stacks. */
    public static Map<String, Long> empty() {
        return new TreeMap<>();
    }

    /** Weight by {@code root;…;leaf}; overloads, lines and types put together. */
    public static Map<String, Long> of(Profile profile) {
        return of(profile, false);
    }

    /** With lines, {@code root:line;…;leaf:line}, and the type of each frame. */
    public static Map<String, Long> of(Profile profile, boolean details) {
        StackForest tree = profile.tree();
        Map<String, Long> stacks = empty();
        for (int node = 0; node < tree.size(); node++) {
            if (tree.selfWeight(node) != 0) {
                stacks.merge(text(tree, node, details), tree.selfWeight(node), Long::sum);
            }
        }
        return stacks;
    }

    private static String text(StackForest tree, int node, boolean details) {
        if (node == StackForest.ROOT) {
            return "[no frames]";
        }
        StringBuilder out = new StringBuilder();
        for (int up = node; up > StackForest.ROOT; up = tree.parent(up)) {
            int frame = tree.frame(up);
            String name = tree.frames().functionName(tree.frames().methodOf(frame));
            String more = details
                    ? ":" + tree.frames().line(frame) + ":" + tree.frames().type(frame)
                    : "";
            out.insert(0, name + more + (out.isEmpty() ? "" : ";"));
        }
        return out.toString();
    }
}
