package tallyflame.analyzer.profile;

import java.util.Arrays;
import java.util.BitSet;
import tallyflame.flamegraphs.CallTree;

/** Finds the nodes of a call tree at which a function begins that is not already running further down the stack. */
final class Recursion {
    private Recursion() {}

    /**
     * The nodes whose function occurs nowhere between them and the root; adding up their totals counts recursion once.
     *
     * @param functionOf function of each method; methods of one function count as the same
     */
    static BitSet outermost(CallTree tree, int[] functionOf) {
        int size = tree.size();
        int[] firstChild = new int[size];
        int[] sibling = new int[size];
        // From the last node to the first, so that children are visited in the order in which they lie in memory.
        for (int node = size - 1; node > CallTree.ROOT; node--) {
            sibling[node] = firstChild[tree.parent(node)];
            firstChild[tree.parent(node)] = node;
        }
        int[] running = new int[Arrays.stream(functionOf).max().orElse(0) + 1];
        BitSet outermost = new BitSet(size);
        int node = firstChild[CallTree.ROOT];
        while (node != 0) {
            if (running[function(tree, functionOf, node)]++ == 0) {
                outermost.set(node);
            }
            if (firstChild[node] != 0) {
                node = firstChild[node];
                continue;
            }
            while (node != CallTree.ROOT) {
                running[function(tree, functionOf, node)]--;
                if (sibling[node] != 0) {
                    node = sibling[node];
                    break;
                }
                node = tree.parent(node);
            }
        }
        return outermost;
    }

    private static int function(CallTree tree, int[] functionOf, int node) {
        return functionOf[tree.frames().methodOf(tree.frame(node))];
    }
}
