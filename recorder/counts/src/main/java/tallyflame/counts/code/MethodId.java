package tallyflame.counts.code;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.objectweb.asm.Type;

/**
 * A method, or a function: all methods of one name of a class, for where overloads are one or samples cannot tell them apart.
 *
 * @param className binary name with dots, empty for a bare symbol
 * @param name as in the class file: {@code <init>}, {@code lambda$run$0}, …
 * @param descriptor in class-file form, such as {@code (I)V}; empty for a function
 */
public record MethodId(String className, String name, String descriptor) implements CodeUnit, Comparable<MethodId> {
    /** The function of a class, or of a bare symbol if the class is empty. */
    public static MethodId function(String className, String name) {
        return className.isEmpty() ? parse(name) : new MethodId(className, name, "");
    }

    /**
     * The function of that text. What stands before its last dot is taken for its class, of bare symbols as well: so the same
     * text always means the same function, wherever it comes from.
     */
    public static MethodId parse(String text) {
        int dot = text.lastIndexOf('.');
        return dot <= 0
                ? new MethodId("", text, "")
                : new MethodId(text.substring(0, dot), text.substring(dot + 1), "");
    }

    /** All methods of this name. */
    public MethodId function() {
        return descriptor.isEmpty() ? this : new MethodId(className, name, "");
    }

    @Override
    public MethodId method() {
        return this;
    }

    /** In the order of their text. */
    @Override
    public int compareTo(MethodId other) {
        return toString().compareTo(other.toString());
    }

    /** As the source writes it, {@code pkg.Class.method(int, String[])}; of a function, {@code pkg.Class.method}. */
    public String words() {
        return function() + parameters(descriptor);
    }

    /** Types of parameters in parentheses, without their packages: {@code (int, String[])}; empty if there is no descriptor. */
    public static String parameters(String descriptor) {
        return descriptor.isEmpty()
                ? ""
                : Arrays.stream(Type.getArgumentTypes(descriptor))
                        .map(Type::getClassName)
                        .map(name -> name.substring(name.lastIndexOf('.') + 1).replace('$', '.'))
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    /** {@code pkg.Class.method(I)V}, of a function {@code pkg.Class.method}. */
    @Override
    public String toString() {
        return (className.isEmpty() ? name : className + "." + name) + descriptor;
    }
}
