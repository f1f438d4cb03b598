package tallyflame.counts.graph;

import java.util.List;

/**
 * Where a method allocates.
 *
 * @param sites instructions that do, in code order
 * @param jdkCalls calls that may, in the JDK, in code order
 */
public record AllocationSites(List<AllocationSite> sites, List<JdkCall> jdkCalls) {
    /** Copies the lists. */
    public AllocationSites {
        sites = List.copyOf(sites);
        jdkCalls = List.copyOf(jdkCalls);
    }
}
