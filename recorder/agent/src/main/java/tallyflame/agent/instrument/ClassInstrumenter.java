package tallyflame.agent.instrument;

import static org.objectweb.asm.Opcodes.*;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.commons.CodeSizeEvaluator;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodNode;
import tallyflame.counts.ClassIdentity;
import tallyflame.counts.Uncounted;
import tallyflame.counts.graph.ClassGraph;
import tallyflame.counts.graph.MethodGraph;

/** Instruments one class file. Stateless between classes; safe for use by many threads. */
public final class ClassInstrumenter {
    /** Methods above this many bytes of code are never compiled by HotSpot (HugeMethodLimit). */
    static final int HUGE = 8000;

    /** How many more increments per call are worth less code. */
    private static final double MORE_INCREMENTS = 3;

    /** Gives a class its range of counters. */
    public interface Allocator {
        /**
         * Byte offset of a class's first counter.
         *
         * @param graph the class
         * @return the offset, or -1 if there is no room
         */
        int offset(ClassGraph graph);
    }

    /**
     * What became of a class.
     *
     * @param bytes the counting class file, null if the class stays as it is
     * @param graph what its counters mean, null if the class stays as it is
     * @param offset byte offset of its first counter
     * @param calls callees of segments that share their line with another, see {@link CallNames}
     * @param uncounted methods that were asked for and are not counted
     */
    public record Result(byte[] bytes, ClassGraph graph, int offset, CallNames calls, List<Uncounted> uncounted) {
        private static Result unchanged(List<Uncounted> uncounted) {
            return new Result(null, null, -1, null, uncounted);
        }
    }

    private final boolean annotatedOnly;
    private final Allocator allocator;

    /**
     * An instrumenter.
     *
     * @param annotatedOnly whether only methods and classes carrying {@code @Profiled} are counted
     * @param allocator hands out counters
     */
    public ClassInstrumenter(boolean annotatedOnly, Allocator allocator) {
        this.annotatedOnly = annotatedOnly;
        this.allocator = allocator;
    }

    /**
     * Instruments a class file. Whatever goes wrong is thrown, and nothing is allocated then; the caller keeps the class as it
     * was.
     */
    public Result instrument(byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        List<Uncounted> uncounted = new ArrayList<>();
        Map<String, String> refused = new HashMap<>();
        while (true) {
            int before = refused.size();
            try {
                Result result = attempt(reader, refused, uncounted);
                if (refused.size() == before) return result;
            } catch (MethodTooLargeException e) {
                String reason = "its code would exceed 64 KB with counters";
                if (refused.put(e.getMethodName() + e.getDescriptor(), reason) != null) throw e;
            }
        }
    }

    private Result attempt(ClassReader reader, Map<String, String> refused, List<Uncounted> uncounted) {
        uncounted.clear();
        ClassNode node = new ClassNode();
        reader.accept(node, ClassReader.EXPAND_FRAMES);
        if ((node.access & ACC_MODULE) != 0) return Result.unchanged(uncounted);
        long identity = ClassIdentity.of(node);
        boolean whole = !annotatedOnly || MethodSelection.isProfiled(node);
        List<Plan> plans = new ArrayList<>();
        List<MethodGraph> graphs = new ArrayList<>();
        String name = node.name.replace('/', '.');
        for (MethodNode method : node.methods) {
            if ((method.access & (ACC_ABSTRACT | ACC_NATIVE)) != 0 || !MethodSelection.isWritten(node, method))
                continue;
            if (!whole && !MethodSelection.isProfiled(method)) continue;
            String signature = method.name + method.desc;
            String reason = refused.getOrDefault(signature, obstacle(method));
            if (reason != null) {
                uncounted.add(new Uncounted(name, signature, reason));
                continue;
            }
            Plan plan = plan(method, node.name);
            plans.add(plan);
            graphs.add(plan.graph());
        }
        if (plans.isEmpty()) return Result.unchanged(uncounted);
        ClassGraph graph = new ClassGraph(name, identity, node.sourceFile == null ? "" : node.sourceFile, graphs);
        int offset = allocator.offset(graph);
        if (offset < 0) {
            uncounted.add(
                    new Uncounted(name, "", "the counter blocks are full; start the agent with a larger blockmb"));
            return Result.unchanged(uncounted);
        }
        boolean hasFrames = (node.version & 0xffff) >= V1_6;
        int next = offset;
        for (Plan plan : plans) {
            MethodNode method = plan.cfg.code.method;
            int size = size(method);
            new Inserter(plan, hasFrames).insert(next);
            next += plan.counters * Long.BYTES;
            if (size <= HUGE && size(method) > HUGE) {
                refused.put(
                        method.name + method.desc,
                        "with counters it would exceed " + HUGE + " bytes of code, which the JIT never compiles");
            }
        }
        ClassWriter writer = new ClassWriter(reader, 0);
        node.accept(writer);
        return new Result(writer.toByteArray(), graph, offset, CallNames.of(plans), uncounted);
    }

    /**
     * Without handlers of its own a small method is cheaper to count line by line than with positions and a catch-all: less
     * code to inline, at the price of increments.
     */
    private static Plan plan(MethodNode method, String owner) {
        Plan plan = new Plan(new Cfg(new Code(method), owner, false));
        if (plan.rows.isEmpty() || !method.tryCatchBlocks.isEmpty()) return plan;
        Plan split = new Plan(new Cfg(new Code(method), owner, true));
        return split.bytes() <= plan.bytes() && split.cost <= plan.cost + MORE_INCREMENTS ? split : plan;
    }

    static String obstacle(MethodNode method) {
        boolean lines = false;
        for (AbstractInsnNode node : method.instructions) {
            if (node.getOpcode() == JSR || node.getOpcode() == RET) return "it has subroutines (JSR) of old compilers";
            lines |= node instanceof LineNumberNode;
        }
        return lines ? null : "it has no line numbers";
    }

    /** Bytes of code, with long forms of constant loads and short forms of jumps. */
    static int size(MethodNode method) {
        CodeSizeEvaluator size = new CodeSizeEvaluator(null);
        method.accept(size);
        int constants = 0;
        for (AbstractInsnNode node : method.instructions) {
            if (node.getOpcode() == LDC) constants++;
        }
        return size.getMinSize() + constants;
    }
}
