package tallyflame.agent.instrument;

import static org.objectweb.asm.Opcodes.*;

import java.util.List;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Which methods of a class get probes. */
final class MethodSelection {
    private static final String PROFILED = "Ltallyflame/annotations/Profiled;";

    private MethodSelection() {}

    /**
     * The methods that are asked for and have code of their own.
     *
     * @param annotatedOnly whether only methods and classes carrying {@code @Profiled} are
     */
    static List<MethodNode> of(ClassNode node, boolean annotatedOnly) {
        if ((node.access & ACC_MODULE) != 0) return List.of();
        boolean whole = !annotatedOnly || isProfiled(node.visibleAnnotations, node.invisibleAnnotations);
        return node.methods.stream()
                .filter(method -> (method.access & (ACC_ABSTRACT | ACC_NATIVE)) == 0 && isWritten(node, method))
                .filter(method -> whole || isProfiled(method.visibleAnnotations, method.invisibleAnnotations))
                .toList();
    }

    /**
     * Whether a method has code of its own in the source. Bridges, an enum's {@code values} and {@code valueOf} and a record's
     * {@code toString}, {@code hashCode} and {@code equals}, as the compiler makes them, have the line of the type's declaration
     * and would only clutter it.
     */
    private static boolean isWritten(ClassNode owner, MethodNode method) {
        if ((method.access & ACC_BRIDGE) != 0) return false;
        if ((owner.access & ACC_ENUM) != 0 && isEnumMethod(owner, method)) return false;
        return !("java/lang/Record".equals(owner.superName) && isObjectMethod(method));
    }

    private static boolean isEnumMethod(ClassNode owner, MethodNode method) {
        String array = "()[L" + owner.name + ";";
        return switch (method.name) {
            case "values", "$values" -> method.desc.equals(array);
            case "valueOf" -> method.desc.equals("(Ljava/lang/String;)L" + owner.name + ";");
            default -> false;
        };
    }

    private static boolean isObjectMethod(MethodNode method) {
        for (AbstractInsnNode node : method.instructions) {
            if (node instanceof InvokeDynamicInsnNode indy
                    && indy.bsm.getOwner().equals("java/lang/runtime/ObjectMethods")) return true;
        }
        return false;
    }

    private static boolean isProfiled(List<AnnotationNode> visible, List<AnnotationNode> invisible) {
        return has(visible) || has(invisible);
    }

    private static boolean has(List<AnnotationNode> annotations) {
        return annotations != null && annotations.stream().anyMatch(a -> a.desc.equals(PROFILED));
    }
}
