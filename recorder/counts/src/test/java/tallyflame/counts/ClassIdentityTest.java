package tallyflame.counts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

class ClassIdentityTest {
    private static byte[] ownBytes() throws IOException {
        try (InputStream in = ClassIdentityTest.class.getResourceAsStream("ClassIdentityTest.class")) {
            return in.readAllBytes();
        }
    }

    /** The class with another constant pool and every line number moved. */
    private static byte[] rewritten(int lines) throws IOException {
        ClassWriter writer = new ClassWriter(0);
        for (int i = 0; i < 300; i++) writer.newConst("filler " + i);
        new ClassReader(ownBytes())
                .accept(
                        new ClassVisitor(Opcodes.ASM9, writer) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String desc, String s, String[] e) {
                                return new MethodVisitor(Opcodes.ASM9, super.visitMethod(access, name, desc, s, e)) {
                                    @Override
                                    public void visitLineNumber(int line, Label start) {
                                        super.visitLineNumber(line + lines, start);
                                    }
                                };
                            }
                        },
                        0);
        return writer.toByteArray();
    }

    @Test
    void theConstantPoolDoesNotMatterAndLinesDo() throws IOException {
        long identity = ClassIdentity.of(ownBytes());
        assertThat(rewritten(0)).isNotEqualTo(ownBytes());
        assertThat(ClassIdentity.of(rewritten(0))).isEqualTo(identity);
        assertThat(ClassIdentity.of(rewritten(1))).isNotEqualTo(identity);
    }
}
