package tallyflame.analysis.check;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tallyflame.analysis.diff.Noise;
import tallyflame.analysis.diff.ThroughputRatio;
import tallyflame.analysis.diff.VersionIntervals;
import tallyflame.analysis.diff.match.Renames;
import tallyflame.analysis.diff.version.Version;
import tallyflame.counts.code.MethodId;
import tallyflame.runs.Interval;
import tallyflame.runs.RunDocument.PassResult;

/** Checks a run against budgets. */
public final class Check {
    private final Version run;
    private final Optional<Version> baseline;
    private final Noise noise;
    private final BudgetFile file;
    /** Functions of the baseline that have another name in the run. */
    private final Map<MethodId, MethodId> renames;
    /** What keeps the run from being evidence that a budget is kept; empty if nothing does. */
    private final String failures;

    private Check(Version run, Optional<Version> baseline, Noise noise, BudgetFile file) {
        this.run = run;
        this.baseline = baseline;
        this.noise = noise;
        this.file = file;
        renames = baseline.map(base -> Renames.of(base, run)).orElse(Map.of());
        failures = failures(run);
    }

    /** Alerts that failed did less than they should: a run with such alerts can break a budget, and not keep it. */
    private static String failures(Version run) {
        return run.runs().stream()
                .flatMap(document -> document.passes().stream())
                .map(PassResult::timing)
                .filter(timing -> timing != null && timing.failed() > 0)
                .findFirst()
                .map(timing -> "the module failed on " + timing.failed() + " of " + timing.rows()
                        + " alerts, so that the run is no evidence")
                .orElse("");
    }

    /**
     * What becomes of every budget of a file.
     *
     * @param baseline what relative limits are multiples of
     * @param noise between forks, where there are too few to tell
     */
    public static List<BudgetResult> of(BudgetFile file, Version run, Optional<Version> baseline, Noise noise)
            throws IOException {
        Check check = new Check(run, baseline, noise, file);
        List<BudgetResult> outcomes = new ArrayList<>();
        for (Budget budget : file.budgets()) {
            outcomes.add(check.outcome(budget));
        }
        return outcomes;
    }

    /** The verdict on all of them: failed if any failed, else undecided if any is. */
    public static Verdict overall(List<BudgetResult> outcomes) {
        return outcomes.stream()
                .map(BudgetResult::verdict)
                .max(Verdict::compareTo)
                .orElse(Verdict.PASS);
    }

    private BudgetResult outcome(Budget given) throws IOException {
        Figures figures = new Figures(run, noise);
        MethodId renamed = given.function() == null ? null : renames.get(given.method());
        Budget budget = renamed == null ? given : given.of(renamed);
        Value value = figures.of(budget);
        double limit = budget.bound();
        Value judged = value;
        double bound = limit;
        String missing = value.known() ? "" : value.missing();
        if (budget.relative()) {
            Value base = baseline.isPresent()
                    ? new Figures(baseline.get(), noise).of(given)
                    : Value.none("it is relative: name the run to compare with by --baseline");
            missing = missing.isEmpty() && !base.known() ? base.missing() : missing;
            limit = limit * base.value();
            if (!budget.kind().deterministic()) {
                judged = ratio(budget, value, base);
            } else {
                bound = limit;
            }
        }
        Verdict verdict = missing.isEmpty() ? Judge.verdict(judged, bound, budget.floor()) : Verdict.UNDECIDED;
        if (value.gone()) {
            verdict = Verdict.FAIL;
        } else if (verdict == Verdict.PASS && !failures.isEmpty()) {
            verdict = Verdict.UNDECIDED;
            judged = judged.undecided(failures);
        }
        if (budget.kind() == BudgetKind.LATENCY && !budget.relative() && mayBeLoad(verdict, budget)) {
            String busy = VersionIntervals.busy(run);
            verdict = busy.isEmpty() ? verdict : Verdict.UNDECIDED;
            judged = busy.isEmpty() ? judged : judged.undecided(busy + ", and latency follows the load");
        }
        boolean open = verdict == Verdict.UNDECIDED
                && missing.isEmpty()
                && judged.undecided().isEmpty();
        Integer more = open ? Judge.moreForks(judged, bound) : null;
        SourcePosition place = figures.place(budget, file);
        boolean finite = value.known() && value.missing().isEmpty();
        boolean noisy = finite && !budget.kind().deterministic();
        return new BudgetResult(
                budget.id(),
                budget.kind(),
                budget.kind().deterministic() ? "deterministic" : "statistical",
                verdict,
                finite ? value.value() : null,
                noisy && !Double.isNaN(value.low()) ? value.low() : null,
                noisy && !Double.isNaN(value.high()) ? value.high() : null,
                Double.isNaN(limit) ? null : limit,
                more,
                message(budget, value, limit, verdict, missing, judged.undecided(), more)
                        + (renamed == null ? "" : " (renamed from " + given.function() + ")"),
                place.file(),
                place.line());
    }

    /** Load makes latencies longer: what is short enough under load is so without. */
    private static boolean mayBeLoad(Verdict verdict, Budget budget) {
        return verdict == (budget.floor() ? Verdict.PASS : Verdict.FAIL);
    }

    /** The value as a multiple of the baseline's, with the spread of both. */
    private Value ratio(Budget budget, Value value, Value base) {
        if (budget.kind() == BudgetKind.THROUGHPUT && value.known() && base.known()) {
            ThroughputRatio rates = ThroughputRatio.ofCpu(baseline.orElseThrow(), run, noise);
            Interval ratio = rates.ratio();
            return new Value(ratio.value(), ratio.low(), ratio.high(), value.forks(), "").undecided(rates.undecided());
        }
        double ratio = value.value() / base.value();
        double spread = Math.hypot(
                (value.high() - value.low()) / 2 / value.value(), (base.high() - base.low()) / 2 / base.value());
        String few = value.undecided().isEmpty() ? base.undecided() : value.undecided();
        String loads = budget.kind() == BudgetKind.LATENCY && few.isEmpty() && base.known()
                ? ThroughputRatio.ofWall(baseline.orElseThrow(), run, noise).undecided()
                : few;
        return new Value(ratio, ratio * (1 - spread), ratio * (1 + spread), value.forks(), value.missing())
                .undecided(loads);
    }

    private String message(
            Budget budget,
            Value value,
            double limit,
            Verdict verdict,
            String missing,
            String undecided,
            Integer moreForks) {
        String of = budget.function() == null
                ? budget.kind().label() + (budget.percentile() == null ? "" : " p" + Judge.number(budget.percentile()))
                : budget.function()
                        + (budget.line() != null ? ":" + budget.line() : "")
                        + (budget.text() != null ? " '" + budget.text() + "'" : "");
        if (!missing.isEmpty()) {
            return of + ": " + missing;
        }
        if (!value.missing().isEmpty()) {
            return of + ": called, " + value.missing() + ", and it must not be";
        }
        String unit = budget.kind()
                .unit(run.runs().stream().anyMatch(one -> one.module() != null) ? "an alert" : "an execution");
        String interval = budget.kind().deterministic() || Double.isNaN(value.low())
                ? ""
                : String.format(
                        Locale.ROOT, " (95 %%: %s to %s)", Judge.number(value.low()), Judge.number(value.high()));
        String sentence = of + ": " + Judge.number(value.value()) + interval + " " + unit + ", "
                + (budget.floor() ? "at least " : "at most ") + Judge.number(limit)
                + (budget.relative() ? " (" + budget.bound() + " times the baseline)" : "");
        if (verdict != Verdict.UNDECIDED) {
            return sentence;
        }
        if (!undecided.isEmpty()) {
            return sentence + "; " + undecided;
        }
        return sentence + "; not enough data"
                + (moreForks == null
                        ? ", and more forks would hardly help"
                        : ": about " + moreForks + " more fork" + (moreForks == 1 ? "" : "s") + " would decide it");
    }
}
