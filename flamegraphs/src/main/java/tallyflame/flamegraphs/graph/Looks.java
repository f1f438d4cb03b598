package tallyflame.flamegraphs.graph;

import java.util.Arrays;
import tallyflame.flamegraphs.FrameType;
import tallyflame.flamegraphs.Frames;

/** Which frames look alike in a graph, and what is written on them. One for each set of frames. */
final class Looks {
    private static final FrameType[] TYPES = FrameType.values();

    private final Labels labels;
    private final Frames frames;
    private final boolean lines;
    private final int[] functions;
    private final int[] keys;
    /** Label by key and type, 0 where not yet asked for; otherwise one more than the label. */
    private final int[] labelCache;

    Looks(Labels labels, Frames frames, boolean lines) {
        this.labels = labels;
        this.frames = frames;
        this.lines = lines;
        functions = new int[frames.methods()];
        Arrays.setAll(functions, m -> labels.function(frames.className(m), frames.methodName(m)));
        keys = keys();
        labelCache = new int[frames.size() * TYPES.length];
    }

    /** The smallest of the frames that look like this one. */
    int key(int frame) {
        return keys[frame];
    }

    /** The label for a key and the way its code mostly ran. */
    @SuppressWarnings("EnumOrdinal") // a place in a cache that lives no longer than the enum
    int label(int key, FrameType type) {
        int slot = key * TYPES.length + type.ordinal();
        if (labelCache[slot] == 0) {
            labelCache[slot] = 1 + labels.label(functions[frames.methodOf(key)], line(key), type);
        }
        return labelCache[slot] - 1;
    }

    private int[] keys() {
        Labels looks = new Labels();
        int[] keyOfFrame = new int[frames.size()];
        int[] keyOfLook = new int[frames.size()];
        for (int frame = 0; frame < keyOfFrame.length; frame++) {
            int look = looks.label(functions[frames.methodOf(frame)], line(frame), family(frames.type(frame)));
            if (keyOfLook[look] == 0) {
                keyOfLook[look] = frame + 1;
            }
            keyOfFrame[frame] = keyOfLook[look] - 1;
        }
        return keyOfFrame;
    }

    private int line(int frame) {
        return lines ? frames.line(frame) : Frames.UNKNOWN;
    }

    /** Java code is one family however it ran. */
    private static FrameType family(FrameType type) {
        return switch (type) {
            case INTERPRETED, JIT_COMPILED, INLINED, C1_COMPILED -> FrameType.JIT_COMPILED;
            case NATIVE, CPP, KERNEL, CLASS -> type;
        };
    }
}
