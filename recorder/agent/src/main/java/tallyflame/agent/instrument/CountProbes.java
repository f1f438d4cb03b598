package tallyflame.agent.instrument;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.objectweb.asm.Handle;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import tallyflame.agent.allocation.ArrayLayout;
import tallyflame.counts.graph.ClassGraph;

/** Counters of edges and exceptions, and of allocations if asked for. Allocates for one thread at a time; otherwise safe for use by many. */
public final class CountProbes implements Probes<Plan, CountedClass> {
    /** How many more increments per call are worth less code. */
    private static final double MORE_INCREMENTS = 3;

    private final CounterSpace space;
    /** Null if allocations are not counted. */
    private final ArrayLayout layout;

    /** Counters of edges and exceptions, in blocks of a number of bytes. */
    public CountProbes(long capacity) {
        this(new CounterSpace(capacity), null);
    }

    private CountProbes(CounterSpace space, ArrayLayout layout) {
        this.space = space;
        this.layout = layout;
    }

    /**
     * Probes that go on with the numbers of these.
     *
     * @param arrays how this JVM lays out arrays, if allocations are to be counted, else null
     */
    public CountProbes continued(ArrayLayout arrays) {
        return new CountProbes(space, arrays);
    }

    /** The counters that are left, for all probes of a JVM. */
    private static final class CounterSpace {
        private final long capacity;
        private volatile long next;

        CounterSpace(long capacity) {
            this.capacity = capacity;
        }

        synchronized int take(int counters) throws NoRoomException {
            long end = next + (long) counters * Long.BYTES;
            if (end > capacity) {
                throw new NoRoomException("the counter blocks are full; start the agent with a larger blockmb");
            }
            int offset = (int) next;
            next = end;
            return offset;
        }
    }

    /** How many bytes of each block are given to counters. */
    public long used() {
        return space.next;
    }

    @Override
    public String noun() {
        return "counters";
    }

    @Override
    public List<Plan> plan(List<MethodNode> methods, ClassNode type) {
        Recursion recursion = new Recursion(type);
        return methods.stream()
                .map(method -> {
                    Plan plan = flow(method, type.name);
                    plan.recursive = recursion.has(method);
                    return layout == null ? plan : plan.allocating(layout);
                })
                .toList();
    }

    /**
     * Without handlers of its own a small method is cheaper to count line by line than with positions and a catch-all: less
     * code to inline, at the price of increments.
     */
    private static Plan flow(MethodNode method, String owner) {
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
        long[] sizes = methods.stream()
                .map(Plan::allocation)
                .filter(Objects::nonNull)
                .flatMapToLong(allocation -> Arrays.stream(allocation.sizes()))
                .toArray();
        return new CountedClass(graph, CallNames.of(methods), sizes, -1);
    }

    @Override
    public CountedClass allocate(CountedClass type) throws NoRoomException {
        return new CountedClass(
                type.graph(),
                type.calls(),
                type.sizes(),
                space.take(type.graph().counters()));
    }

    @Override
    public void insert(Plan method, CountedClass type, int index, boolean hasFrames) {
        int offset = type.firstCounter(index) * Long.BYTES;
        new CountCode(method, offset, hasFrames).insert();
        if (method.allocation() != null) method.allocation().insert(method.cfg.code.method, offset);
    }

    /** Which methods of a class come back to themselves, so that many activations of them may stand on a stack. */
    private static final class Recursion {
        /** By name and descriptor: whatever the class of a call, it may turn out to be this one. */
        private final Map<String, Set<String>> callees = new HashMap<>();

        Recursion(ClassNode type) {
            for (MethodNode method : type.methods) callees.put(key(method), callees(method));
        }

        private static String key(MethodNode method) {
            return method.name + method.desc;
        }

        private static Set<String> callees(MethodNode method) {
            Set<String> names = new HashSet<>();
            for (AbstractInsnNode node : method.instructions) {
                if (node instanceof MethodInsnNode call && !call.name.equals("<init>")) {
                    names.add(call.name + call.desc);
                } else if (node instanceof InvokeDynamicInsnNode dynamic) {
                    for (Object argument : dynamic.bsmArgs) {
                        if (argument instanceof Handle lambda) names.add(lambda.getName() + lambda.getDesc());
                    }
                }
            }
            return names;
        }

        boolean has(MethodNode method) {
            Set<String> seen = new HashSet<>();
            Deque<String> work = new ArrayDeque<>(List.of(key(method)));
            while (!work.isEmpty()) {
                for (String callee : callees.getOrDefault(work.pop(), Set.of())) {
                    if (callee.equals(key(method))) return true;
                    if (callees.containsKey(callee) && seen.add(callee)) work.push(callee);
                }
            }
            return false;
        }
    }
}
