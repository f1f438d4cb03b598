package tallyflame.analysis.diff.version;

import java.io.IOException;
import java.io.UncheckedIOException;
import tallyflame.analysis.functions.FrameMethods;
import tallyflame.counts.ClassCounts;

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
}
