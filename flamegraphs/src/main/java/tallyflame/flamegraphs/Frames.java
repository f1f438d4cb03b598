package tallyflame.flamegraphs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The distinct frames of a profile, numbered from 0 in order of appearance. A frame is a method together with the line,
 * the bytecode index and the way its code ran. Not safe for use by several threads.
 */
public final class Frames {
    /** Line or bytecode index of a frame that has none. */
    public static final int UNKNOWN = -1;

    private record Method(String className, String methodName, String descriptor) {}

    private record Frame(int method, int line, int bci, FrameType type) {}

    private final List<Method> methods = new ArrayList<>();
    private final List<Frame> frames = new ArrayList<>();
    private final Map<Method, Integer> methodIds = new HashMap<>();
    private final Map<Frame, Integer> frameIds = new HashMap<>();

    /**
     * The number of a method, added if it is new.
     *
     * @param className dotted class name, or an empty string for native, C++ and kernel symbols
     * @param methodName method name or symbol
     * @param descriptor descriptor in class-file form, or an empty string
     */
    public int method(String className, String methodName, String descriptor) {
        return methodIds.computeIfAbsent(new Method(className, methodName, descriptor), method -> {
            methods.add(method);
            return methods.size() - 1;
        });
    }

    /** The number of a frame, added if it is new; {@code line} and {@code bci} may be {@link #UNKNOWN}. */
    public int frame(int method, int line, int bci, FrameType type) {
        return frameIds.computeIfAbsent(new Frame(method, line, bci, type), frame -> {
            frames.add(frame);
            return frames.size() - 1;
        });
    }

    /** How many distinct frames there are. */
    public int size() {
        return frames.size();
    }

    /** How many distinct methods there are. */
    public int methods() {
        return methods.size();
    }

    /** The method of a frame. */
    public int methodOf(int frame) {
        return frames.get(frame).method();
    }

    /** Source line, or {@link #UNKNOWN}. */
    public int line(int frame) {
        return frames.get(frame).line();
    }

    /** Bytecode index, or {@link #UNKNOWN}. */
    public int bci(int frame) {
        return frames.get(frame).bci();
    }

    /** How the frame's code ran. */
    public FrameType type(int frame) {
        return frames.get(frame).type();
    }

    /** Dotted class name of a method, or an empty string. */
    public String className(int method) {
        return methods.get(method).className();
    }

    /** Name of a method or symbol, without its class. */
    public String methodName(int method) {
        return methods.get(method).methodName();
    }

    /** Descriptor of a method, or an empty string. */
    public String descriptor(int method) {
        return methods.get(method).descriptor();
    }

    /** The function name that tables and graphs show: {@code pkg.Class.method}, or the bare symbol. */
    public String functionName(int method) {
        Method m = methods.get(method);
        return m.className().isEmpty() ? m.methodName() : m.className() + "." + m.methodName();
    }
}
