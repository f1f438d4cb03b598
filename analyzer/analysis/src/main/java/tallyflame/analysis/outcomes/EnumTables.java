package tallyflame.analysis.outcomes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.MethodNode;
import tallyflame.analysis.source.ClassPath;

/** The numbers that switches by enums have for the constants. Compilers keep them in arrays by ordinal. */
final class EnumTables {
    private final ClassPath classPath;
    private final Map<String, Map<String, Map<Integer, String>>> byClass = new HashMap<>();

    EnumTables(ClassPath classPath) {
        this.classPath = classPath;
    }

    /**
     * The constants by their numbers, empty if they are not known.
     *
     * @param owner class that has the table, in internal form
     * @param table name of its field, or of its method that makes the array
     */
    Map<Integer, String> constants(String owner, String table) {
        return byClass.computeIfAbsent(owner, this::read).getOrDefault(table, Map.of());
    }

    private Map<String, Map<Integer, String>> read(String owner) {
        Map<String, Map<Integer, String>> tables = new HashMap<>();
        String name = owner.replace('/', '.');
        try {
            List<byte[]> files = classPath.classFiles(List.of(name)).getOrDefault(name, List.of());
            // Of several versions it is not known which one ran.
            if (files.size() == 1) {
                ClassNode type = new ClassNode();
                new ClassReader(files.get(0)).accept(type, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
                type.methods.forEach(method -> read(method, tables));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (IllegalArgumentException e) {
            return Map.of();
        }
        return tables;
    }

    /** {@code TABLE[Color.RED.ordinal()] = 1}: the table is a field, or a local variable that is stored in one behind it. */
    private static void read(MethodNode method, Map<String, Map<Integer, String>> tables) {
        MethodCode code = new MethodCode(method);
        Map<Integer, String> open = new HashMap<>();
        for (int place = 4; place < code.size(); place++) {
            AbstractInsnNode node = code.at(place);
            if (node.getOpcode() == Opcodes.IASTORE
                    && code.opcode(place - 2) == Opcodes.INVOKEVIRTUAL
                    && code.at(place - 3) instanceof FieldInsnNode constant) {
                OptionalInt number = Literal.number(code.at(place - 1));
                boolean field = code.opcode(place - 4) == Opcodes.GETSTATIC;
                Map<Integer, String> table = field
                        ? tables.computeIfAbsent(((FieldInsnNode) code.at(place - 4)).name, key -> new HashMap<>())
                        : open;
                number.ifPresent(key -> table.put(key, constant.name));
            } else if (node.getOpcode() == Opcodes.PUTSTATIC && !open.isEmpty()) {
                tables.put(((FieldInsnNode) node).name, new HashMap<>(open));
                tables.put(method.name, new HashMap<>(open));
                open.clear();
            }
        }
    }
}
