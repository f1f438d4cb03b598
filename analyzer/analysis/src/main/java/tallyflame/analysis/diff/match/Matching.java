package tallyflame.analysis.diff.match;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tallyflame.analysis.diff.version.Version;
import tallyflame.analysis.functions.FrameMethods;
import tallyflame.analysis.source.SourceText;
import tallyflame.counts.ClassCounts;
import tallyflame.counts.code.LineId;
import tallyflame.counts.code.MethodId;

/**
 * Under which name and line the functions and lines of the first version appear in the second: renamed functions under their new
 * names, lines where the difference of the sources puts them. A line that is gone keeps its place with a negative number.
 */
public final class Matching {
    private static final LineMap NONE = LineMap.of(List.of(), List.of());

    private final Version before;
    private final Version after;
    private final Map<MethodId, MethodId> renames;
    private final Map<String, String> renamedClasses = new HashMap<>();
    private final Map<String, Optional<LineMap>> maps = new HashMap<>();
    private final Set<String> byNumber = new TreeSet<>();

    /** @param renames functions by the ones they were */
    public Matching(Version before, Version after, Map<MethodId, MethodId> renames) {
        this.before = before;
        this.after = after;
        this.renames = renames;
        renames.forEach((from, to) -> renamedClasses.putIfAbsent(from.className(), to.className()));
    }

    /** What the function is in the second version. */
    public MethodId function(MethodId function) {
        return renames.getOrDefault(function, function);
    }

    /** The line's place in the second version. */
    public LineId line(LineId line) {
        int number = map(line.method().className())
                .map(map -> map.after(line.line()))
                .orElse(line.line());
        return new LineId(function(line.method()), number > 0 ? number : -line.line());
    }

    /** Classes whose source was not found for both versions although it may have changed: their lines are matched by number. */
    public Set<String> byNumber() {
        return byNumber;
    }

    /** The map of a class's lines; empty where its lines are the same. */
    private Optional<LineMap> map(String className) {
        Optional<LineMap> known = maps.get(className);
        if (known == null) {
            known = make(className);
            maps.put(className, known);
        }
        return known;
    }

    private Optional<LineMap> make(String className) {
        if (className.isEmpty() || FrameMethods.isJdk(className)) {
            return Optional.empty();
        }
        ClassCounts old = before.classOf(className);
        String newName = renamedClasses.getOrDefault(className, className);
        ClassCounts now = after.classOf(newName);
        if (old != null && now != null && old.identity() == now.identity()) {
            return Optional.empty();
        }
        try {
            Optional<SourceText> first = before.sources().of(className, old);
            Optional<SourceText> second = after.sources().of(newName, now);
            boolean changed = old != null && now != null;
            if (first.isPresent() && second.isPresent()) {
                boolean same = first.get().location().equals(second.get().location());
                if (!same || !changed) {
                    return Optional.of(
                            LineMap.of(first.get().lines(), second.get().lines()));
                }
            }
            if (changed) {
                byNumber.add(className);
            }
            // A class that only one version has, has no line to be matched with.
            return old != null && now == null && after.counted().isPresent() ? Optional.of(NONE) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
