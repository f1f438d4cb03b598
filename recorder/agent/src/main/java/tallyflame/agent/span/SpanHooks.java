package tallyflame.agent.span;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import tallyflame.agent.boot.BootClass;

/**
 * Lets spans ask for counts. Their classes have a method that answers null, and costs nothing once it is compiled; while something is
 * being counted, it asks the agent. So nobody needs to find out whether the agent is there, which may come at any time.
 */
public final class SpanHooks implements ClassFileTransformer {
    /** The classes, and what they ask for. */
    private static final Map<String, String> REQUESTS = Map.of(
            "tallyflame/annotations/Span", Spans.REQUEST,
            "tallyflame/runner/fork/CountedSpan", Spans.ALONE);

    private static final String METHOD = "counting";
    private static final String DESCRIPTOR = "(Ljava/lang/String;)Ljava/lang/Object;";

    /** Whether a class of a binary name has spans. */
    public static boolean isHooked(String name) {
        return REQUESTS.containsKey(name.replace('.', '/'));
    }

    @Override
    public byte[] transform(
            ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] classFile) {
        if (name == null || !REQUESTS.containsKey(name)) return null;
        ClassReader reader = new ClassReader(classFile);
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String method, String descriptor, String signature, String[] thrown) {
                        MethodVisitor next = super.visitMethod(access, method, descriptor, signature, thrown);
                        if (!method.equals(METHOD) || !descriptor.equals(DESCRIPTOR)) return next;
                        asks(next, REQUESTS.get(name));
                        return null;
                    }
                },
                0);
        return writer.toByteArray();
    }

    /** {@code return TallyflameCounters.mark("span ".concat(String.valueOf(name)))}. */
    private static void asks(MethodVisitor code, String request) {
        code.visitCode();
        code.visitLdcInsn(request);
        code.visitVarInsn(Opcodes.ALOAD, 0);
        String string = "java/lang/String";
        code.visitMethodInsn(Opcodes.INVOKESTATIC, string, "valueOf", "(Ljava/lang/Object;)Ljava/lang/String;", false);
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, string, "concat", "(Ljava/lang/String;)Ljava/lang/String;", false);
        code.visitMethodInsn(Opcodes.INVOKESTATIC, BootClass.NAME, "mark", DESCRIPTOR, false);
        code.visitInsn(Opcodes.ARETURN);
        code.visitMaxs(2, 1);
        code.visitEnd();
    }
}
