package tallyflame.analysis.verdicts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import tallyflame.analysis.check.BudgetFile;
import tallyflame.analysis.check.BudgetResult;
import tallyflame.analysis.check.Check;
import tallyflame.analysis.check.Proposal;
import tallyflame.analysis.check.Verdict;
import tallyflame.analysis.diff.Noise;
import tallyflame.analysis.diff.version.Version;

/**
 * What checks said of runs, by budgets that were proposed from others.
 *
 * @param checks how many there were
 * @param budgets in all of them together
 * @param failed checks with a budget that failed
 * @param undecided checks without such a budget, and with one that was undecided
 */
record Gates(int checks, int budgets, int failed, int undecided) {
    /** How runs are dealt: so many propose, so many others are checked, each of a deal once; and anew. */
    record Deal(int proposing, int checked, int deals, long seed) {}

    /** Budgets of some runs, and a check of others of the same code. */
    static <R> Gates ofSame(List<R> runs, Deal how, Alarms.Reader<R> reader, Path folder) throws IOException {
        List<List<BudgetResult>> results = new ArrayList<>();
        Random random = new Random(how.seed());
        int both = how.proposing() + how.checked();
        for (int deal = 0; deal < how.deals(); deal++) {
            List<R> dealt = shuffled(runs, random);
            for (int at = 0; at + both <= dealt.size(); at += both) {
                results.add(check(
                        reader.read(dealt.subList(at, at + how.proposing())),
                        reader.read(dealt.subList(at + how.proposing(), at + both)),
                        folder));
            }
        }
        return of(results);
    }

    /** Budgets of runs of one kind, and a check of runs of another. */
    static <R> Gates ofTwo(List<R> first, List<R> second, Deal how, Alarms.Reader<R> reader, Path folder)
            throws IOException {
        List<List<BudgetResult>> results = new ArrayList<>();
        Random random = new Random(how.seed());
        int most = Math.min(first.size() / how.proposing(), second.size() / how.checked());
        for (int deal = 0; deal < how.deals(); deal++) {
            List<R> proposing = shuffled(first, random);
            List<R> checked = shuffled(second, random);
            for (int at = 0; at < most; at++) {
                results.add(check(
                        reader.read(proposing.subList(at * how.proposing(), (at + 1) * how.proposing())),
                        reader.read(checked.subList(at * how.checked(), (at + 1) * how.checked())),
                        folder));
            }
        }
        return of(results);
    }

    private static <R> List<R> shuffled(List<R> runs, Random random) {
        List<R> dealt = new ArrayList<>(runs);
        Collections.shuffle(dealt, random);
        return dealt;
    }

    private static List<BudgetResult> check(Version proposing, Version checked, Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("proposed-budgets.yaml"), Proposal.of(proposing, Noise.UNKNOWN));
        return Check.of(BudgetFile.read(file), checked, Optional.empty(), Noise.UNKNOWN);
    }

    private static Gates of(List<List<BudgetResult>> results) {
        List<Verdict> verdicts = results.stream().map(Check::overall).toList();
        return new Gates(
                results.size(),
                results.stream().mapToInt(List::size).sum(),
                Collections.frequency(verdicts, Verdict.FAIL),
                Collections.frequency(verdicts, Verdict.UNDECIDED));
    }

    /** A row of the table. */
    String row(String name, Deal how) {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %d | %d | %.1f | %d | %d |",
                name,
                how.proposing(),
                how.checked(),
                checks,
                (double) budgets / checks,
                failed,
                undecided);
    }
}
