package tallyflame.analysis.functions;

import java.util.List;
import tallyflame.counts.code.MethodId;
import tallyflame.flamegraphs.Frames;

/** Which methods sampled frames are of. */
public final class FrameMethods {
    private static final List<String> JDK = List.of("java.", "javax.", "jdk.", "sun.", "com.sun.");

    private FrameMethods() {}

    /** Tells whether a class belongs to the JDK. */
    public static boolean isJdk(String className) {
        for (String prefix : JDK) {
            if (className.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    /** The class that a file of source is named after: without nested classes, lambdas and what tells hidden classes apart. */
    public static String outermost(String className) {
        int nested = className.indexOf('$');
        while (nested == 0 || (nested > 0 && className.charAt(nested - 1) == '.')) {
            nested = className.indexOf('$', nested + 1);
        }
        return (nested < 0 ? className : className.substring(0, nested)).replaceFirst("[/+].*", "");
    }

    /** A method by its number in {@link Frames}; a function if the recording keeps no descriptors. */
    public static MethodId method(Frames frames, int method) {
        String descriptor = frames.descriptor(method);
        return descriptor.isEmpty()
                ? MethodId.function(frames.className(method), frames.methodName(method))
                : new MethodId(frames.className(method), frames.methodName(method), descriptor);
    }

    /** The functions of all methods, by their number in {@link Frames}. */
    public static MethodId[] functions(Frames frames) {
        MethodId[] functions = new MethodId[frames.methods()];
        for (int method = 0; method < functions.length; method++) {
            functions[method] = MethodId.function(frames.className(method), frames.methodName(method));
        }
        return functions;
    }
}
