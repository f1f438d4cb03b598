package tallyflame.flamegraphs;

/** How the code of a frame ran; the ordinals are those of async-profiler's frame types. */
public enum FrameType {
    INTERPRETED,
    JIT_COMPILED,
    INLINED,
    NATIVE,
    CPP,
    KERNEL,
    C1_COMPILED
}
