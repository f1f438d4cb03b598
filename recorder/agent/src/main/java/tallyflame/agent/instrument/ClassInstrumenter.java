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

/**
 * Puts probes into one class file. Methods that cannot have them are left as they are and listed, with the reason. Used once.
 *
 * @param <M> what is measured in a method
 * @param <C> a class with probes
 */
public final class ClassInstrumenter<M, C extends Probes.ProbedClass> {
    /** Methods above this many bytes of code are never compiled by HotSpot (HugeMethodLimit). */
    private static final int HUGE = 8000;

    /**
     * What became of a class.
     *
     * @param bytes the class file with probes, null if the class stays as it is
     * @param type the class with its numbers, null if the class stays as it is
     * @param refused methods that were asked for and have no probes
     */
    public record Result<C>(byte[] bytes, C type, List<Uncounted> refused) {}

    private final Probes<M, C> probes;
    private final boolean annotatedOnly;
    private final Probes.Allocator<C> allocator;
    /** Reasons by name and descriptor of methods that turned out too large. */
    private final Map<String, String> tooLarge = new HashMap<>();

    /**
     * An instrumenter.
     *
     * @param annotatedOnly whether only methods and classes carrying {@code @Profiled} get probes
     * @param allocator gives the class its numbers: those it has already, if it is transformed again
     */
    public ClassInstrumenter(Probes<M, C> probes, boolean annotatedOnly, Probes.Allocator<C> allocator) {
        this.probes = probes;
        this.annotatedOnly = annotatedOnly;
        this.allocator = allocator;
    }

    /**
     * Instruments a class file, again without the methods that turn out too large. Whatever goes wrong is thrown; the caller
     * keeps the class as it was.
     */
    public Result<C> instrument(byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        while (true) {
            int before = tooLarge.size();
            try {
                Result<C> result = attempt(reader);
                if (tooLarge.size() == before) return result;
            } catch (MethodTooLargeException e) {
                String reason = "its code would exceed 64 KB with " + probes.noun();
                if (tooLarge.put(e.getMethodName() + e.getDescriptor(), reason) != null) throw e;
            }
        }
    }

    private Result<C> attempt(ClassReader reader) {
        ClassNode node = new ClassNode();
        reader.accept(node, ClassReader.EXPAND_FRAMES);
        List<Uncounted> refused = new ArrayList<>();
        List<MethodNode> methods = select(node, refused);
        if (methods.isEmpty()) return new Result<>(null, null, refused);
        List<M> plans = probes.plan(methods, node);
        try {
            C type = allocator.allocate(probes.describe(
                    name(node),
                    ClassIdentity.of(node),
                    node.sourceFile == null ? "" : node.sourceFile,
                    node.sourceDebug == null ? "" : node.sourceDebug,
                    plans));
            insert(type, methods, plans, (node.version & 0xffff) >= V1_6);
            ClassWriter writer = new ClassWriter(reader, 0);
            node.accept(writer);
            return new Result<>(writer.toByteArray(), type, refused);
        } catch (Probes.NoRoomException e) {
            refused.add(new Uncounted(name(node), "", e.getMessage()));
            return new Result<>(null, null, refused);
        }
    }

    private static String name(ClassNode node) {
        return node.name.replace('/', '.');
    }

    private List<MethodNode> select(ClassNode node, List<Uncounted> refused) {
        List<MethodNode> selected = new ArrayList<>();
        for (MethodNode method : MethodSelection.of(node, annotatedOnly)) {
            String signature = method.name + method.desc;
            String reason = tooLarge.getOrDefault(signature, obstacle(method));
            if (reason == null) {
                selected.add(method);
            } else {
                refused.add(new Uncounted(name(node), signature, reason));
            }
        }
        return selected;
    }

    private void insert(C type, List<MethodNode> methods, List<M> plans, boolean hasFrames) {
        for (int m = 0; m < plans.size(); m++) {
            MethodNode method = methods.get(m);
            int size = size(method);
            probes.insert(plans.get(m), type, m, hasFrames);
            if (size > HUGE || size(method) <= HUGE) continue;
            tooLarge.put(
                    method.name + method.desc,
                    "with " + probes.noun() + " it would exceed " + HUGE
                            + " bytes of code, which the JIT never compiles");
        }
    }

    private static String obstacle(MethodNode method) {
        boolean lines = false;
        for (AbstractInsnNode node : method.instructions) {
            if (node.getOpcode() == JSR || node.getOpcode() == RET) return "it has subroutines (JSR) of old compilers";
            lines |= node instanceof LineNumberNode;
        }
        return lines ? null : "it has no line numbers";
    }

    /** Bytes of code, with long forms of constant loads and short forms of jumps. */
    private static int size(MethodNode method) {
        CodeSizeEvaluator size = new CodeSizeEvaluator(null);
        method.accept(size);
        int constants = 0;
        for (AbstractInsnNode node : method.instructions) {
            if (node.getOpcode() == LDC) constants++;
        }
        return size.getMinSize() + constants;
    }
}
