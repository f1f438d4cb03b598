package tallyflame.analysis.lines;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tallyflame.analysis.evidence.Work;
import tallyflame.analysis.source.SourceText;
import tallyflame.counts.Branch;
import tallyflame.counts.BranchKind;
import tallyflame.counts.BranchOutcome;
import tallyflame.counts.ClassCounts;
import tallyflame.counts.LineHits;
import tallyflame.counts.MethodCounts;
import tallyflame.flamegraphs.CallTree;
import tallyflame.flamegraphs.FrameType;
import tallyflame.flamegraphs.Frames;
import tallyflame.flamegraphs.Ledger;
import tallyflame.flamegraphs.Profile;

/** Counts and profiles whose figures a person can check: class {@code org.acme.Sky}. */
public final class Synthetic {
    public static final String CLASS = "org.acme.Sky";
    public static final String SOURCE =
            """
            package org.acme;

            class Sky {
                int bright(int[] pixels) {
                    int count = 0;
                    for (int pixel : pixels) {
                        // counts what shines
                        if (pixel > 7) {
                            count += heat(pixel);
                        }
                    }
                    if (count < 0) {
                        throw new IllegalStateException();
                    }
                    return count;
                }

                int heat(int pixel) {
                    return pixel * pixel;
                }
            }
            """;

    private final Frames frames = new Frames();
    private final CallTree tree = new CallTree(frames);
    private long samples;

    /** {@code bright} called 4 times with 250 pixels in all, 30 of them bright. */
    public static ClassCounts sky() {
        return new ClassCounts(CLASS, 4711, "Sky.java", List.of(bright(), heat()));
    }

    private static MethodCounts bright() {
        List<LineHits> lines = new ArrayList<>();
        lines.add(new LineHits(5, 4));
        lines.add(new LineHits(6, 254));
        lines.add(new LineHits(8, 250));
        lines.add(new LineHits(9, 30));
        lines.add(new LineHits(12, 4));
        lines.add(new LineHits(13, 0));
        lines.add(new LineHits(15, 4));
        return new MethodCounts(
                "bright",
                "([I)I",
                5,
                4,
                0,
                0,
                0,
                lines,
                List.of(branch(6, 8, 250, 12, 4), branch(8, 9, 30, 6, 220), branch(12, 13, 0, 15, 4)));
    }

    private static MethodCounts heat() {
        return new MethodCounts("heat", "(I)I", 19, 30, -1, 0, 0, List.of(new LineHits(19, 30)), List.of());
    }

    public static Branch branch(int line, int to, long count, int otherwise, long other) {
        return new Branch(
                line, 0, BranchKind.JUMP, List.of(new BranchOutcome(to, count), new BranchOutcome(otherwise, other)));
    }

    /** 400 samples of 10 ms: 100 in the loop's header, 200 in its condition, 100 in heat; and 100 outside of bright. */
    public static Profile profile() {
        Synthetic synthetic = new Synthetic();
        synthetic.add(100, 10_000_000, synthetic.bright(6));
        synthetic.add(200, 10_000_000, synthetic.bright(8));
        synthetic.add(100, 10_000_000, synthetic.bright(9), synthetic.frame(CLASS, "heat", "(I)I", 19));
        synthetic.add(100, 10_000_000, synthetic.frame("java.lang.Thread", "run", "()V", 833));
        return synthetic.profile("cpu", "ns");
    }

    public int bright(int line) {
        return frame(CLASS, "bright", "([I)I", line);
    }

    public int frame(String className, String methodName, String descriptor, int line) {
        return frames.frame(frames.method(className, methodName, descriptor), line, 0, FrameType.JIT_COMPILED);
    }

    /** Adds samples of equal weight to a stack, root first. */
    public void add(long count, long weight, int... stack) {
        int node = CallTree.ROOT;
        for (int frame : stack) {
            node = tree.child(node, frame);
        }
        tree.add(node, count, count * weight);
        samples += count;
    }

    public Profile profile(String event, String unit) {
        return new Profile(event, unit, tree, Ledger.complete(samples));
    }

    public static MethodCounts method(String name, int... lines) {
        List<LineHits> hits = new ArrayList<>();
        for (int line : lines) {
            hits.add(new LineHits(line, 1));
        }
        return new MethodCounts(name, "()V", lines[0], 1, 0, 0, 0, hits, List.of());
    }

    public static LineReport skyReport() {
        return report(List.of(Synthetic.sky()), Optional.of(Synthetic.profile()));
    }

    public static LineReport report(List<ClassCounts> classes, Optional<Profile> profile) {
        return LineReport.of(
                classes.isEmpty() ? Optional.empty() : Optional.of(classes),
                profile,
                Work.unscaled("sampled", "counted"),
                MethodFilter.ALL);
    }

    public static Optional<SourceText> source(String text) {
        return Optional.of(new SourceText("src/org/acme/Sky.java", text.lines().toList()));
    }
}
