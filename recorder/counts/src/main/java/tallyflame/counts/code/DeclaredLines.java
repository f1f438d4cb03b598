package tallyflame.counts.code;

import java.util.HashMap;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The lines on which a class makes its lambdas and objects of classes: where the code of these, whose names are only numbers, is declared.
 *
 * @param file name of the source file, empty if it is not known
 * @param lambdas line by name of the method that has a lambda's body
 * @param classes line of the first {@code new} by name of the class, with dots
 */
public record DeclaredLines(String file, Map<String, Integer> lambdas, Map<String, Integer> classes) {
    public DeclaredLines {
        lambdas = Map.copyOf(lambdas);
        classes = Map.copyOf(classes);
    }

    /**
     * The lines of a class file.
     *
     * @throws RuntimeException if it is no class file, or one that is too new
     */
    public static DeclaredLines of(byte[] classFile) {
        Collector collector = new Collector();
        new ClassReader(classFile).accept(collector, ClassReader.SKIP_FRAMES);
        return new DeclaredLines(collector.file, collector.lambdas, collector.classes);
    }

    private static final class Collector extends ClassVisitor {
        private final Map<String, Integer> lambdas = new HashMap<>();
        private final Map<String, Integer> classes = new HashMap<>();
        private String file = "";
        private String name;

        Collector() {
            super(Opcodes.ASM9);
        }

        @Override
        public void visit(int version, int access, String own, String signature, String parent, String[] interfaces) {
            name = own;
        }

        @Override
        public void visitSource(String source, String debug) {
            file = source == null ? "" : source;
        }

        @Override
        public MethodVisitor visitMethod(int access, String method, String type, String signature, String[] thrown) {
            return new MethodVisitor(Opcodes.ASM9) {
                private int line;

                @Override
                public void visitLineNumber(int number, Label start) {
                    line = number;
                }

                @Override
                public void visitTypeInsn(int opcode, String made) {
                    if (opcode == Opcodes.NEW && line > 0) {
                        classes.merge(made.replace('/', '.'), line, Math::min);
                    }
                }

                @Override
                public void visitInvokeDynamicInsn(String call, String shape, Handle bootstrap, Object... arguments) {
                    for (Object argument : arguments) {
                        if (line > 0
                                && argument instanceof Handle body
                                && body.getOwner().equals(name)) {
                            lambdas.merge(body.getName(), line, Math::min);
                        }
                    }
                }
            };
        }
    }
}
