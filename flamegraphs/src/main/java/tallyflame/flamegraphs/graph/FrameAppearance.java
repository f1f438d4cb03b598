package tallyflame.flamegraphs.graph;

import java.util.Arrays;
import tallyflame.flamegraphs.Frames;

/** Which frames look alike in a graph, and what is written on them. One for each set of frames. */
final class FrameAppearance {
    private final Labels labels;
    private final Frames frames;
    private final boolean lines;
    private final int[] functions;
    private final int[] keys;
    /** Label by frame, 0 where not yet asked for; otherwise one more than the label. */
    private final int[] labelCache;

    FrameAppearance(Labels labels, Frames frames, boolean lines) {
        this.labels = labels;
        this.frames = frames;
        this.lines = lines;
        functions = new int[frames.methods()];
        Arrays.setAll(functions, m -> labels.function(frames.className(m), frames.methodName(m)));
        keys = keys();
        labelCache = new int[frames.size()];
    }

    /** The smallest of the frames that look like this one. */
    int key(int frame) {
        return keys[frame];
    }

    /** The label of a box that shows a frame, -1 for none. */
    int label(int frame) {
        if (frame < 0) {
            return -1;
        }
        if (labelCache[frame] == 0) {
            int key = keys[frame];
            labelCache[frame] = 1 + labels.label(functions[frames.methodOf(key)], line(key), frames.type(frame));
        }
        return labelCache[frame] - 1;
    }

    private int[] keys() {
        Labels distinctFrames = new Labels();
        int[] keyOfFrame = new int[frames.size()];
        int[] keyOfDistinct = new int[frames.size()];
        for (int frame = 0; frame < keyOfFrame.length; frame++) {
            int distinct = distinctFrames.label(
                    functions[frames.methodOf(frame)],
                    line(frame),
                    frames.type(frame).family());
            if (keyOfDistinct[distinct] == 0) {
                keyOfDistinct[distinct] = frame + 1;
            }
            keyOfFrame[frame] = keyOfDistinct[distinct] - 1;
        }
        return keyOfFrame;
    }

    private int line(int frame) {
        return lines ? frames.shownLine(frame) : Frames.UNKNOWN;
    }
}
