package tallyflame.flamegraphs.collapsed;

import tallyflame.flamegraphs.FrameType;

/** The suffixes by which async-profiler's text output tells how the code of a frame ran. */
final class Suffixes {
    private Suffixes() {}

    static String of(FrameType type) {
        return switch (type) {
            case INTERPRETED -> "_[0]";
            case JIT_COMPILED -> "_[j]";
            case INLINED -> "_[i]";
            case KERNEL -> "_[k]";
            case C1_COMPILED -> "_[1]";
            case CLASS -> "_[c]";
            case NATIVE, CPP -> "";
        };
    }

    /** The type that a name's suffix tells, or null where it has none. */
    static FrameType typeOf(String name) {
        for (FrameType type : FrameType.values()) {
            if (!of(type).isEmpty() && name.endsWith(of(type))) {
                return type;
            }
        }
        return null;
    }
}
