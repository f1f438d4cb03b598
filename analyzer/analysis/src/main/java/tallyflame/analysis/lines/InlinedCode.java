package tallyflame.analysis.lines;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tallyflame.counts.Allocated;
import tallyflame.counts.Allocations;
import tallyflame.counts.Branch;
import tallyflame.counts.BranchOutcome;
import tallyflame.counts.LineHits;
import tallyflame.counts.MethodCounts;
import tallyflame.counts.code.SourceMap;
import tallyflame.counts.code.SourceMap.Origin;
import tallyflame.counts.graph.JdkCall;

/** Puts the lines of code that a compiler inlined where they come from. */
final class InlinedCode {
    private record File(String name, String className) {
        static File of(Origin origin) {
            return new File(origin.sourceFile(), origin.className());
        }
    }

    private InlinedCode() {}

    /** The counts with one line of the class file for each line of source: the copies of one that was inlined twice add up. */
    static MethodCounts withoutCopies(MethodCounts method, SourceMap map) {
        Map<Integer, Long> hits = new TreeMap<>();
        method.lines().forEach(line -> hits.merge(map.canonical(line.line()), line.hits(), Long::sum));
        List<LineHits> lines = new ArrayList<>();
        hits.forEach((line, count) -> lines.add(new LineHits(line, count)));
        Map<Integer, Integer> ordinals = new HashMap<>();
        List<Branch> branches = new ArrayList<>();
        for (Branch branch : method.branches()) {
            int line = map.canonical(branch.line());
            int ordinal = ordinals.merge(line, 1, Integer::sum) - 1;
            branches.add(new Branch(line, ordinal, branch.kind(), branch.outcomes()));
        }
        return new MethodCounts(
                method.name(),
                method.descriptor(),
                method.firstLine(),
                method.entered(),
                method.leftByException(),
                method.residual(),
                method.inFlight(),
                lines,
                branches,
                method.allocations().map(all -> withoutCopies(all, map)));
    }

    private static Allocations withoutCopies(Allocations all, SourceMap map) {
        return new Allocations(
                all.allocated().stream()
                        .map(one -> new Allocated(map.canonical(one.line()), one.type(), one.objects(), one.bytes()))
                        .toList(),
                all.jdkCalls().stream()
                        .map(call -> new JdkCall(map.canonical(call.line()), call.kind(), call.callee()))
                        .toList());
    }

    /** A method by the files its lines come from: its own first, if it has lines of its own. */
    static List<MethodLines> byFile(MethodLines whole, SourceMap map) {
        List<LineRow> own = new ArrayList<>();
        Map<File, List<LineRow>> others = new LinkedHashMap<>();
        for (LineRow row : whole.rows()) {
            Optional<Origin> origin = map.origin(row.line());
            if (origin.isEmpty()) {
                own.add(withBranches(row, row.line(), map, Optional.empty()));
            } else {
                File file = File.of(origin.get());
                others.computeIfAbsent(file, key -> new ArrayList<>())
                        .add(withBranches(row, origin.get().line(), map, Optional.of(file)));
            }
        }
        List<MethodLines> parts = new ArrayList<>();
        if (!own.isEmpty() || others.isEmpty()) {
            parts.add(whole.in(whole.sourceFile(), whole.home(), false, own));
        }
        // A method without lines of its own was translated from another language, not inlined.
        others.forEach((file, rows) -> parts.add(whole.in(file.name(), file.className(), !parts.isEmpty(), rows)));
        return parts;
    }

    private static LineRow withBranches(LineRow row, int line, SourceMap map, Optional<File> file) {
        List<Branch> branches = new ArrayList<>();
        for (Branch branch : row.branches()) {
            List<BranchOutcome> outcomes = branch.outcomes().stream()
                    .map(outcome ->
                            new BranchOutcome(target(outcome.toLine(), map, file), outcome.count(), outcome.label()))
                    .toList();
            branches.add(new Branch(line, branch.ordinal(), branch.kind(), outcomes));
        }
        return new LineRow(
                line, row.hits(), row.time(), row.samples(), row.share(), row.allocations(), row.removed(), branches);
    }

    /** A line in the file of the branch itself, 0 if it is in another: its number would be taken for one of this file. */
    private static int target(int line, SourceMap map, Optional<File> file) {
        Optional<Origin> origin = map.origin(line);
        if (origin.map(File::of).equals(file)) {
            return origin.map(Origin::line).orElse(line);
        }
        return file.isEmpty() && map.callSite(line) != line ? map.callSite(line) : 0;
    }
}
