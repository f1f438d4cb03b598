package tallyflame.agent.allocation;

import static org.objectweb.asm.Opcodes.*;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.MultiANewArrayInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;
import tallyflame.agent.boot.BootClass;
import tallyflame.counts.graph.AllocationSite;
import tallyflame.counts.graph.AllocationSites;
import tallyflame.counts.graph.JdkCall;

/**
 * Finds the instructions of a method that allocate, and puts a probe directly behind each: it runs once the instruction has
 * succeeded, whatever becomes of the object. Used once.
 */
public final class AllocationCode {
    /** A site with what its probe needs; the size is that of each object if it is known already. */
    private record Probed(AbstractInsnNode instruction, AllocationSite site, long size) {}

    private final ArrayLayout layout;
    private final List<Probed> probed = new ArrayList<>();
    private final List<JdkCall> jdkCalls = new ArrayList<>();
    private final int firstCounter;
    private int next;

    /**
     * Finds the sites and leaves the code as it is.
     *
     * @param firstCounter the first counter of the method that is free
     */
    public AllocationCode(MethodNode method, ArrayLayout layout, int firstCounter) {
        this.layout = layout;
        this.firstCounter = firstCounter;
        next = firstCounter;
        int line = 0;
        for (AbstractInsnNode node : method.instructions) {
            if (node instanceof LineNumberNode number) line = number.line;
            look(node, line);
        }
    }

    private void look(AbstractInsnNode node, int line) {
        switch (node.getOpcode()) {
            case NEW -> fixed(node, line, Type.getObjectType(((TypeInsnNode) node).desc), -1);
            case NEWARRAY -> array(node, line, element(((IntInsnNode) node).operand));
            case ANEWARRAY -> array(node, line, Type.getObjectType(((TypeInsnNode) node).desc));
            case MULTIANEWARRAY -> lengths(node, line, Type.getType(((MultiANewArrayInsnNode) node).desc));
            default -> {
                if (isArrayClone(node)) {
                    lengths(node, line, Type.getObjectType(((MethodInsnNode) node).owner));
                } else {
                    JdkCalls.at(node, line).ifPresent(jdkCalls::add);
                }
            }
        }
    }

    private static boolean isArrayClone(AbstractInsnNode node) {
        return node instanceof MethodInsnNode call && call.owner.startsWith("[") && call.name.equals("clone");
    }

    private void array(AbstractInsnNode node, int line, Type element) {
        Type type = Type.getType("[" + element.getDescriptor());
        int length = constantLength(node);
        if (length < 0) {
            lengths(node, line, type);
        } else {
            fixed(node, line, type, ArrayLayout.size(layout.code(element), length));
        }
    }

    private void fixed(AbstractInsnNode node, int line, Type type, long size) {
        probed.add(new Probed(node, new AllocationSite(line, type.getClassName(), next++, -1), size));
    }

    private void lengths(AbstractInsnNode node, int line, Type type) {
        probed.add(new Probed(node, new AllocationSite(line, type.getClassName(), next, next + 1), -1));
        next += 2;
    }

    private static Type element(int operand) {
        return switch (operand) {
            case T_BOOLEAN -> Type.BOOLEAN_TYPE;
            case T_CHAR -> Type.CHAR_TYPE;
            case T_FLOAT -> Type.FLOAT_TYPE;
            case T_DOUBLE -> Type.DOUBLE_TYPE;
            case T_BYTE -> Type.BYTE_TYPE;
            case T_SHORT -> Type.SHORT_TYPE;
            case T_INT -> Type.INT_TYPE;
            case T_LONG -> Type.LONG_TYPE;
            default -> throw new IllegalArgumentException("newarray of type " + operand);
        };
    }

    /** The length that the instruction directly before pushes, -1 if it is not a constant or control may come from elsewhere. */
    private static int constantLength(AbstractInsnNode node) {
        AbstractInsnNode before = node.getPrevious();
        while (before instanceof LineNumberNode) before = before.getPrevious();
        if (before == null || before instanceof LabelNode || before instanceof FrameNode) return -1;
        int op = before.getOpcode();
        if (op >= ICONST_0 && op <= ICONST_5) return op - ICONST_0;
        if (op == BIPUSH || op == SIPUSH) return ((IntInsnNode) before).operand;
        return op == LDC && ((LdcInsnNode) before).cst instanceof Integer number ? number : -1;
    }

    /** Where the method allocates, for whoever reads its counters. */
    public AllocationSites sites() {
        return new AllocationSites(probed.stream().map(Probed::site).toList(), jdkCalls);
    }

    /** How many counters the sites need. */
    public int counters() {
        return next - firstCounter;
    }

    /** Bytes of one object of each site, -1 where it is not known yet or differs. */
    public long[] sizes() {
        return probed.stream().mapToLong(Probed::size).toArray();
    }

    /**
     * Writes the probes.
     *
     * @param method the method whose sites these are, with whatever other probes
     * @param offset byte offset of the method's first counter in the blocks
     */
    public void insert(MethodNode method, int offset) {
        int stack = 0;
        for (Probed one : probed) {
            InsnList probe = probe(one, offset + one.site().counter() * Long.BYTES);
            stack = Math.max(stack, probe.size());
            method.instructions.insert(one.instruction(), probe);
        }
        // A probe is the call and what pushes its operands.
        method.maxStack += stack;
    }

    private InsnList probe(Probed one, int offset) {
        InsnList list = new InsnList();
        if (one.site().byteCounter() < 0) {
            list.add(new LdcInsnNode(offset));
            list.add(call(BootClass.copy("hit", offset), "(I)V"));
            return list;
        }
        list.add(new InsnNode(DUP));
        if (one.instruction() instanceof MultiANewArrayInsnNode multi) {
            Type type = Type.getType(multi.desc);
            list.add(new LdcInsnNode(offset));
            list.add(new LdcInsnNode(multi.dims));
            list.add(new LdcInsnNode(layout.code(Type.getType(Object.class))));
            list.add(new LdcInsnNode(
                    layout.code(Type.getType(type.getDescriptor().substring(multi.dims)))));
            list.add(call("arrays", "(Ljava/lang/Object;IIII)V"));
            return list;
        }
        if (one.instruction() instanceof MethodInsnNode clone) list.add(new TypeInsnNode(CHECKCAST, clone.owner));
        Type element = Type.getType(typeOf(one.instruction()).substring(1));
        list.add(new InsnNode(ARRAYLENGTH));
        list.add(new LdcInsnNode(offset));
        list.add(new LdcInsnNode(layout.code(element)));
        list.add(call(BootClass.copy("array", offset), "(III)V"));
        return list;
    }

    /** Descriptor of the array that an instruction makes. */
    private static String typeOf(AbstractInsnNode node) {
        if (node instanceof MethodInsnNode clone) return clone.owner;
        if (node instanceof IntInsnNode newArray) return "[" + element(newArray.operand);
        return "[" + Type.getObjectType(((TypeInsnNode) node).desc).getDescriptor();
    }

    private static MethodInsnNode call(String name, String descriptor) {
        return new MethodInsnNode(INVOKESTATIC, BootClass.NAME, name, descriptor, false);
    }
}
