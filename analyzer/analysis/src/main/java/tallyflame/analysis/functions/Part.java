package tallyflame.analysis.functions;

import java.util.List;
import java.util.Locale;
import tallyflame.flamegraphs.FrameType;
import tallyflame.flamegraphs.Frames;

/** Whose code a sample was taken in. */
public enum Part {
    /** The user's. */
    OWN("its own"),
    LIBRARIES("libraries"),
    JDK("the JDK"),
    KERNEL("the kernel"),
    /** Threads that compile. */
    JIT("the JIT compiler"),
    /** Threads that collect garbage. */
    GC("the GC"),
    /** The rest of the JVM. */
    JVM("the rest of the JVM");

    /** What is on the stack of threads that do nothing but compile. */
    private static final List<String> COMPILES =
            List.of("CompileBroker::", "C2Compiler::", "Compiler::compile_method", "CompilerThread::");

    /** What is on the stack of threads that collect garbage, or of the VM's thread while it does. */
    private static final List<String> COLLECTS = List.of(
            "GangWorker::",
            "WorkerThread::run",
            "GCTaskThread::",
            "ConcurrentGCThread::run",
            "G1ServiceThread::",
            "G1ConcurrentRefineThread::",
            "G1ConcurrentMarkThread::",
            "ShenandoahControlThread::",
            "ZDriver",
            "ZWorker",
            "VM_GC_Operation::",
            "VM_CollectForAllocation::",
            "VM_GenCollectForAllocation::",
            "VM_G1",
            "VM_ParallelGC",
            "VM_ParallelCollectForAllocation::",
            "VM_SerialCollectForAllocation::",
            "G1CollectedHeap::do_");

    private final String words;

    Part(String words) {
        this.words = words;
    }

    /** What it is called in a sentence. */
    public String words() {
        return words;
    }

    /** Its key in documents. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether everything that a frame of this part calls is of this part too. */
    boolean isWhole() {
        return this == JIT || this == GC;
    }

    /**
     * The part that a frame belongs to.
     *
     * @param own whether its method is the user's
     * @return {@code null} for a frame that is no code
     */
    static Part of(Frames frames, int frame, boolean own) {
        FrameType type = frames.type(frame);
        if (type == FrameType.CLASS) {
            return null;
        }
        int method = frames.methodOf(frame);
        String className = frames.className(method);
        if (className.isEmpty()) {
            return type == FrameType.KERNEL ? KERNEL : ofNative(frames.methodName(method), type);
        }
        return own ? OWN : FrameMethods.isJdk(className) ? JDK : LIBRARIES;
    }

    private static Part ofNative(String symbol, FrameType type) {
        if (type == FrameType.CPP && startsWith(symbol, COMPILES)) {
            return JIT;
        }
        if (type == FrameType.CPP && startsWith(symbol, COLLECTS)) {
            return GC;
        }
        boolean stub = symbol.endsWith(" stub") || symbol.endsWith("_arraycopy") || symbol.startsWith("libjvm");
        return type == FrameType.CPP || stub ? JVM : LIBRARIES;
    }

    private static boolean startsWith(String symbol, List<String> prefixes) {
        for (String prefix : prefixes) {
            if (symbol.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
