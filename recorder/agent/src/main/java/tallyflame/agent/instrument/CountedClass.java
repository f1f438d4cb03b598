package tallyflame.agent.instrument;

import tallyflame.counts.graph.ClassGraph;

/**
 * A class whose lines and branches are counted.
 *
 * @param graph what its counters mean
 * @param calls callees of segments that share their line with another
 * @param sizes bytes of one object of each allocation site, as far as that is known from the code; see
 *     {@link tallyflame.counts.file.ClassSnapshot}
 * @param offset byte offset of its first counter in the blocks
 */
public record CountedClass(ClassGraph graph, CallNames calls, long[] sizes, int offset) implements Probes.ProbedClass {
    @Override
    public String name() {
        return graph.name();
    }

    @Override
    public long identity() {
        return graph.identity();
    }

    @Override
    public int methodCount() {
        return graph.methods().size();
    }

    /** Number of the first counter of a method in the blocks; that of the method behind the last ends the class. */
    public int firstCounter(int method) {
        int counter = offset / Long.BYTES;
        for (int m = 0; m < method; m++) counter += graph.methods().get(m).counters();
        return counter;
    }
}
