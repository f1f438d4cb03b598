package tallyflame.agent.oracle;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/** What is known of one traced method, and its counters: an {@link AtomicLong} for every line and branch outcome. */
final class MethodTrace {
    private static final Map<Integer, String> ELEMENTS = Map.of(
            Opcodes.T_BOOLEAN, "boolean",
            Opcodes.T_CHAR, "char",
            Opcodes.T_FLOAT, "float",
            Opcodes.T_DOUBLE, "double",
            Opcodes.T_BYTE, "byte",
            Opcodes.T_SHORT, "short",
            Opcodes.T_INT, "int",
            Opcodes.T_LONG, "long");

    private final String owner;
    private final String name;
    private final String descriptor;
    private final boolean skippedByAgent;
    private final List<AbstractInsnNode> instructions = new ArrayList<>();
    private final List<Integer> lines = new ArrayList<>();
    private final Map<Integer, AtomicLong> hits = new TreeMap<>();
    private final Map<Integer, TreeMap<Integer, AtomicLong>> outcomes = new TreeMap<>();
    private final List<List<Integer>> successors = new ArrayList<>();
    private final BitSet steps = new BitSet();
    private final Map<Integer, AtomicLong> made = new TreeMap<>();
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong returns = new AtomicLong();

    MethodTrace(ClassNode type, MethodNode method) {
        owner = type.name.replace('/', '.');
        name = method.name;
        descriptor = method.desc;
        skippedByAgent = isSkipped(type, method);
        Map<LabelNode, Integer> positions = number(method);
        for (int i = 0; i < instructions.size(); i++) {
            List<Integer> targets = targets(i, positions);
            if (!targets.isEmpty()) {
                TreeMap<Integer, AtomicLong> counters = new TreeMap<>();
                targets.forEach(target -> counters.put(target, new AtomicLong()));
                outcomes.put(i, counters);
            }
            successors.add(successors(i, targets, positions));
        }
        for (int i = 0; i < instructions.size(); i++) {
            steps.set(i, isStep(i));
            if (made(i) != null) {
                made.put(i, new AtomicLong());
            }
        }
    }

    /** What an instruction makes, null if nothing or arrays of arrays. */
    private String made(int index) {
        AbstractInsnNode node = instructions.get(index);
        String type =
                switch (node.getOpcode()) {
                    case Opcodes.NEW ->
                        Type.getObjectType(((TypeInsnNode) node).desc).getClassName();
                    case Opcodes.ANEWARRAY ->
                        Type.getObjectType(((TypeInsnNode) node).desc).getClassName() + "[]";
                    case Opcodes.NEWARRAY -> ELEMENTS.get(((IntInsnNode) node).operand) + "[]";
                    case Opcodes.INVOKEVIRTUAL -> {
                        MethodInsnNode call = (MethodInsnNode) node;
                        boolean clones = call.owner.startsWith("[") && call.name.equals("clone");
                        if (clones) {
                            yield Type.getObjectType(call.owner).getClassName();
                        }
                        yield null;
                    }
                    default -> null;
                };
        return type == null || Expected.isOfArrays(type) ? null : type;
    }

    private List<Integer> successors(int index, List<Integer> targets, Map<LabelNode, Integer> positions) {
        int opcode = instructions.get(index).getOpcode();
        if (!targets.isEmpty()) {
            return targets;
        }
        if (opcode == Opcodes.GOTO) {
            return List.of(positions.get(((JumpInsnNode) instructions.get(index)).label));
        }
        return isReturn(index) || opcode == Opcodes.ATHROW ? List.of() : List.of(index + 1);
    }

    /**
     * Whether nothing but a backward jump within the line can follow, exceptions aside: the step of a {@code for} loop
     * with the jump to its condition.
     */
    private boolean isStep(int start) {
        BitSet seen = new BitSet();
        Deque<Integer> work = new ArrayDeque<>(List.of(start));
        while (!work.isEmpty()) {
            int at = work.pop();
            if (seen.get(at)) {
                continue;
            }
            seen.set(at);
            if (successors.get(at).isEmpty()) {
                return false;
            }
            for (int next : successors.get(at)) {
                if (line(next) != line(at)) {
                    return false;
                }
                if (!isJump(at) || next > at) {
                    work.push(next);
                }
            }
        }
        return true;
    }

    private Map<LabelNode, Integer> number(MethodNode method) {
        Map<LabelNode, Integer> positions = new HashMap<>();
        int line = 0;
        for (AbstractInsnNode node : method.instructions) {
            if (node instanceof LabelNode label) {
                positions.put(label, instructions.size());
            } else if (node instanceof LineNumberNode number) {
                line = number.line;
            } else if (node.getOpcode() >= 0) {
                instructions.add(node);
                lines.add(line);
                hits.computeIfAbsent(line, key -> new AtomicLong());
            }
        }
        hits.remove(0);
        return positions;
    }

    private List<Integer> targets(int index, Map<LabelNode, Integer> positions) {
        AbstractInsnNode node = instructions.get(index);
        List<LabelNode> labels = new ArrayList<>();
        if (node instanceof TableSwitchInsnNode table) {
            labels.addAll(table.labels);
            labels.add(table.dflt);
        } else if (node instanceof LookupSwitchInsnNode lookup) {
            labels.addAll(lookup.labels);
            labels.add(lookup.dflt);
        } else if (node instanceof JumpInsnNode jump && node.getOpcode() != Opcodes.GOTO) {
            return List.of(index + 1, positions.get(jump.label));
        }
        return labels.stream().map(positions::get).distinct().toList();
    }

    /** Methods that no programmer wrote: bridges, and what a compiler adds to enums and records. */
    private static boolean isSkipped(ClassNode type, MethodNode method) {
        boolean isEnum = (type.access & Opcodes.ACC_ENUM) != 0;
        Type self = Type.getObjectType(type.name);
        Type array = Type.getType("[" + self);
        if ((method.access & Opcodes.ACC_BRIDGE) != 0) {
            return true;
        }
        return switch (method.name) {
            case "values", "$values" -> isEnum && method.desc.equals(Type.getMethodDescriptor(array));
            case "valueOf" -> isEnum && method.desc.equals(Type.getMethodDescriptor(self, Type.getType(String.class)));
            case "toString", "hashCode", "equals" -> callsObjectMethods(method);
            default -> false;
        };
    }

    private static boolean callsObjectMethods(MethodNode method) {
        for (AbstractInsnNode node : method.instructions) {
            if (node instanceof org.objectweb.asm.tree.InvokeDynamicInsnNode dynamic
                    && dynamic.bsm.getOwner().equals("java/lang/runtime/ObjectMethods")) {
                return true;
            }
        }
        return false;
    }

    List<AbstractInsnNode> instructions() {
        return instructions;
    }

    int line(int instruction) {
        return lines.get(instruction);
    }

    /** The definition of a line's hits, for two instructions that one activation executed one after the other. */
    boolean enters(int previous, int instruction) {
        if (line(previous) != line(instruction)) {
            return !steps.get(instruction);
        }
        return isJump(previous) && instruction <= previous;
    }

    private boolean isJump(int instruction) {
        AbstractInsnNode node = instructions.get(instruction);
        return node instanceof JumpInsnNode
                || node instanceof TableSwitchInsnNode
                || node instanceof LookupSwitchInsnNode;
    }

    boolean isReturn(int instruction) {
        int opcode = instructions.get(instruction).getOpcode();
        return opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN;
    }

    void called() {
        calls.incrementAndGet();
    }

    void returned() {
        returns.incrementAndGet();
    }

    void entered(int instruction) {
        AtomicLong counter = hits.get(lines.get(instruction));
        if (counter != null) {
            counter.incrementAndGet();
        }
    }

    void flowed(int from, int to) {
        TreeMap<Integer, AtomicLong> counters = outcomes.get(from);
        if (counters != null) {
            counters.get(to).incrementAndGet();
        }
        AtomicLong objects = made.get(from);
        if (objects != null && to == from + 1) {
            // Otherwise it threw: no handler begins with what such an instruction leaves on the stack.
            objects.incrementAndGet();
        }
    }

    /** Whether results are expected of the agent: it has lines, and a programmer wrote it. */
    boolean isExpected() {
        return !hits.isEmpty() && !skippedByAgent;
    }

    String owner() {
        return owner;
    }

    Expected expected() {
        Map<Integer, Long> lineHits = new TreeMap<>();
        hits.forEach((line, counter) -> lineHits.put(line, counter.get()));
        Map<Integer, Integer> ordinals = new HashMap<>();
        Map<String, String> branches = new TreeMap<>();
        outcomes.forEach((index, counters) -> {
            int ordinal = ordinals.merge(line(index), 1, Integer::sum) - 1;
            branches.put(line(index) + "." + ordinal, render(index, counters));
        });
        Map<String, Long> allocated = new TreeMap<>();
        made.forEach((index, objects) -> allocated.merge(line(index) + " " + made(index), objects.get(), Long::sum));
        return new Expected(name + descriptor, calls.get(), calls.get() - returns.get(), lineHits, branches, allocated);
    }

    /** An if: falls through, then jumps. A switch: its distinct targets in code order. */
    private String render(int index, NavigableMap<Integer, AtomicLong> counters) {
        List<String> parts = new ArrayList<>();
        boolean conditional = instructions.get(index) instanceof JumpInsnNode;
        if (conditional && counters.firstKey() != index + 1) {
            // A backward jump: its target stands before the instruction that it falls through to.
            counters.descendingMap().forEach((target, count) -> parts.add(count + "→" + line(target)));
        } else {
            counters.forEach((target, count) -> parts.add(count + "→" + line(target)));
        }
        if (conditional && counters.size() == 1) {
            parts.add(Expected.EITHER);
        }
        return String.join(" ", parts);
    }
}
