package tallyflame.agent.mark;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import tallyflame.agent.boot.BootClass;

/**
 * Has the classes that JMH generates open a region where a benchmark's operations begin and close it behind them. A worker says
 * {@code announceWarmupReady} after it has set up, and {@code preTearDown} before it tears down; in between are the operations that
 * {@code getAllOps} counts, those of warm-up and warm-down within an iteration included. A single shot is the call of its stub. Where
 * something is set up or torn down for each operation, each call of a benchmark's method is a region of its own.
 */
public final class JmhRegions implements ClassFileTransformer {
    private static final String GENERATED = "_jmhTest";
    private static final String CONTROL = "org/openjdk/jmh/runner/InfraControl";
    private static final String READY = "announceWarmupReady";
    private static final String TEAR_DOWN = "preTearDown";
    private static final String SINGLE_SHOT = "_ss_jmhStub";

    @Override
    public byte[] transform(
            ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] classFile) {
        if (name == null || !name.endsWith(GENERATED)) return null;
        ClassReader reader = new ClassReader(classFile);
        JmhStubs stubs = JmhStubs.of(reader);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        reader.accept(new Regions(writer, stubs), 0);
        return writer.toByteArray();
    }

    private static final class Regions extends ClassVisitor {
        private final JmhStubs stubs;

        Regions(ClassVisitor next, JmhStubs stubs) {
            super(Opcodes.ASM9, next);
            this.stubs = stubs;
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] thrown) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, thrown);
            return stubs.prepareEachCall() ? new EachCall(next, stubs) : new AllCalls(next);
        }
    }

    /** One region around all operations of an iteration. */
    private static final class AllCalls extends Asking {
        AllCalls(MethodVisitor next) {
            super(next);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String called, String type, boolean isInterface) {
            if (called.endsWith(SINGLE_SHOT)) ask("open");
            if (owner.equals(CONTROL) && called.equals(TEAR_DOWN)) ask("close");
            super.visitMethodInsn(opcode, owner, called, type, isInterface);
            if (owner.equals(CONTROL) && called.equals(READY)) ask("open");
        }
    }

    /** A region around each operation. */
    private static final class EachCall extends Asking {
        private final JmhStubs stubs;

        EachCall(MethodVisitor next, JmhStubs stubs) {
            super(next);
            this.stubs = stubs;
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String called, String type, boolean isInterface) {
            boolean operation = stubs.isOperation(owner, called);
            if (operation) ask("open");
            super.visitMethodInsn(opcode, owner, called, type, isInterface);
            if (operation) ask("close");
        }
    }

    /** Tells {@link Marks} something, which leaves the stack as it is. */
    private abstract static class Asking extends MethodVisitor {
        Asking(MethodVisitor next) {
            super(Opcodes.ASM9, next);
        }

        final void ask(String request) {
            super.visitLdcInsn(request);
            super.visitMethodInsn(
                    Opcodes.INVOKESTATIC, BootClass.NAME, "mark", "(Ljava/lang/String;)Ljava/lang/Object;", false);
            super.visitInsn(Opcodes.POP);
        }
    }
}
