package tallyflame.flamegraphs;

import java.util.function.IntBinaryOperator;

/**
 * The distinct frames of a profile, numbered from 0 in order of appearance. A frame is a method together with the line,
 * the bytecode index and the way its code ran. Names are kept as bytes and become strings when asked for. Not safe for use by
 * several threads while it grows.
 */
public final class Frames {
    /** Line or bytecode index of a frame that has none. */
    public static final int UNKNOWN = -1;

    private final Symbols symbols = new Symbols();
    /** (class, name, descriptor), each a symbol. */
    private final IntTuples methods = new IntTuples(3);
    /** (method, line, bci, code of the type). */
    private final IntTuples frames = new IntTuples(4);

    private boolean linesLeftOut;
    private IntBinaryOperator shown = (method, line) -> line;

    /**
     * The number of a method, added if it is new.
     *
     * @param className dotted class name, or an empty string for native, C++ and kernel symbols
     * @param methodName method name or symbol
     * @param descriptor descriptor in class-file form, or an empty string
     */
    public int method(String className, String methodName, String descriptor) {
        return method(symbols.intern(className), symbols.intern(methodName), symbols.intern(descriptor));
    }

    /** The number of a method whose names are numbers of {@link #symbols}, added if it is new. */
    public int method(int className, int methodName, int descriptor) {
        return methods.intern(className, methodName, descriptor, 0);
    }

    /** The number of a frame, added if it is new; {@code line} and {@code bci} may be {@link #UNKNOWN}. */
    public int frame(int method, int line, int bci, FrameType type) {
        return frames.intern(method, line, bci, type.code());
    }

    /** Notes that there were lines and bytecode indexes, which were left out to save time. */
    public void leaveOutLines() {
        linesLeftOut = true;
    }

    /** Whether there were lines that were left out. */
    public boolean linesLeftOut() {
        return linesLeftOut;
    }

    /** The texts that methods are named by. */
    public Symbols symbols() {
        return symbols;
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
        return frames.get(frame, 0);
    }

    /** Line in the class file, or {@link #UNKNOWN}. */
    public int line(int frame) {
        return frames.get(frame, 1);
    }

    /**
     * Says which lines are shown in place of those of the class file.
     *
     * @param lines of a method's number and a line of its class file, the line to show
     */
    public void showLines(IntBinaryOperator lines) {
        shown = lines;
    }

    /** The line to show for a frame, or {@link #UNKNOWN}. */
    public int shownLine(int frame) {
        int line = line(frame);
        return line == UNKNOWN ? UNKNOWN : shown.applyAsInt(methodOf(frame), line);
    }

    /** Bytecode index, or {@link #UNKNOWN}. */
    public int bci(int frame) {
        return frames.get(frame, 2);
    }

    /** How the frame's code ran. */
    public FrameType type(int frame) {
        return FrameType.of(frames.get(frame, 3));
    }

    /** Dotted class name of a method, or an empty string. */
    public String className(int method) {
        return symbols.text(methods.get(method, 0));
    }

    /** Name of a method or symbol, without its class. */
    public String methodName(int method) {
        return symbols.text(methods.get(method, 1));
    }

    /** Descriptor of a method, or an empty string. */
    public String descriptor(int method) {
        return symbols.text(methods.get(method, 2));
    }

    /** The function name that tables and graphs show: {@code pkg.Class.method}, or the bare symbol. */
    public String functionName(int method) {
        int className = methods.get(method, 0);
        return symbols.isEmpty(className) ? methodName(method) : symbols.text(className) + "." + methodName(method);
    }

    /** Adds the frames of another table; element {@code i} of the answer is the number here of its frame {@code i}. */
    public int[] addAll(Frames other) {
        int[] texts = symbols.addAll(other.symbols);
        int[] methodMapping = new int[other.methods()];
        for (int method = 0; method < methodMapping.length; method++) {
            methodMapping[method] = method(
                    texts[other.methods.get(method, 0)],
                    texts[other.methods.get(method, 1)],
                    texts[other.methods.get(method, 2)]);
        }
        int[] mapping = new int[other.size()];
        for (int frame = 0; frame < mapping.length; frame++) {
            mapping[frame] = frames.intern(
                    methodMapping[other.methodOf(frame)],
                    other.line(frame),
                    other.bci(frame),
                    other.frames.get(frame, 3));
        }
        return mapping;
    }
}
