package tallyflame.recordings.fold;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.regex.Pattern;
import tallyflame.flamegraphs.FrameDetail;
import tallyflame.flamegraphs.FrameType;
import tallyflame.flamegraphs.Frames;
import tallyflame.flamegraphs.Symbols;
import tallyflame.recordings.chunk.PoolTable;
import tallyflame.recordings.chunk.Pools;
import tallyflame.recordings.chunk.StackLayout;
import tallyflame.recordings.chunk.Texts;

/** Turns the frames of one chunk at a time into numbers of {@link Frames}. One thread. */
public final class FrameResolver {
    /** The name of methods whose constants are not in the file. */
    public static final String UNKNOWN_METHOD = "[unknown method]";

    /** The name of the frame at the root of stacks whose root end the profiler left out. */
    public static final String TRUNCATED = "[truncated]";

    private static final Map<String, FrameType> TYPES = Map.of(
            "Interpreted", FrameType.INTERPRETED,
            "JIT compiled", FrameType.JIT_COMPILED,
            "Inlined", FrameType.INLINED,
            "Native", FrameType.NATIVE,
            "C++", FrameType.CPP,
            "Kernel", FrameType.KERNEL,
            "C1 compiled", FrameType.C1_COMPILED);

    /** Names under which async-profiler records that it could not walk a stack. */
    private static final Pattern FAILURE = Pattern.compile(
            "\\[?(unknown|not_walkable|(unknown|not_walkable)_(not_)?Java|no_Java_frame|GC_active|deoptimization|skipped"
                    + "|storage_overflow|break_\\w+)]?");

    /** What follows the name of a hidden class: its address, after a slash that is written as a dot here, or a plus. */
    private static final Pattern HIDDEN = Pattern.compile("[/.+]0x[0-9a-fA-F]+(?:[/.][0-9]+)?$");

    private static final Pattern LAMBDA = Pattern.compile("\\$\\$Lambda(?:\\$[0-9]+)?(?:[/.][0-9]+)?$");

    private static final Pattern NUMBERED = Pattern.compile("(\\$Proxy|Generated\\w*Accessor)[0-9]+$");

    private static final int[] NONE = {};

    private final Frames frames;
    private final boolean normalize;
    private final FrameDetail detail;
    private final BitSet failures = new BitSet();
    private final BitSet failedFrames = new BitSet();
    /** Methods that are classes: those that async-profiler puts above the stubs of virtual calls. */
    private final BitSet receivers = new BitSet();

    private Pools pools;
    /** Number of each row of the chunk's methods, plus 1; 0 if not resolved yet. */
    private int[] methods = {};

    /** The same for methods that are symbols. */
    private int[] symbols = {};

    /** The same for the names of the chunk's classes, each of which has many methods. */
    private int[] classNames = {};

    /** The same for the frames of the chunk's classes. */
    private int[] subjects = NONE;

    private boolean nativeMeansSymbol;
    private FrameType[] types = {};
    private byte[] scratch = new byte[256];

    /**
     * @param normalize whether names of hidden classes lose what differs from run to run
     * @param detail how much of a frame is kept
     */
    FrameResolver(Frames frames, boolean normalize, FrameDetail detail) {
        this.frames = frames;
        this.normalize = normalize;
        this.detail = detail;
    }

    /** How much of a frame is kept. */
    FrameDetail detail() {
        return detail;
    }

    Frames frames() {
        return frames;
    }

    /** Goes to another chunk. */
    void open(Pools chunkPools) {
        pools = chunkPools;
        methods = new int[chunkPools.methods().rows()];
        symbols = new int[methods.length];
        classNames = new int[chunkPools.classes().rows()];
        subjects = NONE;
        nativeMeansSymbol = false;
        types = new FrameType[chunkPools.frameTypes().rows()];
        for (int row = 0; row < types.length; row++) {
            String name = chunkPools
                    .texts()
                    .string(chunkPools.resolve(chunkPools.frameTypes().get(row, 0)));
            types[row] = TYPES.getOrDefault(name, FrameType.NATIVE);
            nativeMeansSymbol |= types[row] == FrameType.KERNEL;
        }
    }

    /** The number of a frame given by its values in the order of {@link StackLayout}. */
    int frame(long[] values) {
        int line = detail == FrameDetail.LINES ? (int) values[StackLayout.LINE] : Frames.UNKNOWN;
        int bci = detail == FrameDetail.LINES ? (int) values[StackLayout.BCI] : Frames.UNKNOWN;
        int type = pools.frameTypes().row(values[StackLayout.FRAME_TYPE]);
        FrameType frameType = type < 0 ? FrameType.NATIVE : types[type];
        int method = method(values[StackLayout.METHOD], isSymbol(frameType));
        int frame = receivers.get(method)
                ? frames.frame(method, Frames.UNKNOWN, Frames.UNKNOWN, FrameType.CLASS)
                : frames.frame(
                        method,
                        line > 0 ? line : Frames.UNKNOWN,
                        bci >= 0 ? bci : Frames.UNKNOWN,
                        detail == FrameDetail.METHODS ? frameType.family() : frameType);
        if (failures.get(method)) {
            failedFrames.set(frame);
        }
        return frame;
    }

    /** The frame at the root of stacks whose root end the profiler left out. */
    int truncated() {
        return frames.frame(frames.method("", TRUNCATED, ""), Frames.UNKNOWN, Frames.UNKNOWN, FrameType.NATIVE);
    }

    /** The frame of what a sample is about: a class by its row, a method as {@link Pools#methodSubject} numbers it. */
    int subject(int subject) {
        int classes = pools.classes().rows();
        if (subjects.length == 0) {
            subjects = new int[classes + pools.methods().rows()];
        }
        if (subjects[subject] == 0) {
            subjects[subject] = 1 + (subject < classes ? classFrame(subject) : methodFrame(subject - classes));
        }
        return subjects[subject] - 1;
    }

    private int classFrame(int row) {
        return classFrame("", className(row));
    }

    /** The frame of a class, or of a field of one. */
    int classFrame(String holder, String name) {
        return frames.frame(frames.method(holder, name, ""), Frames.UNKNOWN, Frames.UNKNOWN, FrameType.CLASS);
    }

    /** The name of a class by its row, as it is written in source. */
    String className(int row) {
        return className(
                row < 0
                        ? ""
                        : pools.texts().string(pools.className(pools.classes().id(row))));
    }

    /** How the method ran is not recorded; traced methods are hot enough to be compiled. */
    private int methodFrame(int row) {
        int method = method(pools.methods().id(row), false);
        return frames.frame(method, Frames.UNKNOWN, Frames.UNKNOWN, FrameType.JIT_COMPILED);
    }

    private String className(String name) {
        String plain = JavaNames.ofClass(name);
        return normalize ? normalized(plain) : plain;
    }

    /** Whether any frame so far says that a stack could not be walked. */
    boolean hasFailures() {
        return !failedFrames.isEmpty();
    }

    /** Whether a frame says that the stack could not be walked. */
    boolean isFailure(int frame) {
        return failedFrames.get(frame);
    }

    /**
     * Whether frames of a type name a symbol of a library rather than a method of a class. The JDK calls native methods of Java
     * classes native frames; async-profiler, known by its kernel frames, C functions.
     */
    private boolean isSymbol(FrameType type) {
        return type == FrameType.CPP || type == FrameType.KERNEL || (type == FrameType.NATIVE && nativeMeansSymbol);
    }

    private int method(long id, boolean symbol) {
        int row = pools.methods().row(id);
        if (row < 0) {
            return frames.method("", UNKNOWN_METHOD, "");
        }
        int[] known = symbol ? symbols : methods;
        if (known[row] == 0) {
            known[row] = 1 + (symbol ? resolveSymbol(row) : resolveMethod(row));
        }
        return known[row] - 1;
    }

    private int resolveSymbol(int row) {
        long name = pools.symbol(pools.methods().get(row, Pools.METHOD_NAME));
        int method = frames.method(Symbols.EMPTY, methodName(name), Symbols.EMPTY);
        if (isFailure(pools.texts().string(name))) {
            failures.set(method);
        }
        return method;
    }

    /** Whether a symbol is what async-profiler writes for a stack that it could not walk, or had no room for. */
    static boolean isFailure(String symbol) {
        return FAILURE.matcher(symbol).matches();
    }

    private int methodName(long name) {
        return name == Texts.NULL ? frames.symbols().intern(UNKNOWN_METHOD) : symbol(name);
    }

    private int resolveMethod(int row) {
        PoolTable table = pools.methods();
        long ofClass = table.get(row, Pools.METHOD_CLASS);
        long name = pools.symbol(table.get(row, Pools.METHOD_NAME));
        if (name != Texts.NULL && pools.texts().length(name) == 0) {
            String className = pools.texts().string(pools.className(ofClass));
            int receiver = frames.method("", className(className), "");
            receivers.set(receiver);
            return receiver;
        }
        return frames.method(
                nameOfClass(ofClass), methodName(name), symbol(pools.symbol(table.get(row, Pools.METHOD_DESCRIPTOR))));
    }

    private int nameOfClass(long id) {
        int row = pools.classes().row(id);
        if (row < 0) {
            return className(Texts.NULL);
        }
        if (classNames[row] == 0) {
            classNames[row] = 1 + className(pools.className(id));
        }
        return classNames[row] - 1;
    }

    private int symbol(long text) {
        if (text == Texts.NULL) {
            return Symbols.EMPTY;
        }
        Texts texts = pools.texts();
        return frames.symbols().intern(texts.bytes(), texts.start(text), texts.length(text));
    }

    private int className(long text) {
        if (text == Texts.NULL) {
            return Symbols.EMPTY;
        }
        Texts texts = pools.texts();
        int length = texts.length(text);
        if (scratch.length < length) {
            scratch = Arrays.copyOf(scratch, length);
        }
        for (int i = 0; i < length; i++) {
            byte b = texts.bytes()[texts.start(text) + i];
            scratch[i] = b == '/' ? (byte) '.' : b;
        }
        return normalize && length > 0 && mayDiffer(scratch[length - 1])
                ? frames.symbols().intern(normalized(texts.string(text).replace('/', '.')))
                : frames.symbols().intern(scratch, 0, length);
    }

    /** Whether a name that ends like this may have such parts: all of them end in a digit of some kind. */
    private static boolean mayDiffer(byte last) {
        return Character.digit(last, 16) >= 0;
    }

    /** A class name without the parts of hidden and generated classes that differ from run to run. */
    static String normalized(String className) {
        String plain = HIDDEN.matcher(className).replaceFirst("");
        plain = LAMBDA.matcher(plain).replaceFirst("\\$\\$Lambda");
        return NUMBERED.matcher(plain).replaceFirst("$1");
    }
}
