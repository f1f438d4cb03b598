package tallyflame.analysis.lines;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tallyflame.counts.Branch;
import tallyflame.counts.BranchOutcome;

/**
 * A branch with how evenly its outcomes are taken.
 *
 * @param method the method it belongs to
 * @param branch its counts
 * @param taken how often it was executed: the sum of its outcomes
 * @param likeliest share of the outcome taken most often
 * @param balance entropy of the outcomes divided by that of equally frequent ones: 0 if one outcome is always taken, 1 if
 *     all are equally frequent
 */
public record BranchRow(MethodLines method, Branch branch, long taken, double likeliest, double balance) {
    /** By which branches are sorted. Among equals those executed most come first. */
    public enum Order {
        /** Branches that nearly always go one way first. */
        LOPSIDED,
        /** Branches that go every way equally often, which processors predict worst, first. */
        BALANCED
    }

    /** All executed branches of a report's methods. */
    public static List<BranchRow> of(LineReport report, Order order) {
        List<BranchRow> rows = new ArrayList<>();
        for (MethodLines method : report.methods()) {
            for (LineRow line : method.rows()) {
                line.branches().stream()
                        .map(branch -> of(method, branch))
                        .filter(row -> row.taken() > 0)
                        .forEach(rows::add);
            }
        }
        Comparator<BranchRow> byBalance = Comparator.comparingDouble(BranchRow::balance);
        rows.sort((order == Order.LOPSIDED ? byBalance : byBalance.reversed())
                .thenComparing(Comparator.comparingLong(BranchRow::taken).reversed())
                .thenComparing(row -> row.method().name())
                .thenComparing(row -> row.branch().line())
                .thenComparing(row -> row.branch().ordinal()));
        return rows;
    }

    private static BranchRow of(MethodLines method, Branch branch) {
        long taken = branch.outcomes().stream().mapToLong(BranchOutcome::count).sum();
        long most =
                branch.outcomes().stream().mapToLong(BranchOutcome::count).max().orElse(0);
        double entropy = 0;
        for (BranchOutcome outcome : branch.outcomes()) {
            double p = (double) outcome.count() / taken;
            entropy -= outcome.count() == 0 ? 0 : p * Math.log(p);
        }
        int ways = branch.outcomes().size();
        return new BranchRow(method, branch, taken, (double) most / taken, ways < 2 ? 0 : entropy / Math.log(ways));
    }
}
