package tallyflame.analysis.counts;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tallyflame.counts.Allocated;
import tallyflame.counts.Allocations;
import tallyflame.counts.Branch;
import tallyflame.counts.BranchOutcome;
import tallyflame.counts.ClassCounts;
import tallyflame.counts.LineHits;
import tallyflame.counts.MethodCounts;
import tallyflame.counts.code.MethodId;

/**
 * A figure that two count passes of the same work do not agree on.
 *
 * @param className binary name with dots
 * @param method empty if the whole class differs
 * @param line source line; 0 if the figure is of no line
 * @param what which figure: {@code class}, {@code method}, {@code entered}, {@code left by exception}, {@code hits}, {@code branch 0
 *     outcome 1 →12}, {@code objects of int[]} or {@code bytes of int[]}
 * @param first value in the first pass, {@link #ABSENT} if the figure is not in it
 * @param second value in the second pass
 */
public record CountDifference(
        String className, Optional<MethodId> method, int line, String what, long first, long second) {
    /** In place of a figure that a pass does not have. */
    public static final long ABSENT = Long.MIN_VALUE;

    private record Figure(String className, Optional<MethodId> method, int line, String what) {
        private static final Comparator<Figure> ORDER = Comparator.comparing(Figure::className)
                .thenComparing(figure -> text(figure.method()))
                .thenComparing(Figure::line)
                .thenComparing(Figure::what);
    }

    private static String text(Optional<MethodId> method) {
        return method.map(MethodId::toString).orElse("");
    }

    /** Everything on which two passes differ, by class, method and line; empty if they agree on every count. */
    public static List<CountDifference> between(List<ClassCounts> first, List<ClassCounts> second) {
        Map<Figure, Long> before = figures(first);
        Map<Figure, Long> after = figures(second);
        Map<Figure, Long> all = figures(first);
        all.putAll(after);
        List<CountDifference> differences = new ArrayList<>();
        for (Figure figure : all.keySet()) {
            long a = before.getOrDefault(figure, ABSENT);
            long b = after.getOrDefault(figure, ABSENT);
            boolean within = !figure.what().equals("class") && !both(before, after, figure, Optional.empty(), "class");
            boolean detail = figure.method().isPresent() && !figure.what().equals("entered");
            within |= detail && !both(before, after, figure, figure.method(), "entered");
            if (a != b && !within) {
                differences.add(
                        new CountDifference(figure.className(), figure.method(), figure.line(), figure.what(), a, b));
            }
        }
        return differences;
    }

    /** How many counts there are to agree on; the versions of the classes are none. */
    static long figureCount(List<ClassCounts> classes) {
        return figures(classes).keySet().stream()
                .filter(figure -> !figure.what().equals("class"))
                .count();
    }

    /** Whether both passes know the class or method that a figure is of; if not, that alone is named. */
    private static boolean both(
            Map<Figure, Long> first, Map<Figure, Long> second, Figure figure, Optional<MethodId> method, String what) {
        Figure whole = new Figure(figure.className(), method, 0, what);
        return first.containsKey(whole) && second.containsKey(whole);
    }

    /** {@code org.acme.Sky.bright(int[]) line 8, branch 0 outcome 0 →9: 30 and 31}. */
    public String words() {
        String where = method.map(MethodId::words).orElse(className) + (line > 0 ? " line " + line : "");
        if (first == ABSENT || second == ABSENT) {
            return where + ": only in the " + (first == ABSENT ? "second" : "first") + " count";
        }
        if (what.equals("class")) {
            return where + ": the two counts are of different versions of the class";
        }
        return where + ", " + what + ": " + first + " and " + second;
    }

    private static Map<Figure, Long> figures(List<ClassCounts> classes) {
        Map<Figure, Long> figures = new TreeMap<>(Figure.ORDER);
        for (ClassCounts counted : classes) {
            figures.merge(new Figure(counted.name(), Optional.empty(), 0, "class"), counted.identity(), Long::sum);
            for (MethodCounts method : counted.methods()) {
                add(figures, counted.id(method), method);
            }
        }
        return figures;
    }

    private static void add(Map<Figure, Long> figures, MethodId id, MethodCounts method) {
        figures.merge(figure(id, 0, "entered"), method.entered(), Long::sum);
        figures.merge(figure(id, 0, "left by exception"), method.leftByException(), Long::sum);
        for (LineHits line : method.lines()) {
            figures.merge(figure(id, line.line(), "hits"), line.hits(), Long::sum);
        }
        for (Allocated one : method.allocations().map(Allocations::allocated).orElse(List.of())) {
            figures.merge(figure(id, one.line(), "objects of " + one.type()), one.objects(), Long::sum);
            figures.merge(figure(id, one.line(), "bytes of " + one.type()), one.bytes(), Long::sum);
        }
        for (Branch branch : method.branches()) {
            int way = 0;
            for (BranchOutcome outcome : branch.outcomes()) {
                String what = "branch " + branch.ordinal() + " outcome " + way++ + " →" + outcome.toLine();
                figures.merge(figure(id, branch.line(), what), outcome.count(), Long::sum);
            }
        }
    }

    private static Figure figure(MethodId method, int line, String what) {
        return new Figure(method.className(), Optional.of(method), line, what);
    }
}
