package tallyflame.analysis.filters;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jacoco.core.internal.analysis.filter.Replacements;
import org.jacoco.core.internal.analysis.filter.Replacements.InstructionBranch;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodNode;
import tallyflame.analysis.outcomes.BranchCode;
import tallyflame.analysis.outcomes.OutcomeLabels;
import tallyflame.counts.Branch;
import tallyflame.counts.BranchOutcome;
import tallyflame.counts.MethodCounts;

/**
 * The counts of one method without what filters mark in its code. What stays keeps its counts: a line stays if any of its
 * instructions does, a branch that stands for copies has the sum of theirs.
 */
final class FilteredMethod {
    /** An instruction where a branch is reported, with its line. */
    private record Site(AbstractInsnNode node, int line) {}

    private final MethodMarks marks;
    private final MethodCounts counts;
    private final Set<Integer> lines = new HashSet<>();
    private final Set<AbstractInsnNode> targets = new HashSet<>();
    private final List<Site> sites = new ArrayList<>();
    private final Map<AbstractInsnNode, BranchNode> branches = new LinkedHashMap<>();
    /** Counts by outcome as JaCoCo numbers them, copies added up. */
    private final Map<AbstractInsnNode, List<BranchOutcome>> outcomes = new HashMap<>();

    private boolean derivable = true;

    /** Reads the code of a method. */
    FilteredMethod(MethodNode method, MethodCounts counts, MethodMarks marks) {
        this.marks = marks;
        this.counts = counts;
        Map<LabelNode, Integer> places = places(method);
        int line = 0;
        for (AbstractInsnNode node : method.instructions) {
            if (node instanceof LineNumberNode number) {
                line = number.line;
            } else if (node.getOpcode() >= 0) {
                instruction(node, line, places);
            }
        }
        derivable &= branches.size() == counts.branches().size();
        branches.values()
                .forEach(branch ->
                        outcomes.merge(marks.original(branch.node()), branch.outcomes(), FilteredMethod::sum));
    }

    private Map<LabelNode, Integer> places(MethodNode method) {
        Map<LabelNode, Integer> places = new HashMap<>();
        int place = 0;
        for (AbstractInsnNode node : method.instructions) {
            if (node instanceof LabelNode label) {
                places.put(label, place);
            } else if (node.getOpcode() >= 0) {
                place++;
                targets.addAll(BranchCode.targets(node));
            }
        }
        return places;
    }

    private void instruction(AbstractInsnNode node, int line, Map<LabelNode, Integer> places) {
        boolean branching = BranchCode.isBranch(node);
        if (!marks.isIgnored(node)) {
            lines.add(line);
            if (branching || marks.replacement(node) != null) {
                sites.add(new Site(node, line));
            }
        }
        if (branching) {
            Optional<BranchNode> branch = Optional.of(branches.size())
                    .filter(next -> next < counts.branches().size())
                    .map(counts.branches()::get)
                    .filter(next -> next.line() == line)
                    .flatMap(next -> BranchNode.of(node, next, places));
            branch.ifPresentOrElse(found -> branches.put(node, found), () -> derivable = false);
        }
    }

    private static List<BranchOutcome> sum(List<BranchOutcome> some, List<BranchOutcome> others) {
        List<BranchOutcome> sums = new ArrayList<>();
        for (int way = 0; way < some.size(); way++) {
            BranchOutcome one = some.get(way);
            BranchOutcome other = others.get(way);
            // Behind its block each copy goes on elsewhere.
            int line = one.toLine() == other.toLine() ? one.toLine() : 0;
            String label = one.label().equals(other.label()) ? one.label() : "";
            sums.add(new BranchOutcome(line, one.count() + other.count(), label));
        }
        return sums;
    }

    /**
     * What is left of the counts, nothing if the whole method is marked.
     *
     * @return empty if the counts do not tell, and nothing may be left out
     */
    Optional<List<MethodCounts>> left() {
        List<Branch> left = new ArrayList<>();
        for (Site site : sites) {
            if (derivable && marks.original(site.node()) == site.node()) {
                branch(site).ifPresent(left::add);
            }
        }
        if (!derivable) {
            return Optional.empty();
        }
        return Optional.of(lines.isEmpty() ? List.of() : List.of(withBranches(left)));
    }

    private MethodCounts withBranches(List<Branch> left) {
        return counts.with(
                counts.lines().stream()
                        .filter(line -> lines.contains(line.line()))
                        .toList(),
                left);
    }

    private Optional<Branch> branch(Site site) {
        Replacements replacement = marks.replacement(site.node());
        Branch branch = atOrBehind(site.node());
        if (replacement == null) {
            return Optional.of(new Branch(branch.line(), branch.ordinal(), branch.kind(), outcomes.get(site.node())));
        }
        List<BranchOutcome> ways = replaced(replacement);
        // What goes one way only is no branch.
        return ways.size() < 2
                ? Optional.empty()
                : Optional.of(new Branch(site.line(), branch.ordinal(), branch.kind(), ways));
    }

    /** The counted branch at an instruction; a switch by strings is reported where its string is loaded. */
    private Branch atOrBehind(AbstractInsnNode node) {
        AbstractInsnNode found = node;
        while (!branches.containsKey(found)) {
            found = found.getNext();
        }
        return branches.get(found).branch();
    }

    /** Each of the new outcomes is the sum of disjoint ways to the same place. */
    private List<BranchOutcome> replaced(Replacements replacement) {
        List<BranchOutcome> ways = new ArrayList<>();
        for (Collection<InstructionBranch> sources : replacement.values()) {
            long count = 0;
            int line = 0;
            List<String> labels = new ArrayList<>();
            for (InstructionBranch source : sources) {
                BranchOutcome outcome = outcome(source);
                count += outcome.count();
                labels.add(outcome.label());
                line = outcome.toLine() == 0 ? line : outcome.toLine();
            }
            ways.add(new BranchOutcome(line, count, OutcomeLabels.ofSum(labels)));
        }
        return ways;
    }

    private BranchOutcome outcome(InstructionBranch source) {
        AbstractInsnNode node = source.instruction;
        if (branches.containsKey(node)) {
            return outcomes.get(marks.original(node)).get(source.branch);
        }
        // Any other instruction runs as often as the conditional jump before it falls through, if nothing else leads to
        // it.
        AbstractInsnNode before = node.getPrevious();
        while (before != null && before.getOpcode() < 0 && !targets.contains(before)) {
            before = before.getPrevious();
        }
        if (before instanceof JumpInsnNode && branches.containsKey(before)) {
            BranchOutcome through = outcomes.get(marks.original(before)).get(0);
            return new BranchOutcome(0, through.count(), through.label());
        }
        derivable = false;
        return new BranchOutcome(0, 0);
    }
}
