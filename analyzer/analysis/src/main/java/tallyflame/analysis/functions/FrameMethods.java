package tallyflame.analysis.functions;

import tallyflame.counts.code.MethodId;
import tallyflame.flamegraphs.Frames;

/** Which methods sampled frames are of. */
public final class FrameMethods {
    private FrameMethods() {}

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
