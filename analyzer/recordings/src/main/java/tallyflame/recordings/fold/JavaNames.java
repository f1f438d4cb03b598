package tallyflame.recordings.fold;

import java.util.Map;

/** Names of classes as they are written in source. */
public final class JavaNames {
    private static final String UNKNOWN_CLASS = "[unknown class]";

    private static final Map<Character, String> PRIMITIVES = Map.of(
            'B', "byte", 'C', "char", 'D', "double", 'F', "float", 'I', "int", 'J', "long", 'S', "short", 'Z',
            "boolean");

    private JavaNames() {}

    /**
     * The dotted name of a class, with brackets for arrays.
     *
     * @param internal the name as in class files: {@code java/lang/String}, {@code [Ljava/lang/String;}, {@code [[B}
     */
    public static String ofClass(String internal) {
        if (internal.isEmpty()) {
            return UNKNOWN_CLASS;
        }
        int dimensions = 0;
        while (dimensions < internal.length() && internal.charAt(dimensions) == '[') {
            dimensions++;
        }
        String element = internal.substring(dimensions);
        if (dimensions > 0 && element.length() == 1) {
            element = PRIMITIVES.getOrDefault(element.charAt(0), element);
        } else if (dimensions > 0 && element.startsWith("L") && element.endsWith(";")) {
            element = element.substring(1, element.length() - 1);
        }
        return element.replace('/', '.') + "[]".repeat(dimensions);
    }
}
