package tallyflame.agent.random;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Writes one random class file with an instance method {@code long run(int seed)} and static methods that call each
 * other. Control flow is arbitrary: blocks jump anywhere, also back to the first instruction, handlers cover any range,
 * also themselves, and line numbers jump at random. The last parameter is fuel: every block burns some, so all ends.
 */
final class RandomBytecode implements Opcodes {
    private static final String SIGNATURE = "(III)I";
    private static final int FUEL = 2;
    private static final List<String> CAUGHT = Arrays.asList(
            null, "java/lang/RuntimeException", "java/lang/ArithmeticException", "java/lang/NullPointerException");

    private final Random random;
    private final String name;
    private MethodVisitor code;
    private Label exit;

    private RandomBytecode(String name, long seed) {
        this.name = name;
        this.random = new Random(seed);
    }

    /** @param name internal name of the class */
    static byte[] write(String name, long seed) {
        return new RandomBytecode(name, seed).program();
    }

    private byte[] program() {
        int version = List.of(V1_4, V1_5, V1_7, V1_8, V11, V17).get(random.nextInt(6));
        ClassWriter writer = new ClassWriter(version >= V1_7 ? ClassWriter.COMPUTE_FRAMES : ClassWriter.COMPUTE_MAXS);
        writer.visit(version, ACC_PUBLIC, name, null, "java/lang/Object", null);
        constructor(writer);
        run(writer);
        for (int i = 0; i < 3; i++) {
            method(writer, "f" + i);
        }
        writer.visitEnd();
        return writer.toByteArray();
    }

    private void constructor(ClassWriter writer) {
        code = writer.visitMethod(ACC_PUBLIC, "<init>", "()V", null, null);
        code.visitCode();
        line(1);
        code.visitVarInsn(ALOAD, 0);
        code.visitMethodInsn(INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        code.visitInsn(RETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    /** Calls f0 for a dozen arguments, adding results up; the exceptions of one call end all. */
    private void run(ClassWriter writer) {
        code = writer.visitMethod(ACC_PUBLIC, "run", "(I)J", null, null);
        code.visitCode();
        line(2);
        code.visitInsn(LCONST_0);
        for (int i = 0; i < 12; i++) {
            line(3 + i / 3);
            code.visitVarInsn(ILOAD, 1);
            code.visitIntInsn(SIPUSH, i);
            code.visitIntInsn(SIPUSH, 40);
            code.visitMethodInsn(INVOKESTATIC, name, "safe", SIGNATURE, false);
            code.visitInsn(I2L);
            code.visitInsn(LADD);
        }
        code.visitInsn(LRETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
        safe(writer);
    }

    private void safe(ClassWriter writer) {
        code = writer.visitMethod(ACC_PRIVATE | ACC_STATIC, "safe", SIGNATURE, null, null);
        code.visitCode();
        Label start = new Label();
        Label end = new Label();
        code.visitTryCatchBlock(start, end, end, "java/lang/Throwable");
        code.visitLabel(start);
        line(8);
        call("f0");
        code.visitInsn(IRETURN);
        code.visitLabel(end);
        line(9);
        code.visitInsn(POP);
        code.visitInsn(ICONST_1);
        code.visitInsn(IRETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    private void method(ClassWriter writer, String method) {
        code = writer.visitMethod(ACC_STATIC, method, SIGNATURE, null, null);
        code.visitCode();
        Label[] blocks = labels(3 + random.nextInt(10));
        Label[] handlers = labels(random.nextInt(4));
        exit = new Label();
        for (Label handler : handlers) {
            int from = random.nextInt(blocks.length);
            int to = from + 1 + random.nextInt(blocks.length - from);
            Label end = to == blocks.length ? exit : blocks[to];
            code.visitTryCatchBlock(blocks[from], end, handler, CAUGHT.get(random.nextInt(CAUGHT.size())));
        }
        int handlerAfter = random.nextInt(blocks.length);
        for (int i = 0; i < blocks.length; i++) {
            code.visitLabel(blocks[i]);
            block(blocks);
            if (i == handlerAfter) {
                code.visitJumpInsn(GOTO, i + 1 < blocks.length ? blocks[i + 1] : exit);
                handlers(handlers, blocks);
            }
        }
        code.visitLabel(exit);
        line();
        code.visitVarInsn(ILOAD, 0);
        code.visitInsn(IRETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    private static Label[] labels(int count) {
        return Stream.generate(Label::new).limit(count).toArray(Label[]::new);
    }

    private void handlers(Label[] handlers, Label[] blocks) {
        for (Label handler : handlers) {
            code.visitLabel(handler);
            line();
            code.visitInsn(POP);
            code.visitIincInsn(FUEL, -2);
            code.visitVarInsn(ILOAD, FUEL);
            code.visitJumpInsn(IFLT, exit);
            if (random.nextBoolean()) {
                instruction();
            }
            code.visitJumpInsn(GOTO, any(blocks));
        }
    }

    private void block(Label[] blocks) {
        line();
        code.visitIincInsn(FUEL, -1);
        code.visitVarInsn(ILOAD, FUEL);
        code.visitJumpInsn(IFLT, exit);
        for (int i = random.nextInt(4); i > 0; i--) {
            line();
            instruction();
        }
        line();
        terminator(blocks);
    }

    private void terminator(Label[] blocks) {
        switch (random.nextInt(9)) {
            case 0 -> code.visitJumpInsn(GOTO, any(blocks));
            case 1, 2, 3 -> {
                value();
                code.visitJumpInsn(IFEQ + random.nextInt(6), any(blocks));
            }
            case 4 -> {
                value();
                value();
                code.visitJumpInsn(IF_ICMPEQ + random.nextInt(6), any(blocks));
            }
            case 5 -> {
                value();
                code.visitInsn(ICONST_3);
                code.visitInsn(IAND);
                code.visitTableSwitchInsn(0, 2, any(blocks), any(blocks), any(blocks), any(blocks));
            }
            case 6 -> {
                value();
                int[] keys = IntStream.of(-5, 1, 2, 700)
                        .filter(key -> random.nextBoolean())
                        .toArray();
                Label[] targets =
                        Stream.generate(() -> any(blocks)).limit(keys.length).toArray(Label[]::new);
                code.visitLookupSwitchInsn(any(blocks), keys, targets);
            }
            case 7 -> {
                if (random.nextInt(4) == 0) {
                    code.visitInsn(ACONST_NULL);
                    code.visitInsn(ATHROW);
                }
            }
            default -> {
                if (random.nextInt(3) == 0) {
                    value();
                    code.visitInsn(IRETURN);
                }
            }
        }
    }

    /** Reads and writes the first two locals; some throw for some values. */
    private void instruction() {
        switch (random.nextInt(9)) {
            case 0 -> code.visitIincInsn(random.nextInt(2), random.nextInt(9) - 4);
            case 1 -> binary(IDIV);
            case 2 -> binary(IMUL);
            case 3 -> binary(IXOR);
            case 4 -> {
                value();
                code.visitInsn(ICONST_5);
                code.visitInsn(IREM);
                code.visitIntInsn(NEWARRAY, T_INT);
                value();
                code.visitInsn(ICONST_3);
                code.visitInsn(IAND);
                code.visitInsn(IALOAD);
                code.visitVarInsn(ISTORE, 1);
            }
            case 5, 6 -> {
                code.visitVarInsn(ILOAD, 1);
                value();
                code.visitVarInsn(ILOAD, FUEL);
                code.visitInsn(ICONST_4);
                code.visitInsn(IDIV);
                code.visitMethodInsn(INVOKESTATIC, name, "f" + random.nextInt(3), SIGNATURE, false);
                line();
                code.visitVarInsn(ISTORE, random.nextInt(2));
            }
            case 7 -> {
                code.visitTypeInsn(NEW, "java/lang/Object");
                code.visitInsn(DUP);
                line();
                code.visitMethodInsn(INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
                code.visitInsn(POP);
            }
            default -> {
                value();
                code.visitVarInsn(ISTORE, random.nextInt(2));
            }
        }
    }

    private void binary(int opcode) {
        value();
        value();
        line();
        code.visitInsn(opcode);
        code.visitVarInsn(ISTORE, random.nextInt(2));
    }

    private void call(String method) {
        code.visitVarInsn(ILOAD, 0);
        code.visitVarInsn(ILOAD, 1);
        code.visitVarInsn(ILOAD, FUEL);
        code.visitMethodInsn(INVOKESTATIC, name, method, SIGNATURE, false);
    }

    private void value() {
        if (random.nextInt(4) == 0) {
            code.visitIntInsn(BIPUSH, random.nextInt(7) - 2);
        } else {
            code.visitVarInsn(ILOAD, random.nextInt(3));
        }
    }

    private Label any(Label[] blocks) {
        return blocks[random.nextInt(blocks.length)];
    }

    /** Sometimes starts another line. */
    private void line() {
        if (random.nextInt(3) == 0) {
            line(10 + random.nextInt(7));
        }
    }

    private void line(int number) {
        Label here = new Label();
        code.visitLabel(here);
        code.visitLineNumber(number, here);
    }
}
