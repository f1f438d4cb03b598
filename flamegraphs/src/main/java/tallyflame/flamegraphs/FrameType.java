package tallyflame.flamegraphs;

/** How the code of a frame ran; the codes and their order are those of async-profiler's frame types, as far as it has them. */
public enum FrameType {
    INTERPRETED(0),
    JIT_COMPILED(1),
    INLINED(2),
    NATIVE(3),
    CPP(4),
    KERNEL(5),
    C1_COMPILED(6),
    /** No code: the innermost frame of a sample that is about a class, such as that of the object allocated or of the lock. */
    CLASS(7);

    private static final FrameType[] BY_CODE = values();

    private final int code;

    FrameType(int code) {
        this.code = code;
    }

    /** A small number for compact tables. */
    public int code() {
        return code;
    }

    /** The type of a {@link #code}. */
    public static FrameType of(int code) {
        return BY_CODE[code];
    }

    /** The type that stands for all that look alike: Java code is one family however it ran. */
    public FrameType family() {
        return switch (this) {
            case INTERPRETED, JIT_COMPILED, INLINED, C1_COMPILED -> JIT_COMPILED;
            case NATIVE, CPP, KERNEL, CLASS -> this;
        };
    }
}
