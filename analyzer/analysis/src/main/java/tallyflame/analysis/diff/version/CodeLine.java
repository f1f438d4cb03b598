package tallyflame.analysis.diff.version;

import java.util.Comparator;

/**
 * A line of a method; overloads are one method.
 *
 * @param className binary name with dots, empty for code of no class
 * @param line source line, 0 or less if it is not known
 */
public record CodeLine(String className, String method, int line) implements Comparable<CodeLine> {
    private static final Comparator<CodeLine> ORDER =
            Comparator.comparing((CodeLine line) -> line.function()).thenComparingInt(CodeLine::line);

    /** {@code pkg.Class.method}, or a bare symbol. */
    public String function() {
        return nameOf(className, method);
    }

    static String nameOf(String className, String method) {
        return className.isEmpty() ? method : className + "." + method;
    }

    @Override
    public int compareTo(CodeLine other) {
        return ORDER.compare(this, other);
    }
}
