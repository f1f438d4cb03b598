package tallyflame.counts;

import java.util.ArrayList;
import java.util.List;

/** Adds the counts of one class loaded by several class loaders. */
final class Sums {
    private Sums() {}

    /** Whether two classes have the same methods with the same lines and branches. */
    static boolean sameShape(ClassCounts a, ClassCounts b) {
        if (a.methods().size() != b.methods().size()) return false;
        for (int m = 0; m < a.methods().size(); m++) {
            MethodCounts x = a.methods().get(m);
            MethodCounts y = b.methods().get(m);
            boolean same = x.name().equals(y.name())
                    && x.descriptor().equals(y.descriptor())
                    && x.lines().stream()
                            .map(LineHits::line)
                            .toList()
                            .equals(y.lines().stream().map(LineHits::line).toList())
                    && x.branches().size() == y.branches().size();
            if (!same) return false;
        }
        return true;
    }

    /** The sum of two classes of the same shape. */
    static ClassCounts add(ClassCounts a, ClassCounts b) {
        List<MethodCounts> methods = new ArrayList<>();
        for (int m = 0; m < a.methods().size(); m++) {
            methods.add(add(a.methods().get(m), b.methods().get(m)));
        }
        return new ClassCounts(a.name(), a.identity(), a.sourceFile(), methods);
    }

    private static MethodCounts add(MethodCounts a, MethodCounts b) {
        List<LineHits> lines = new ArrayList<>();
        for (int i = 0; i < a.lines().size(); i++) {
            LineHits line = a.lines().get(i);
            lines.add(new LineHits(line.line(), line.hits() + b.lines().get(i).hits()));
        }
        List<Branch> branches = new ArrayList<>();
        for (int i = 0; i < a.branches().size(); i++) {
            branches.add(add(a.branches().get(i), b.branches().get(i)));
        }
        boolean unmeasured = a.leftByException() < 0 || b.leftByException() < 0;
        return new MethodCounts(
                a.name(),
                a.descriptor(),
                a.firstLine(),
                a.entered() + b.entered(),
                unmeasured ? -1 : a.leftByException() + b.leftByException(),
                a.residual() + b.residual(),
                a.inFlight() + b.inFlight(),
                lines,
                branches);
    }

    private static Branch add(Branch a, Branch b) {
        List<BranchOutcome> outcomes = new ArrayList<>();
        for (int i = 0; i < a.outcomes().size(); i++) {
            BranchOutcome outcome = a.outcomes().get(i);
            outcomes.add(new BranchOutcome(
                    outcome.toLine(), outcome.count() + b.outcomes().get(i).count()));
        }
        return new Branch(a.line(), a.ordinal(), a.kind(), outcomes);
    }
}
