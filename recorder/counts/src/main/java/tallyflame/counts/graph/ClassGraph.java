package tallyflame.counts.graph;

import java.util.List;

/**
 * The counted methods of one class as one loader loaded it. The counters of the methods follow one another in this order.
 *
 * @param name binary name with dots
 * @param identity checksum of the code and line tables of the class before instrumentation
 * @param sourceFile source file name without a folder, empty if the class does not say
 * @param sourceMap text of its {@code SourceDebugExtension}, empty if there is none
 * @param methods the counted methods
 */
public record ClassGraph(String name, long identity, String sourceFile, String sourceMap, List<MethodGraph> methods) {
    /** Copies the list. */
    public ClassGraph {
        methods = List.copyOf(methods);
    }

    /** Whether it is counted what its methods allocate. */
    public boolean countsAllocations() {
        return methods.stream().anyMatch(method -> method.allocations().isPresent());
    }

    /** How many instructions of it are counted that allocate. */
    public int allocationSites() {
        return methods.stream()
                .mapToInt(method -> method.allocationSites().size())
                .sum();
    }

    /** How many counters the class owns. */
    public int counters() {
        int sum = 0;
        for (MethodGraph method : methods) sum += method.counters();
        return sum;
    }
}
