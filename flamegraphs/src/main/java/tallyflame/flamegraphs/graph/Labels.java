package tallyflame.flamegraphs.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tallyflame.flamegraphs.FrameType;
import tallyflame.flamegraphs.Frames;

/**
 * The distinct texts of the boxes of one or more graphs, numbered from 0: a function, the line where lines are shown, and
 * the way the code ran. Overloads are one function. Graphs that share a {@code Labels} can be compared and switched between
 * without repeating the names, wherever their frames came from. Not thread-safe.
 */
public final class Labels {
    /** A function by its dotted class name, which is empty for native symbols, and its own name. */
    private record Function(String className, String name) {}

    private record Label(int function, int line, FrameType type) {}

    private final List<Function> functions = new ArrayList<>();
    private final Map<Function, Integer> functionIds = new HashMap<>();
    private final List<Label> labels = new ArrayList<>();
    private final Map<Label, Integer> ids = new HashMap<>();

    /** The number of a function, added if it is new; {@code className} is dotted, or empty for a native symbol. */
    public int function(String className, String name) {
        return functionIds.computeIfAbsent(new Function(className, name), function -> {
            functions.add(function);
            return functions.size() - 1;
        });
    }

    /** The number of a label, added if it is new; {@code line} may be {@link Frames#UNKNOWN}. */
    public int label(int function, int line, FrameType type) {
        return ids.computeIfAbsent(new Label(function, line, type), label -> {
            labels.add(label);
            return labels.size() - 1;
        });
    }

    /** How many labels there are. */
    public int size() {
        return labels.size();
    }

    /** How many functions there are. */
    public int functions() {
        return functions.size();
    }

    /** Dotted class name of a function, or an empty string. */
    public String className(int function) {
        return functions.get(function).className();
    }

    /** Name of a function without its class. */
    public String name(int function) {
        return functions.get(function).name();
    }

    /** The function of a label. */
    public int functionOf(int label) {
        return labels.get(label).function();
    }

    /** Source line, or {@link Frames#UNKNOWN} where lines are not shown or not known. */
    public int line(int label) {
        return labels.get(label).line();
    }

    /** How the code ran. */
    public FrameType type(int label) {
        return labels.get(label).type();
    }

    /** What a box says: {@code pkg.Class.method}, and {@code :line} where lines are shown. */
    public String text(int label) {
        Function function = functions.get(functionOf(label));
        String name = function.className().isEmpty() ? function.name() : function.className() + "." + function.name();
        return line(label) < 0 ? name : name + ":" + line(label);
    }
}
