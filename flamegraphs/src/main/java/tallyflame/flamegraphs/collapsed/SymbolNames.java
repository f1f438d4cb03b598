package tallyflame.flamegraphs.collapsed;

/** Tells Java methods from other symbols by how they are written. */
final class SymbolNames {
    private static final String[] NATIVE_PARTS = {
        ".so", ".dll", ".dylib", "::", "(", "[", " ", ".cold", ".part.", ".isra.", "@"
    };

    private SymbolNames() {}

    /** Whether a name has the form {@code pkg.Class.method} and nothing that only native symbols have. */
    static boolean isJava(String name) {
        int dot = name.lastIndexOf('.');
        if (dot <= 0 || dot == name.length() - 1) {
            return false;
        }
        for (String part : NATIVE_PARTS) {
            if (name.contains(part)) {
                return false;
            }
        }
        char first = name.charAt(dot + 1);
        return Character.isJavaIdentifierStart(first) || first == '<';
    }
}
