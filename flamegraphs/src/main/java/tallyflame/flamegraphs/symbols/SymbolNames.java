package tallyflame.flamegraphs.symbols;

import tallyflame.flamegraphs.FrameType;
import tallyflame.flamegraphs.Frames;

/** Tells Java methods from other symbols by how they are written, for formats that do not say it. */
public final class SymbolNames {
    private static final String[] NATIVE_PARTS = {
        ".so", ".dll", ".dylib", "::", "(", "[", " ", ".cold", ".part.", ".isra.", ".constprop.", "@"
    };

    private SymbolNames() {}

    /** Whether a name has the form {@code pkg.Class.method} and nothing that only native symbols have. */
    public static boolean isJava(String name) {
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

    /**
     * The number of the frame that a name stands for.
     *
     * @param type how its code ran, or null where that is not known
     */
    public static int frame(Frames frames, String name, int line, FrameType type) {
        if (type != FrameType.KERNEL && type != FrameType.CLASS && isJava(name)) {
            int dot = name.lastIndexOf('.');
            int method = frames.method(name.substring(0, dot).replace('/', '.'), name.substring(dot + 1), "");
            return frames.frame(method, line, Frames.UNKNOWN, type == null ? FrameType.JIT_COMPILED : type);
        }
        FrameType known = type != null ? type : name.contains("::") ? FrameType.CPP : FrameType.NATIVE;
        return frames.frame(frames.method("", name, ""), line, Frames.UNKNOWN, known);
    }
}
