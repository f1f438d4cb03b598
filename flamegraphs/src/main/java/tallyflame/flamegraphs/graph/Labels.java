package tallyflame.flamegraphs.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tallyflame.flamegraphs.FrameType;
import tallyflame.flamegraphs.Frames;

/**
 * The distinct boxes' texts of one or more graphs, numbered from 0: a method, the line where lines are shown, and the way
 * the code ran. Graphs that share a {@code Labels} can be switched between without repeating the names. Not thread-safe.
 */
public final class Labels {
    private record Label(int method, int line, FrameType type) {}

    private final Frames frames;
    private final List<Label> labels = new ArrayList<>();
    private final Map<Label, Integer> ids = new HashMap<>();

    /** @param frames the frames whose methods the labels name */
    public Labels(Frames frames) {
        this.frames = frames;
    }

    /** The number of a label, added if it is new; {@code line} may be {@link Frames#UNKNOWN}. */
    public int label(int method, int line, FrameType type) {
        return ids.computeIfAbsent(new Label(method, line, type), label -> {
            labels.add(label);
            return labels.size() - 1;
        });
    }

    /** How many labels there are. */
    public int size() {
        return labels.size();
    }

    /** The method of a label, as numbered by {@link #frames}. */
    public int method(int label) {
        return labels.get(label).method();
    }

    /** Source line, or {@link Frames#UNKNOWN} where lines are not shown or not known. */
    public int line(int label) {
        return labels.get(label).line();
    }

    /** How the code ran. */
    public FrameType type(int label) {
        return labels.get(label).type();
    }

    /** The frames whose methods the labels name. */
    public Frames frames() {
        return frames;
    }

    /** What a box says: {@code pkg.Class.method}, and {@code :line} where lines are shown. */
    public String text(int label) {
        String name = frames.functionName(method(label));
        return line(label) < 0 ? name : name + ":" + line(label);
    }
}
