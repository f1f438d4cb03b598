package tallyflame.analysis.verdicts;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import tallyflame.analysis.diff.Diff;
import tallyflame.analysis.diff.Differ;
import tallyflame.analysis.diff.Noise;
import tallyflame.analysis.diff.ThroughputRatio;
import tallyflame.analysis.diff.change.FunctionChange;
import tallyflame.analysis.diff.change.LineChange;
import tallyflame.analysis.diff.version.Version;
import tallyflame.analysis.diff.version.VersionReader;
import tallyflame.recordings.ReadOptions;

/**
 * What comparisons of runs said, by the kinds of what they can be wrong in.
 *
 * @param comparisons how many there were
 * @param throughput those whose 95 % interval left out that nothing changed
 * @param different those that called throughput slower or faster
 * @param functions those with a function beyond noise
 * @param lines those with a line beyond noise
 * @param verdicts those that said anything but that nothing differs, or perhaps something, or that it is undecided
 * @param slower those that said slower
 * @param perhaps those that said that perhaps something differs
 * @param moreWork those that said more work
 * @param undecided those that said that time is undecided
 */
record Alarms(
        int comparisons,
        int throughput,
        int different,
        int functions,
        int lines,
        int verdicts,
        int slower,
        int perhaps,
        int moreWork,
        int undecided) {
    /**
     * Reads some runs as one side.
     *
     * @param <R> how a run is named
     */
    interface Reader<R> {
        Version read(List<R> runs) throws IOException;
    }

    /**
     * Compares runs of the same thing: they are dealt to pairs of sides that share no run, and then anew. Over many deals the
     * share of alarms no longer depends on how the runs fell, only on the runs.
     *
     * @param side runs of a side
     */
    static <R> Alarms ofSame(List<R> runs, int side, int deals, long seed, Reader<R> reader) throws IOException {
        List<Diff> diffs = new ArrayList<>();
        Random random = new Random(seed);
        for (int deal = 0; deal < deals; deal++) {
            List<R> dealt = new ArrayList<>(runs);
            Collections.shuffle(dealt, random);
            for (int at = 0; at + 2 * side <= dealt.size(); at += 2 * side) {
                diffs.add(diff(
                        reader.read(dealt.subList(at, at + side)),
                        reader.read(dealt.subList(at + side, at + 2 * side))));
            }
        }
        return of(diffs);
    }

    /** Compares runs of two versions, each run in one comparison. */
    static Alarms ofTwo(List<Path> before, List<Path> after, int side) throws IOException {
        List<Diff> diffs = new ArrayList<>();
        for (int at = 0; at + side <= Math.min(before.size(), after.size()); at += side) {
            diffs.add(diff(version(before.subList(at, at + side)), version(after.subList(at, at + side))));
        }
        return of(diffs);
    }

    private static Diff diff(Version before, Version after) {
        return Differ.of(before, after, Noise.UNKNOWN);
    }

    /** A side of some run directories. */
    static Version version(List<Path> runs) throws IOException {
        return VersionReader.read(runs, ReadOptions.defaults().withNormalizedHidden(true), List.of());
    }

    private static Alarms of(List<Diff> diffs) {
        return new Alarms(
                diffs.size(),
                count(diffs, diff -> diff.throughput()
                        .map(ratio -> ratio.ratio().high() < 1 || ratio.ratio().low() > 1)
                        .orElse(false)),
                count(
                        diffs,
                        diff -> diff.throughput().map(ThroughputRatio::differs).orElse(false)),
                count(diffs, diff -> diff.functions().stream().anyMatch(FunctionChange::significant)),
                count(diffs, diff -> diff.lines().stream().anyMatch(LineChange::significant)),
                count(
                        diffs,
                        diff -> !diff.verdict().endsWith("time undecided")
                                && !diff.verdict().startsWith("no difference")
                                && !diff.verdict().startsWith("perhaps")
                                && !diff.verdict().equals("the same counts")),
                count(diffs, diff -> diff.verdict().startsWith("slower")),
                count(diffs, diff -> diff.verdict().contains("perhaps")),
                count(diffs, Diff::moreWork),
                count(diffs, Diff::timeUndecided));
    }

    private static int count(List<Diff> diffs, java.util.function.Predicate<Diff> alarm) {
        return (int) diffs.stream().filter(alarm).count();
    }

    /** A row of the table. */
    String row(String name, int side) {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %d | %d | %d | %d | %d | %d | %d | %d | %d | %d |",
                name,
                side,
                comparisons,
                throughput,
                different,
                functions,
                lines,
                verdicts,
                slower,
                perhaps,
                moreWork,
                undecided);
    }
}
