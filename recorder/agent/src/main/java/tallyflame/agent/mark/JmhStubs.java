package tallyflame.agent.mark;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The timed loops of a class that JMH generates: methods such as {@code sort_thrpt_jmhStub} that call {@code sort}, and between its calls
 * what sets up and tears down for each of them.
 */
final class JmhStubs {
    private static final Pattern STUB = Pattern.compile("(.+)_(?:thrpt|avgt|sample|ss)_jmhStub");

    private final String owner;
    private final Set<String> benchmarks = new HashSet<>();
    private final Set<String> called = new HashSet<>();

    private JmhStubs(String owner) {
        this.owner = owner;
    }

    /** Reads a class. */
    static JmhStubs of(ClassReader type) {
        JmhStubs stubs = new JmhStubs(type.getClassName());
        type.accept(stubs.new Calls(), ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return stubs;
    }

    /** Whether something is called for each operation besides the benchmark. */
    boolean prepareEachCall() {
        return !benchmarks.containsAll(called);
    }

    /** Whether a call is that of a benchmark's method. */
    boolean isOperation(String of, String name) {
        return isUsers(of) && benchmarks.contains(name);
    }

    private boolean isUsers(String of) {
        return !of.equals(owner) && !of.startsWith("org/openjdk/jmh/") && !of.startsWith("java/");
    }

    private final class Calls extends ClassVisitor {
        Calls() {
            super(Opcodes.ASM9);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] thrown) {
            Matcher stub = STUB.matcher(name);
            if (!stub.matches()) return null;
            benchmarks.add(stub.group(1));
            return new MethodVisitor(Opcodes.ASM9) {
                @Override
                public void visitMethodInsn(int opcode, String of, String name, String type, boolean isInterface) {
                    if (isUsers(of)) called.add(name);
                }
            };
        }
    }
}
