package tallyflame.analysis.diff.version;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import tallyflame.counts.ClassCounts;
import tallyflame.counts.LineHits;
import tallyflame.counts.MethodCounts;
import tallyflame.counts.code.CodeUnit;
import tallyflame.counts.code.LineId;
import tallyflame.counts.code.MethodId;

/**
 * The exact counts of one execution, by function and line.
 *
 * @param work alerts counted over, 1 if it was an execution without alerts
 * @param entries of functions, overloads added up
 * @param hits of lines
 * @param shapes hits of a function's lines in their order: what a renamed function still has
 * @param classes the counted classes by name
 */
public record VersionCounts(
        long work,
        Map<MethodId, Long> entries,
        Map<LineId, Long> hits,
        Map<MethodId, List<Long>> shapes,
        Map<String, ClassCounts> classes) {
    static VersionCounts of(List<ClassCounts> classes, long work) {
        Map<MethodId, Long> entries = new HashMap<>();
        Map<LineId, Long> hits = new HashMap<>();
        Map<MethodId, List<Long>> shapes = new HashMap<>();
        Map<String, ClassCounts> byName = new HashMap<>();
        for (ClassCounts counted : classes) {
            byName.put(counted.name(), counted);
            for (MethodCounts method : counted.methods()) {
                MethodId function = counted.id(method).function();
                entries.merge(function, method.entered(), Long::sum);
                List<Long> shape = shapes.computeIfAbsent(function, name -> new ArrayList<>());
                for (LineHits line : method.lines()) {
                    hits.merge(new LineId(function, line.line()), line.hits(), Long::sum);
                    shape.add(line.hits());
                }
            }
        }
        return new VersionCounts(Math.max(work, 1), entries, hits, shapes, byName);
    }

    /** The lines and functions whose counts another execution of the same work does not have. */
    Set<CodeUnit> unlike(VersionCounts other) {
        Set<CodeUnit> unlike = new HashSet<>();
        entries.forEach((function, count) -> {
            if (work == other.work && !count.equals(other.entries.get(function))) {
                unlike.add(function);
            }
        });
        hits.forEach((line, count) -> {
            if (work == other.work && !count.equals(other.hits.get(line))) {
                unlike.add(line);
            }
        });
        return unlike;
    }

    /** How often a function is called for one unit of work, 0 if it is not there. */
    public double calls(MethodId function) {
        return (double) entries.getOrDefault(function, 0L) / work;
    }

    /** How often a line is hit for one unit of work, 0 if it is not there. */
    public double hitsPerWork(LineId line) {
        return (double) hits.getOrDefault(line, 0L) / work;
    }

    /** How often a line is hit in one call of its method, 0 if that was never called. */
    public double hitsPerCall(LineId line) {
        long calls = entries.getOrDefault(line.method(), 0L);
        return calls == 0 ? 0 : (double) hits.getOrDefault(line, 0L) / calls;
    }

    /** The same counts under other names. */
    public VersionCounts renamed(UnaryOperator<MethodId> function, UnaryOperator<LineId> line) {
        Map<MethodId, Long> newEntries = new HashMap<>();
        entries.forEach((name, count) -> newEntries.merge(function.apply(name), count, Long::sum));
        Map<LineId, Long> newHits = new HashMap<>();
        hits.forEach((place, count) -> newHits.merge(line.apply(place), count, Long::sum));
        Map<MethodId, List<Long>> newShapes = new HashMap<>();
        shapes.forEach((name, shape) -> newShapes.put(function.apply(name), shape));
        return new VersionCounts(work, newEntries, newHits, newShapes, classes);
    }
}
