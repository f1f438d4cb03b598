package tallyflame.analysis.counts;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntBinaryOperator;
import tallyflame.counts.Branch;
import tallyflame.counts.ClassCounts;
import tallyflame.counts.MethodCounts;
import tallyflame.counts.code.SourceMap;
import tallyflame.flamegraphs.Frames;
import tallyflame.flamegraphs.Profile;

/**
 * Where only the lines of a method's own file can be shown: those of code that was inlined are taken for the line that calls it, as
 * if it had not been inlined. Which these are is known of classes that were counted.
 */
public final class InlinedLines {
    private final Map<String, SourceMap> maps = new HashMap<>();

    private InlinedLines() {}

    /** What the counts of classes say about their lines. */
    public static InlinedLines of(Collection<ClassCounts> classes) {
        InlinedLines lines = new InlinedLines();
        for (ClassCounts type : classes) {
            if (type.sourceMap() != SourceMap.NONE) {
                lines.maps.putIfAbsent(type.name(), type.sourceMap());
            }
        }
        return lines;
    }

    /** Lets the frames of profiles show these lines. */
    public void show(List<Profile> profiles) {
        if (!maps.isEmpty()) {
            profiles.forEach(profile ->
                    profile.tree().frames().showLines(in(profile.tree().frames())));
        }
    }

    /** The line to show, of a method of these frames and a line of its class file. */
    public IntBinaryOperator in(Frames frames) {
        SourceMap[] byMethod = new SourceMap[maps.isEmpty() ? 0 : frames.methods()];
        for (int method = 0; method < byMethod.length; method++) {
            byMethod[method] = maps.get(frames.className(method));
        }
        return (method, line) ->
                method < byMethod.length && byMethod[method] != null ? byMethod[method].ownLine(line) : line;
    }

    /** Counts of the lines and branches that are the class's own; an inlined line is no line of the file, and its hits are no call's. */
    public static List<ClassCounts> own(List<ClassCounts> classes) {
        return classes.stream().map(InlinedLines::own).toList();
    }

    private static ClassCounts own(ClassCounts type) {
        SourceMap map = type.sourceMap();
        if (map == SourceMap.NONE) {
            return type;
        }
        List<MethodCounts> methods = new ArrayList<>();
        for (MethodCounts method : type.methods()) {
            List<Branch> branches = method.branches().stream()
                    .filter(branch -> !map.isInlined(branch.line()))
                    .toList();
            methods.add(new MethodCounts(
                    method.name(),
                    method.descriptor(),
                    method.firstLine(),
                    method.entered(),
                    method.leftByException(),
                    method.residual(),
                    method.inFlight(),
                    method.lines().stream()
                            .filter(line -> !map.isInlined(line.line()))
                            .toList(),
                    branches));
        }
        return new ClassCounts(type.name(), type.identity(), type.sourceFile(), map, methods);
    }
}
