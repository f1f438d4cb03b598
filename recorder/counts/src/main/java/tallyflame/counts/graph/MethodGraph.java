package tallyflame.counts.graph;

import java.util.List;
import java.util.Optional;

/**
 * The flow graph of one counted method: everything needed to turn its raw counters into lines and branches.
 *
 * <p>The outside of the method is a node too, numbered {@code blocks.size()}: a call flows from it, a return flows to it, so
 * that what flows in flows out at every node.
 *
 * @param name method name
 * @param descriptor method descriptor
 * @param blocks basic blocks in code order; block 0 is where the method starts
 * @param edges all edges except those to handlers, which the rows stand for
 * @param rows exception counters by handler
 * @param branches conditional jumps and switches in code order
 * @param counters how many counters the method owns
 * @param tailThrows whether some exits by exception are not told apart from returns
 * @param allocations where it allocates, empty if that is not counted
 */
public record MethodGraph(
        String name,
        String descriptor,
        List<Block> blocks,
        List<Edge> edges,
        List<ExceptionRow> rows,
        List<BranchSite> branches,
        int counters,
        boolean tailThrows,
        Optional<AllocationSites> allocations) {
    /** Copies the lists. */
    public MethodGraph {
        blocks = List.copyOf(blocks);
        edges = List.copyOf(edges);
        rows = List.copyOf(rows);
        branches = List.copyOf(branches);
    }

    /** A method whose allocations are not counted. */
    public MethodGraph(
            String name,
            String descriptor,
            List<Block> blocks,
            List<Edge> edges,
            List<ExceptionRow> rows,
            List<BranchSite> branches,
            int counters,
            boolean tailThrows) {
        this(name, descriptor, blocks, edges, rows, branches, counters, tailThrows, Optional.empty());
    }

    /** The same, with where it allocates. */
    public MethodGraph allocatingAt(AllocationSites sites) {
        return new MethodGraph(
                name, descriptor, blocks, edges, rows, branches, counters, tailThrows, Optional.of(sites));
    }

    /** Where it allocates itself; nowhere if that is not counted. */
    public List<AllocationSite> allocationSites() {
        return allocations.map(AllocationSites::sites).orElse(List.of());
    }

    /** The node that stands for the outside of the method. */
    public int outside() {
        return blocks.size();
    }
}
