package tallyflame.analysis.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The branch at which slow spans begin to do more: it goes on to some line more often than its other outcomes let one expect from
 * typical spans. What runs more often only because it is reached more often keeps the proportion of its outcomes, and is not it.
 *
 * @param branch the outcome that is taken more often
 * @param slow how often it is, in the mean of the slow spans; exact
 * @param typical the same in typical spans
 * @param otherwiseSlow how often another outcome of the branch is taken instead
 * @param otherwiseTypical the same in typical spans
 * @param nanos what more is done where it is taken more often, by the regression of the work of spans on how often they take it
 */
record TurningBranch(
        SpanWork.Site branch,
        double slow,
        double typical,
        double otherwiseSlow,
        double otherwiseTypical,
        double nanos) {
    /** A branch that explains less of the additional work is not where it begins. */
    private static final double LEAST = 0.2;
    /** Branches that explain as much as the best, give or take this, are steps on the same way. */
    private static final double AS_GOOD = 0.9;

    /**
     * Finds it.
     *
     * @param more what slow spans did more, in nanoseconds
     */
    static Optional<TurningBranch> find(WorkModel work, double more) {
        List<TurningBranch> candidates = new ArrayList<>();
        List<SpanWork.Site> sites = work.sites();
        for (int site = 0; site < sites.size(); site++) {
            if (!sites.get(site).isLine()) {
                candidate(work, site).ifPresent(candidates::add);
            }
        }
        double best =
                candidates.stream().mapToDouble(TurningBranch::nanos).max().orElse(0);
        if (best < LEAST * more || best <= 0) {
            return Optional.empty();
        }
        return candidates.stream()
                .filter(one -> one.nanos() >= AS_GOOD * best)
                .min(Comparator.comparingDouble(TurningBranch::arrivals)
                        .thenComparingInt(one -> one.branch().line()));
    }

    /** Whoever is upstream is reached less often. */
    private double arrivals() {
        return slow + otherwiseSlow;
    }

    private static Optional<TurningBranch> candidate(WorkModel work, int site) {
        SpanWork.Site branch = work.sites().get(site);
        double slow = work.slow(site);
        double typical = work.typical(site);
        double otherwiseSlow = 0;
        double otherwiseTypical = 0;
        for (int other = 0; other < work.sites().size(); other++) {
            SpanWork.Site of = work.sites().get(other);
            if (other != site && sameBranch(of, branch)) {
                otherwiseSlow += work.slow(other);
                otherwiseTypical += work.typical(other);
            }
        }
        if (otherwiseTypical == 0) {
            return Optional.empty(); // typical spans do not come here, or always go this way
        }
        double beyond = slow - otherwiseSlow * typical / otherwiseTypical;
        double nanos = beyond * work.nanosPerTime(site);
        return beyond > 0
                ? Optional.of(new TurningBranch(branch, slow, typical, otherwiseSlow, otherwiseTypical, nanos))
                : Optional.empty();
    }

    private static boolean sameBranch(SpanWork.Site one, SpanWork.Site other) {
        return one.line() == other.line()
                && one.ordinal() == other.ordinal()
                && one.method().equals(other.method());
    }
}
