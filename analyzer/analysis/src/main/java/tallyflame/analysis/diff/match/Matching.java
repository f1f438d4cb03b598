package tallyflame.analysis.diff.match;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tallyflame.analysis.diff.version.SourceLines;
import tallyflame.analysis.diff.version.Version;
import tallyflame.analysis.functions.FrameMethods;
import tallyflame.analysis.source.SourceText;
import tallyflame.counts.ClassCounts;
import tallyflame.counts.code.LineId;
import tallyflame.counts.code.MethodId;

/**
 * Under which name and line the functions and lines of the first version appear in the second: renamed functions under their new
 * names, their lines by their order where counts show that they are the same, other lines where the difference of the sources puts
 * them. A line that is gone keeps its place with a negative number.
 */
public final class Matching {
    private static final LineMap NONE = LineMap.of(List.of(), List.of(), LineMap.Hits.UNKNOWN);

    private final Version before;
    private final Version after;
    private final Map<MethodId, MethodId> renames;
    private final Map<String, String> renamedClasses = new HashMap<>();
    private final Map<LineId, Integer> inOrder = new HashMap<>();
    private final Map<LineId, LineId> sources = new HashMap<>();
    private final Map<List<String>, Optional<LineMap>> maps = new HashMap<>();
    private final Set<String> byNumber = new TreeSet<>();

    /** @param renames functions by the ones they were */
    public Matching(Version before, Version after, Map<MethodId, MethodId> renames) {
        this.before = before;
        this.after = after;
        this.renames = renames;
        Set<String> remaining = classes(after);
        renames.forEach((from, to) -> {
            if (!remaining.contains(from.className())) {
                renamedClasses.putIfAbsent(from.className(), to.className());
            }
            order(from, to);
        });
    }

    private static Set<String> classes(Version version) {
        Set<String> classes = new HashSet<>();
        version.counted().ifPresent(counts -> classes.addAll(counts.classes().keySet()));
        version.forks().forEach(fork -> fork.functions().keySet().forEach(name -> classes.add(name.className())));
        return classes;
    }

    /** Of a renamed function that was counted each line has the hits of the one at its place. */
    private void order(MethodId from, MethodId to) {
        List<Integer> old = SourceLines.counted(before, from);
        List<Integer> now = SourceLines.counted(after, to);
        for (int line = 0; line < old.size() && old.size() == now.size(); line++) {
            inOrder.put(new LineId(from, old.get(line)), now.get(line));
        }
    }

    /** What the function is in the second version. */
    public MethodId function(MethodId function) {
        return renames.getOrDefault(function, function);
    }

    /** The line's place in the second version. */
    public LineId line(LineId line) {
        Integer known = inOrder.get(line);
        int number = known != null
                ? known
                : map(line.method()).map(map -> map.after(line.line())).orElse(line.line());
        LineId moved = new LineId(function(line.method()), number > 0 ? number : -line.line());
        sources.putIfAbsent(moved, line);
        return moved;
    }

    /** What a line of the second version was, of those that {@link #line} was asked about. */
    public Optional<LineId> was(LineId moved) {
        return Optional.ofNullable(sources.get(moved));
    }

    /** What a line of the first version was if it is another text in the second, the names of renamed functions aside. */
    public Optional<String> edited(LineId line) {
        if (inOrder.containsKey(line)) {
            LineId moved = line(line);
            String old = before.text(line);
            return old.isEmpty() || sameButNames(old, after.text(moved)) ? Optional.empty() : Optional.of(old);
        }
        return map(line.method())
                .flatMap(map -> map.edited(line.line()))
                .filter(old -> !sameButNames(old, after.text(line(line))));
    }

    private boolean sameButNames(String old, String now) {
        String one = old;
        String other = now;
        for (Map.Entry<MethodId, MethodId> rename : renames.entrySet()) {
            MethodId from = rename.getKey();
            MethodId to = rename.getValue();
            one = withoutClass(one, from).replaceAll(called(from.name()), Matcher.quoteReplacement(to.name()));
            other = withoutClass(other, to);
        }
        return one.strip().equals(other.strip());
    }

    /** A name where it is that of a method: before parentheses, or after two colons. */
    private static String called(String name) {
        return "\\b" + quoted(name) + "(?=\\s*\\()|(?<=::)" + quoted(name) + "\\b";
    }

    private static String withoutClass(String text, MethodId function) {
        String name = function.className();
        String simple = name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
        return text.replaceAll("\\b" + quoted(simple) + "\\.", "");
    }

    private static String quoted(String name) {
        return Pattern.quote(name);
    }

    /** Classes whose source was not found for both versions although it may have changed: their lines are matched by number. */
    public Set<String> byNumber() {
        return byNumber;
    }

    /** The map of the lines of a function's class; empty where they are the same. */
    private Optional<LineMap> map(MethodId function) {
        String from = function.className();
        String to = renames.containsKey(function)
                ? renames.get(function).className()
                : renamedClasses.getOrDefault(from, from);
        Optional<LineMap> known = maps.get(List.of(from, to));
        if (known == null) {
            known = make(from, to);
            maps.put(List.of(from, to), known);
        }
        return known;
    }

    private Optional<LineMap> make(String className, String newName) {
        if (className.isEmpty() || FrameMethods.isJdk(className)) {
            return Optional.empty();
        }
        ClassCounts old = before.classOf(className);
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
                            LineMap.of(first.get().lines(), second.get().lines(), hits(className, newName)));
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

    private LineMap.Hits hits(String className, String newName) {
        Map<Integer, Double> old = SourceLines.hitsPerCall(before, className);
        Map<Integer, Double> now = SourceLines.hitsPerCall(after, newName);
        return (one, other) -> old.getOrDefault(one, 0.0) > 0 && old.get(one).equals(now.get(other));
    }
}
