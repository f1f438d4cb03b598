package tallyflame.agent.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import tallyflame.agent.boot.BootClass;
import tallyflame.agent.boot.BootTimers;
import tallyflame.counts.Uncounted;

/** What all probes have in common: which methods get them, and which are refused, with the reason. */
class ClassInstrumenterTest {
    /** Bytes of a call, of which methods are made here, one a line. */
    private static final int CALL = 3;

    private static final int HUGE = 8000;
    private static final int LIMIT = 65536;

    static Stream<Arguments> everyInstrument() {
        return Stream.of(
                Arguments.of(new CountProbes(1 << 20), BootClass.NAME),
                Arguments.of(new TimeProbes(), BootTimers.NAME));
    }

    private static byte[] classFile(String... methods) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, Opcodes.ACC_ABSTRACT, "a/B", null, "java/lang/Object", null);
        for (String method : methods) {
            boolean bridge = method.startsWith("bridge");
            int lines = Integer.parseInt(method.replaceAll("\\D", ""));
            method(writer.visitMethod(bridge ? Opcodes.ACC_BRIDGE : 0, method, "()V", null, null), lines);
        }
        writer.visitMethod(Opcodes.ACC_ABSTRACT, "open", "()V", null, null).visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }

    /** A method with a call on each line; with none it has no line numbers either. */
    private static void method(MethodVisitor method, int lines) {
        method.visitCode();
        for (int line = 1; line <= lines; line++) {
            Label label = new Label();
            method.visitLabel(label);
            method.visitLineNumber(line, label);
            method.visitMethodInsn(Opcodes.INVOKESTATIC, "a/C", "f", "()V", false);
        }
        method.visitInsn(Opcodes.RETURN);
        method.visitMaxs(0, 1);
        method.visitEnd();
    }

    private static <M, C extends Probes.ProbedClass> ClassInstrumenter.Result<C> instrument(
            Probes<M, C> probes, boolean annotatedOnly, byte[] classFile) {
        return new ClassInstrumenter<>(probes, annotatedOnly, probes::allocate).instrument(classFile);
    }

    @Test
    void theSourceMapOfAClassIsKept() {
        ClassNode node = new ClassNode();
        new ClassReader(classFile("m1")).accept(node, 0);
        node.sourceFile = "B.kt";
        node.sourceDebug = "SMAP\nB.kt\nKotlin\n*E\n";
        ClassWriter writer = new ClassWriter(0);
        node.accept(writer);
        CountedClass counted = instrument(new CountProbes(1 << 20), false, writer.toByteArray())
                .type();
        assertThat(counted.graph().sourceMap()).isEqualTo(node.sourceDebug);
    }

    private static List<String> probed(byte[] classFile, String owner) {
        ClassNode node = new ClassNode();
        new ClassReader(classFile).accept(node, 0);
        return node.methods.stream()
                .filter(method -> calls(method, owner))
                .map(method -> method.name)
                .toList();
    }

    private static boolean calls(MethodNode method, String owner) {
        return Arrays.stream(method.instructions.toArray())
                .anyMatch(node -> node instanceof MethodInsnNode call && call.owner.equals(owner));
    }

    @ParameterizedTest
    @MethodSource("everyInstrument")
    <M, C extends Probes.ProbedClass> void whatCannotHaveProbesIsRefusedAndTheRestHasThem(
            Probes<M, C> probes, String owner) {
        String huge = "m" + (HUGE / CALL - 100);
        String tooLarge = "m" + (LIMIT / CALL - 100);
        ClassInstrumenter.Result<C> result = instrument(probes, false, classFile("m2", huge, "m0", tooLarge, "m3"));
        assertThat(probed(result.bytes(), owner)).containsExactly("m2", "m3");
        assertThat(result.type().methodCount()).isEqualTo(2);
        assertThat(result.refused())
                .containsExactly(
                        new Uncounted(
                                "a.B",
                                huge + "()V",
                                "with " + probes.noun()
                                        + " it would exceed 8000 bytes of code, which the JIT never compiles"),
                        new Uncounted("a.B", "m0()V", "it has no line numbers"),
                        new Uncounted("a.B", tooLarge + "()V", "its code would exceed 64 KB with " + probes.noun()));
    }

    @ParameterizedTest
    @MethodSource("everyInstrument")
    <M, C extends Probes.ProbedClass> void whatTheSourceDoesNotSayOrNobodyAskedForIsLeftOutWithoutAWord(
            Probes<M, C> probes, String owner) {
        ClassInstrumenter.Result<C> bridge = instrument(probes, false, classFile("m2", "bridge2"));
        assertThat(probed(bridge.bytes(), owner)).containsExactly("m2");
        assertThat(bridge.refused()).isEmpty();
        ClassInstrumenter.Result<C> unmarked = instrument(probes, true, classFile("m2"));
        assertThat(unmarked.bytes()).isNull();
        assertThat(unmarked.type()).isNull();
        assertThat(unmarked.refused()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("everyInstrument")
    <M, C extends Probes.ProbedClass> void aClassWithoutRoomStaysAsItIs(Probes<M, C> probes, String owner) {
        byte[] classFile = classFile("m2");
        ClassInstrumenter.Result<C> result = new ClassInstrumenter<M, C>(probes, false, type -> {
                    throw new Probes.NoRoomException("full");
                })
                .instrument(classFile);
        assertThat(result.bytes()).isNull();
        assertThat(result.type()).isNull();
        assertThat(result.refused()).containsExactly(new Uncounted("a.B", "", "full"));
    }
}
