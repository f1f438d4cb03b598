package tallyflame.analysis.diff.version;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tallyflame.analysis.functions.FrameMethods;
import tallyflame.counts.ClassCounts;
import tallyflame.counts.LineHits;
import tallyflame.counts.MethodCounts;
import tallyflame.counts.code.LineId;
import tallyflame.counts.code.MethodId;

/** Source files and lines of one version, for tables. */
public final class SourceLines {
    private SourceLines() {}

    /** The source file of a class below its source root. */
    public static String file(Version version, String className) {
        int dot = className.lastIndexOf('.');
        String folder = className.substring(0, dot + 1).replace('.', '/');
        ClassCounts counted = version.classOf(className);
        if (counted != null && !counted.sourceFile().isEmpty()) {
            return folder + counted.sourceFile();
        }
        int dollar = className.indexOf('$', dot + 2);
        return folder + className.substring(dot + 1, dollar < 0 ? className.length() : dollar) + ".java";
    }

    /** The text of a line without indentation, empty if it was not found. */
    public static String text(Version version, String className, int line) {
        if (className.isEmpty() || FrameMethods.isJdk(className)) {
            return "";
        }
        try {
            return version.sources()
                    .of(className, version.classOf(className))
                    .map(source -> source.line(line).strip())
                    .orElse("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The counted lines of a function, overloads one after the other; empty if it was not counted. */
    public static List<Integer> counted(Version version, MethodId function) {
        ClassCounts counted = version.classOf(function.className());
        return counted == null
                ? List.of()
                : counted.methods().stream()
                        .filter(method -> counted.id(method).function().equals(function))
                        .flatMap(method -> method.lines().stream())
                        .map(LineHits::line)
                        .toList();
    }

    /** How often the lines of a class are hit in one call of their method; empty if it was not counted. */
    public static Map<Integer, Double> hitsPerCall(Version version, String className) {
        Map<Integer, Double> hits = new HashMap<>();
        ClassCounts counted = version.classOf(className);
        if (counted != null) {
            VersionCounts counts = version.counted().orElseThrow();
            for (MethodCounts method : counted.methods()) {
                MethodId function = counted.id(method).function();
                method.lines()
                        .forEach(line -> hits.put(line.line(), counts.hitsPerCall(new LineId(function, line.line()))));
            }
        }
        return hits;
    }
}
