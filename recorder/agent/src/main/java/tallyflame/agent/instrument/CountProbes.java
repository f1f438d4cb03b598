package tallyflame.agent.instrument;

import java.util.List;
import org.objectweb.asm.tree.MethodNode;
import tallyflame.counts.graph.ClassGraph;

/** Counters of edges and exceptions. Allocates for one thread at a time; otherwise safe for use by many. */
public final class CountProbes implements Probes<Plan, CountedClass> {
    /** How many more increments per call are worth less code. */
    private static final double MORE_INCREMENTS = 3;

    private final long capacity;
    private volatile long next;

    /** Counters in blocks of a number of bytes. */
    public CountProbes(long capacity) {
        this.capacity = capacity;
    }

    /** How many bytes of each block are given to counters. */
    public long used() {
        return next;
    }

    @Override
    public String noun() {
        return "counters";
    }

    /**
     * Without handlers of its own a small method is cheaper to count line by line than with positions and a catch-all: less
     * code to inline, at the price of increments.
     */
    @Override
    public Plan plan(MethodNode method, String owner) {
        Plan plan = new Plan(new Cfg(new Code(method), owner, false));
        if (plan.rows.isEmpty() || !method.tryCatchBlocks.isEmpty()) return plan;
        Plan split = new Plan(new Cfg(new Code(method), owner, true));
        return split.bytes() <= plan.bytes() && split.cost <= plan.cost + MORE_INCREMENTS ? split : plan;
    }

    @Override
    public CountedClass describe(String name, long identity, String sourceFile, String sourceMap, List<Plan> methods) {
        ClassGraph graph = new ClassGraph(
                name,
                identity,
                sourceFile,
                sourceMap,
                methods.stream().map(Plan::graph).toList());
        return new CountedClass(graph, CallNames.of(methods), -1);
    }

    @Override
    public CountedClass allocate(CountedClass type) throws NoRoomException {
        long end = next + (long) type.graph().counters() * Long.BYTES;
        if (end > capacity) {
            throw new NoRoomException("the counter blocks are full; start the agent with a larger blockmb");
        }
        CountedClass allocated = new CountedClass(type.graph(), type.calls(), (int) next);
        next = end;
        return allocated;
    }

    @Override
    public void insert(Plan method, CountedClass type, int index, boolean hasFrames) {
        new CountCode(method, type.firstCounter(index) * Long.BYTES, hasFrames).insert();
    }
}
