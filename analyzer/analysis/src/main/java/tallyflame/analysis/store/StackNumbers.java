package tallyflame.analysis.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import tallyflame.flamegraphs.CallTree;
import tallyflame.flamegraphs.Frames;
import tallyflame.flamegraphs.StackForest;

/**
 * The call trees of all profiles of a run as one tree whose nodes are numbered depth first from 1 (0 is the root, which is
 * no stack). Then the stacks below a node are just those numbered from the node's number to {@link #last}: a
 * subtree is a range, and no query needs recursion (nested sets; Celko, <em>Trees and Hierarchies in SQL</em>).
 */
final class StackNumbers {
    private final CallTree tree;
    /** By tree node: the number in depth-first order. */
    private final int[] numbers;
    /** By number: the tree node. */
    private final int[] nodes;
    /** By number: the greatest number below. */
    private final int[] lasts;

    private final int[] depths;
    /** For each profile, by its own node: the node of the common tree. */
    private final List<IntUnaryOperator> translations;

    private StackNumbers(CallTree tree, List<IntUnaryOperator> translations) {
        this.tree = tree;
        this.translations = translations;
        numbers = new int[tree.size()];
        nodes = new int[tree.size()];
        lasts = new int[tree.size()];
        depths = new int[tree.size()];
        walk();
    }

    /** Merges trees; stacks and frames that are equal become one. A single tree that has each stack once is taken as it is. */
    static StackNumbers of(List<? extends StackForest> trees) {
        if (trees.size() == 1) {
            StackForest.Distinct only = trees.get(0).distinct();
            return new StackNumbers(only.tree(), List.of(only.nodes()));
        }
        CallTree common = new CallTree(new Frames());
        return new StackNumbers(
                common, trees.stream().map(tree -> nodes(common.addAll(tree))).toList());
    }

    private static IntUnaryOperator nodes(int[] mapping) {
        return node -> mapping[node];
    }

    private void walk() {
        int[] firstChild = new int[tree.size()];
        int[] nextSibling = new int[tree.size()];
        for (int node = tree.size() - 1; node > CallTree.ROOT; node--) {
            nextSibling[node] = firstChild[tree.parent(node)];
            firstChild[tree.parent(node)] = node;
        }
        int next = 1;
        int node = firstChild[CallTree.ROOT];
        while (node > CallTree.ROOT) {
            numbers[node] = next;
            nodes[next] = node;
            depths[next] = depths[numbers[tree.parent(node)]] + 1;
            next++;
            if (firstChild[node] != 0) {
                node = firstChild[node];
                continue;
            }
            while (node > CallTree.ROOT) {
                lasts[numbers[node]] = next - 1;
                if (nextSibling[node] != 0) {
                    node = nextSibling[node];
                    break;
                }
                node = tree.parent(node);
            }
        }
    }

    /** Frames of the common tree. */
    Frames frames() {
        return tree.frames();
    }

    /** The greatest number; numbers begin at 1. */
    int size() {
        return tree.size() - 1;
    }

    /** The number of a node of a profile's own tree. */
    int number(int profile, int node) {
        return numbers[translations.get(profile).applyAsInt(node)];
    }

    /** The stack one frame shorter, 0 for none. */
    int parent(int number) {
        return numbers[tree.parent(nodes[number])];
    }

    /** The greatest number of the stacks that begin with this one. */
    int last(int number) {
        return lasts[number];
    }

    /** How many frames the stack has. */
    int depth(int number) {
        return depths[number];
    }

    /** The innermost frame. */
    int frame(int number) {
        return tree.frame(nodes[number]);
    }

    /**
     * Tells for each number whether its function stands nowhere further out in the stack. Sums over these nodes alone count
     * recursion once.
     *
     * @param functions by method: number of the function
     */
    boolean[] outermost(int[] functions) {
        int[] onPath = new int[functions.length];
        int[] path = new int[size() + 1];
        boolean[] outermost = new boolean[size() + 1];
        int depth = 0;
        for (int number = 1; number <= size(); number++) {
            while (depth >= depths[number]) {
                onPath[path[depth--]]--;
            }
            int function = functions[frames().methodOf(frame(number))];
            outermost[number] = onPath[function]++ == 0;
            path[++depth] = function;
        }
        return outermost;
    }

    /** Numbers the function names of the common frames, which methods of equal name share. */
    FunctionNames functions() {
        Map<String, Integer> known = new HashMap<>();
        List<String> names = new ArrayList<>();
        int[] functions = new int[frames().methods()];
        for (int method = 0; method < functions.length; method++) {
            functions[method] = known.computeIfAbsent(frames().functionName(method), name -> {
                names.add(name);
                return names.size() - 1;
            });
        }
        return new FunctionNames(names, functions);
    }

    /**
     * Function names as tables show them.
     *
     * @param names by function number
     * @param ofMethod by method: function number
     */
    record FunctionNames(List<String> names, int[] ofMethod) {}
}
