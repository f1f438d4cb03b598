package tallyflame.agent.allocation;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import tallyflame.counts.graph.JdkCall;
import tallyflame.counts.graph.JdkCall.Kind;

/** Tells which instructions call the JDK, where objects may be made that nobody counts. */
final class JdkCalls {
    private static final List<String> PACKAGES = List.of("java/", "javax/", "jdk/", "sun/", "com/sun/");
    private static final Set<String> BOXES = Set.of(
            "java/lang/Boolean",
            "java/lang/Byte",
            "java/lang/Character",
            "java/lang/Short",
            "java/lang/Integer",
            "java/lang/Float",
            "java/lang/Long",
            "java/lang/Double");

    private JdkCalls() {}

    /**
     * The call that an instruction is. What surely allocates nothing is none: the constructor of {@code Object}, and lambdas that
     * capture nothing, which are made once.
     */
    static Optional<JdkCall> at(AbstractInsnNode node, int line) {
        if (node instanceof InvokeDynamicInsnNode indy) return dynamic(indy, line);
        if (!(node instanceof MethodInsnNode call) || !isJdk(call.owner) || isEmpty(call)) return Optional.empty();
        boolean boxes = BOXES.contains(call.owner) && call.name.equals("valueOf") && isOfPrimitive(call.desc);
        return Optional.of(new JdkCall(line, boxes ? Kind.BOXING : Kind.CALL, name(call.owner, call.name)));
    }

    private static Optional<JdkCall> dynamic(InvokeDynamicInsnNode indy, int line) {
        String owner = indy.bsm.getOwner();
        boolean lambda = owner.equals("java/lang/invoke/LambdaMetafactory");
        if (!isJdk(owner) || (lambda && Type.getArgumentTypes(indy.desc).length == 0)) return Optional.empty();
        Kind kind = lambda
                ? Kind.LAMBDA
                : owner.equals("java/lang/invoke/StringConcatFactory") ? Kind.CONCATENATION : Kind.CALL;
        String callee = lambda
                ? name(Type.getReturnType(indy.desc).getInternalName(), indy.name)
                : name(owner, indy.bsm.getName());
        return Optional.of(new JdkCall(line, kind, callee));
    }

    private static boolean isJdk(String owner) {
        return PACKAGES.stream().anyMatch(owner::startsWith);
    }

    private static boolean isEmpty(MethodInsnNode call) {
        return call.owner.equals("java/lang/Object") && call.name.equals("<init>");
    }

    private static boolean isOfPrimitive(String descriptor) {
        Type[] arguments = Type.getArgumentTypes(descriptor);
        return arguments.length == 1 && arguments[0].getSort() < Type.ARRAY;
    }

    private static String name(String owner, String method) {
        return owner.replace('/', '.') + "." + method;
    }
}
