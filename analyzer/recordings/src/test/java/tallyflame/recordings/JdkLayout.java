package tallyflame.recordings;

/**
 * A chunk with the types and fields that a release of the JDK declares, and a few samples of each kind. Releases differ in fields: 17
 * says whether classes are hidden, 21 whether threads are virtual. The samples of CPU time, which came with 25, are in all.
 */
public final class JdkLayout {
    static final int TIMESPAN = 50;
    static final int EXECUTION_SAMPLE = 100;
    static final int MONITOR_ENTER = 101;
    static final int NEW_TLAB = 102;
    static final int ACTIVE_SETTING = 103;
    static final int CPU_TIME_SAMPLE = 104;
    static final int CPU_TIME_SAMPLES_LOST = 105;
    static final int METHOD_TRACE = 106;
    static final int OLD_OBJECT_SAMPLE = 107;

    private static final int BOOLEAN = 4;
    private static final int INT = 5;
    private static final int LONG = 6;
    private static final int STRING = 20;
    private static final int CLASS = 21;
    private static final int THREAD = 22;
    private static final int SYMBOL = 23;
    private static final int METHOD = 24;
    private static final int FRAME_TYPE = 25;
    private static final int THREAD_STATE = 26;
    private static final int STACK_TRACE = 27;
    private static final int STACK_FRAME = 28;
    private static final int MODULE = 29;
    private static final int OLD_OBJECT = 30;

    private final int release;
    private final SyntheticChunk chunk = new SyntheticChunk();

    private JdkLayout(int release) {
        this.release = release;
        if (release < 11) {
            chunk.ofVersion1();
        }
    }

    /** A recording of one chunk: three stacks in two threads. */
    public static byte[] recording(int release) {
        return new JdkLayout(release).declare().constants().events().chunk.build();
    }

    /** The same with a second lock, waited for so many nanoseconds. */
    public static byte[] recordingOfWeight(long nanos) {
        JdkLayout layout = new JdkLayout(17).declare().constants().events();
        layout.chunk.event(
                MONITOR_ENTER, new EncodedBytes().varints(SyntheticChunk.START_TICKS, nanos, 1, 1, 2, 2, 4711));
        return layout.chunk.build();
    }

    /** The same with many more stacks of 1000 frames, which no event refers to. */
    public static byte[] recordingOfStacks(int more) {
        JdkLayout layout = new JdkLayout(17).declare().constants().events();
        EncodedBytes stack = new EncodedBytes();
        for (int frame = 0; frame < 1000; frame++) {
            stack.varints(1, 100 + frame, frame, 1);
        }
        EncodedBytes stacks = new EncodedBytes();
        for (int i = 0; i < more; i++) {
            stacks.varints(1000 + i, 0, 1000).bytes(stack.toByteArray());
        }
        layout.chunk.pool(STACK_TRACE, more, stacks);
        return layout.chunk.build();
    }

    /** The same with a sample whose innermost frame is a method without a name: how async-profiler records classes of receivers. */
    public static byte[] recordingOfReceiver() {
        JdkLayout layout = new JdkLayout(17).declare().constants().events();
        layout.chunk.pool(SYMBOL, 1, new EncodedBytes().varint(8).text(""));
        layout.chunk.pool(METHOD, 1, new EncodedBytes().varints(4, 1, 8, 8, 1).u1(0));
        layout.chunk.pool(
                STACK_TRACE,
                1,
                new EncodedBytes().varint(4).u1(0).varint(2).varints(4, 0, 0, 2).varints(1, 10, 3, 1));
        layout.chunk.event(EXECUTION_SAMPLE, new EncodedBytes().varints(SyntheticChunk.START_TICKS, 1, 4, 1));
        return layout.chunk.build();
    }

    /**
     * Calls of traced methods and nothing else.
     *
     * @param calls of each the start, the duration, the thread (1 or 2), the stack of the caller, and the method
     */
    public static byte[] recordingOfCalls(long[]... calls) {
        JdkLayout layout = new JdkLayout(25).declare().constants();
        layout.chunk.type(
                METHOD_TRACE,
                "jdk.MethodTrace",
                "startTime:" + LONG,
                "duration:" + LONG + "%",
                "eventThread:" + THREAD + "*",
                "stackTrace:" + STACK_TRACE + "*",
                "method:" + METHOD + "*");
        for (long[] call : calls) {
            layout.chunk.event(METHOD_TRACE, new EncodedBytes().varints(call));
        }
        return layout.chunk.build();
    }

    /** An object that is still alive, by a JVM that does not say its size, nor what keeps it alive; and nothing else. */
    static byte[] recordingOfOldObject() {
        JdkLayout layout = new JdkLayout(17).declare().constants();
        layout.chunk
                .type(OLD_OBJECT, "jdk.types.OldObject", "address:" + LONG, "type:" + CLASS + "*")
                .type(
                        OLD_OBJECT_SAMPLE,
                        "jdk.OldObjectSample",
                        "startTime:" + LONG,
                        "eventThread:" + THREAD + "*",
                        "stackTrace:" + STACK_TRACE + "*",
                        "allocationTime:" + LONG,
                        "object:" + OLD_OBJECT + "*")
                .pool(OLD_OBJECT, 1, new EncodedBytes().varints(7, 4711, 1))
                .event(
                        OLD_OBJECT_SAMPLE,
                        new EncodedBytes().varints(SyntheticChunk.START_TICKS, 1, 1, SyntheticChunk.START_TICKS, 7));
        return layout.chunk.build();
    }

    /** The same without what says how stacks are laid out. */
    public static byte[] recordingWithoutDeclarationOfStacks() {
        JdkLayout layout = new JdkLayout(17).declare().events();
        layout.chunk.undeclare("jdk.types.StackTrace");
        return layout.chunk.build();
    }

    private JdkLayout declare() {
        chunk.type(BOOLEAN, "boolean")
                .type(INT, "int")
                .type(LONG, "long")
                .type(STRING, "java.lang.String")
                .type(TIMESPAN, "jdk.jfr.Timespan", "value:" + STRING)
                .type(MODULE, "jdk.types.Module", "name:" + SYMBOL + "*")
                .type(SYMBOL, "jdk.types.Symbol", "string:" + STRING)
                .type(FRAME_TYPE, "jdk.types.FrameType", "description:" + STRING)
                .type(THREAD_STATE, "jdk.types.ThreadState", "name:" + STRING)
                .type(
                        METHOD,
                        "jdk.types.Method",
                        "type:" + CLASS + "*",
                        "name:" + SYMBOL + "*",
                        "descriptor:" + SYMBOL + "*",
                        "modifiers:" + INT,
                        "hidden:" + BOOLEAN)
                .type(
                        STACK_FRAME,
                        "jdk.types.StackFrame",
                        "method:" + METHOD + "*",
                        "lineNumber:" + INT,
                        "bytecodeIndex:" + INT,
                        "type:" + FRAME_TYPE + "*")
                .type(STACK_TRACE, "jdk.types.StackTrace", "truncated:" + BOOLEAN, "frames:" + STACK_FRAME + "[]");
        String[] ofClass = {"classLoader:" + LONG, "name:" + SYMBOL + "*", "package:" + MODULE + "*", "modifiers:" + INT
        };
        chunk.type(CLASS, "java.lang.Class", release >= 17 ? with(ofClass, "hidden:" + BOOLEAN) : ofClass);
        String[] ofThread = {"osName:" + STRING, "osThreadId:" + LONG, "javaName:" + STRING, "javaThreadId:" + LONG};
        chunk.type(THREAD, "java.lang.Thread", release >= 21 ? with(ofThread, "virtual:" + BOOLEAN) : ofThread);
        chunk.type(
                        EXECUTION_SAMPLE,
                        "jdk.ExecutionSample",
                        "startTime:" + LONG,
                        "sampledThread:" + THREAD + "*",
                        "stackTrace:" + STACK_TRACE + "*",
                        "state:" + THREAD_STATE + "*")
                .type(
                        MONITOR_ENTER,
                        "jdk.JavaMonitorEnter",
                        "startTime:" + LONG,
                        "duration:" + LONG + "%",
                        "eventThread:" + THREAD + "*",
                        "stackTrace:" + STACK_TRACE + "*",
                        "monitorClass:" + CLASS + "*",
                        "previousOwner:" + THREAD + "*",
                        "address:" + LONG)
                .type(
                        NEW_TLAB,
                        "jdk.ObjectAllocationInNewTLAB",
                        "startTime:" + LONG,
                        "eventThread:" + THREAD + "*",
                        "stackTrace:" + STACK_TRACE + "*",
                        "objectClass:" + CLASS + "*",
                        "allocationSize:" + LONG,
                        "tlabSize:" + LONG)
                .type(
                        CPU_TIME_SAMPLE,
                        "jdk.CPUTimeSample",
                        "startTime:" + LONG,
                        "stackTrace:" + STACK_TRACE + "*",
                        "eventThread:" + THREAD + "*",
                        "failed:" + BOOLEAN,
                        "samplingPeriod:" + LONG + "%",
                        "biased:" + BOOLEAN)
                .type(
                        CPU_TIME_SAMPLES_LOST,
                        "jdk.CPUTimeSamplesLost",
                        "startTime:" + LONG,
                        "lostSamples:" + INT,
                        "eventThread:" + THREAD + "*")
                .type(
                        ACTIVE_SETTING,
                        "jdk.ActiveSetting",
                        "startTime:" + LONG,
                        "id:" + LONG,
                        "name:" + STRING,
                        "value:" + STRING);
        return this;
    }

    private static String[] with(String[] fields, String more) {
        String[] all = java.util.Arrays.copyOf(fields, fields.length + 1);
        all[fields.length] = more;
        return all;
    }

    private JdkLayout constants() {
        EncodedBytes symbols = new EncodedBytes();
        String[] names = {
            "demo/Main", "run", "()V", "step", "(I)I", "java/lang/Object", "demo/Main$$Lambda$14/0x0000000800c03000"
        };
        for (int i = 0; i < names.length; i++) {
            symbols.varint(i + 1).text(names[i]);
        }
        chunk.pool(SYMBOL, names.length, symbols);
        chunk.pool(
                CLASS,
                3,
                new EncodedBytes().bytes(classOf(1, 1)).bytes(classOf(2, 6)).bytes(classOf(3, 7)));
        chunk.pool(
                METHOD,
                3,
                new EncodedBytes()
                        .varints(1, 1, 2, 3, 1)
                        .u1(0)
                        .varints(2, 1, 4, 5, 1)
                        .u1(0)
                        .varints(3, 3, 4, 5, 1)
                        .u1(0));
        chunk.pool(
                FRAME_TYPE,
                3,
                new EncodedBytes()
                        .varint(1)
                        .text("Interpreted")
                        .varint(2)
                        .text("JIT compiled")
                        .varint(3)
                        .text("Inlined"));
        chunk.pool(THREAD_STATE, 1, new EncodedBytes().varint(1).text("STATE_RUNNABLE"));
        chunk.pool(THREAD, 2, new EncodedBytes().bytes(thread(1, "main")).bytes(thread(2, "worker")));
        chunk.pool(
                STACK_TRACE,
                3,
                new EncodedBytes()
                        .varint(1)
                        .u1(0)
                        .varint(2)
                        .varints(2, 20, 7, 2)
                        .varints(1, 10, 3, 1)
                        .varint(2)
                        .u1(0)
                        .varint(3)
                        .varints(3, 33, 300, 3)
                        .varints(2, 21, 9, 2)
                        .varints(1, 10, 3, 1)
                        .varint(3)
                        .u1(1)
                        .varint(1)
                        .varints(1, 70_000, 3, 1));
        return this;
    }

    private byte[] classOf(int id, int name) {
        EncodedBytes bytes = new EncodedBytes().varints(id, 0, name, 0, 1);
        return (release >= 17 ? bytes.u1(0) : bytes).toByteArray();
    }

    private byte[] thread(int id, String name) {
        EncodedBytes bytes = new EncodedBytes()
                .varint(id)
                .text(name)
                .varint(100 + id)
                .text(name)
                .varint(id);
        return (release >= 21 ? bytes.u1(0) : bytes).toByteArray();
    }

    private JdkLayout events() {
        long time = SyntheticChunk.START_TICKS;
        chunk.event(
                ACTIVE_SETTING,
                new EncodedBytes()
                        .varints(time, EXECUTION_SAMPLE)
                        .text("period")
                        .text("20 ms"));
        for (int i = 0; i < 6; i++) {
            chunk.event(EXECUTION_SAMPLE, new EncodedBytes().varints(time + i, 1 + i % 2, 1 + i % 3, 1));
        }
        chunk.event(MONITOR_ENTER, new EncodedBytes().varints(time, 5000, 1, 1, 2, 2, 4711));
        chunk.event(NEW_TLAB, new EncodedBytes().varints(time, 2, 2, 2, 24, 2048));
        for (int i = 0; i < 2; i++) {
            chunk.event(
                    CPU_TIME_SAMPLE,
                    new EncodedBytes()
                            .varints(time + i, 1 + i, 1)
                            .u1(0)
                            .varint(10_000_000)
                            .u1(0));
        }
        chunk.event(CPU_TIME_SAMPLES_LOST, new EncodedBytes().varints(time, 3, 1));
        // A sample without a stack.
        chunk.event(EXECUTION_SAMPLE, new EncodedBytes().varints(time + 9, 1, 0, 1));
        return this;
    }
}
