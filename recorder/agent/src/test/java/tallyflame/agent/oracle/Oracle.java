package tallyflame.agent.oracle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Instruments classes so that they trace themselves, loads them, and tells their exact counts. Methods are numbered in a
 * table of the whole JVM, which instrumented code reaches by {@link Activation#enter}.
 */
public final class Oracle extends ClassLoader {
    private static final String ACTIVATION = Activation.class.getName().replace('.', '/');
    private static final List<MethodTrace> METHODS = new CopyOnWriteArrayList<>();

    private final Map<String, byte[]> classes;
    private final Map<String, List<MethodTrace>> traces = new TreeMap<>();

    /** @param classes class files by binary name; they are instrumented when they are loaded from this loader */
    public Oracle(Map<String, byte[]> classes) {
        super(Oracle.class.getClassLoader());
        this.classes = classes;
    }

    static MethodTrace method(int index) {
        return METHODS.get(index);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] original = classes.get(name);
        if (original == null) {
            throw new ClassNotFoundException(name);
        }
        byte[] traced = instrument(original);
        return defineClass(name, traced, 0, traced.length);
    }

    /** Expected counts of every loaded class, by binary name; only methods that the agent must report. */
    public synchronized Map<String, Map<String, Expected>> expected() {
        Map<String, Map<String, Expected>> all = new TreeMap<>();
        traces.forEach((name, methods) -> {
            Map<String, Expected> expected = new LinkedHashMap<>();
            methods.stream()
                    .filter(MethodTrace::isExpected)
                    .map(MethodTrace::expected)
                    .forEach(method -> expected.put(method.method(), method));
            all.put(name, expected);
        });
        return all;
    }

    private synchronized byte[] instrument(byte[] original) {
        ClassNode type = new ClassNode();
        new ClassReader(original).accept(type, ClassReader.EXPAND_FRAMES);
        List<MethodTrace> traced = new ArrayList<>();
        for (MethodNode method : type.methods) {
            if (method.instructions.size() > 0) {
                MethodTrace trace = new MethodTrace(type, method);
                traced.add(trace);
                synchronized (METHODS) {
                    METHODS.add(trace);
                    instrument(method, trace, METHODS.size() - 1);
                }
            }
        }
        traces.put(type.name.replace('/', '.'), traced);
        ClassWriter writer = new ClassWriter(0);
        type.accept(writer);
        return writer.toByteArray();
    }

    private static void instrument(MethodNode method, MethodTrace trace, int number) {
        int local = method.maxLocals;
        for (int i = 0; i < trace.instructions().size(); i++) {
            AbstractInsnNode instruction = trace.instructions().get(i);
            InsnList event = new InsnList();
            event.add(new VarInsnNode(Opcodes.ALOAD, local));
            event.add(new LdcInsnNode(i));
            event.add(new MethodInsnNode(Opcodes.INVOKEVIRTUAL, ACTIVATION, "at", "(I)V"));
            method.instructions.insertBefore(instruction, event);
            if (instruction.getOpcode() == Opcodes.NEW) {
                moveUninitialized(method, instruction);
            }
        }
        for (AbstractInsnNode node : method.instructions) {
            if (node instanceof FrameNode frame) {
                addLocal(frame, local);
            }
        }
        InsnList prologue = new InsnList();
        prologue.add(new LdcInsnNode(number));
        prologue.add(new MethodInsnNode(Opcodes.INVOKESTATIC, ACTIVATION, "enter", "(I)L" + ACTIVATION + ";"));
        prologue.add(new VarInsnNode(Opcodes.ASTORE, local));
        method.instructions.insert(prologue);
        method.maxLocals++;
        method.maxStack += 2;
    }

    /** Frames name an uninitialized object by a label that must stand at the very NEW, not at the event before it. */
    private static void moveUninitialized(MethodNode method, AbstractInsnNode creation) {
        LabelNode exact = new LabelNode();
        List<AbstractInsnNode> before = new ArrayList<>();
        AbstractInsnNode node = creation.getPrevious();
        for (int skipped = 0; node != null && (node.getOpcode() < 0 || skipped++ < 3); node = node.getPrevious()) {
            if (node instanceof LabelNode) {
                before.add(node);
            }
        }
        method.instructions.insertBefore(creation, exact);
        for (AbstractInsnNode other : method.instructions) {
            if (other instanceof FrameNode frame) {
                frame.local.replaceAll(value -> before.contains(value) ? exact : value);
                frame.stack.replaceAll(value -> before.contains(value) ? exact : value);
            }
        }
    }

    private static void addLocal(FrameNode frame, int local) {
        List<Object> locals = new ArrayList<>(frame.local);
        int slots = 0;
        for (Object value : locals) {
            slots += value == Opcodes.LONG || value == Opcodes.DOUBLE ? 2 : 1;
        }
        for (; slots < local; slots++) {
            locals.add(Opcodes.TOP);
        }
        locals.add(ACTIVATION);
        frame.local = locals;
    }
}
