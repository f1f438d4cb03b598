package tallyflame.analysis.outcomes;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.objectweb.asm.tree.MethodNode;
import tallyflame.analysis.source.ClassPath;
import tallyflame.counts.Branch;
import tallyflame.counts.BranchKind;
import tallyflame.counts.BranchOutcome;
import tallyflame.counts.ClassCounts;
import tallyflame.counts.MethodCounts;

/** Names the outcomes of branches in the words of the source: the way into this package. */
public final class OutcomeLabels {
    private final EnumTables enums;

    private OutcomeLabels(ClassPath classPath) {
        enums = new EnumTables(classPath);
    }

    /**
     * The same counts with labels, as far as the class files of the very classes are on the class path and tell what each outcome
     * means. Which of two sources was compiled is never guessed: such outcomes have no label.
     *
     * @throws IOException if a class file cannot be read
     */
    public static List<ClassCounts> of(List<ClassCounts> counted, ClassPath classPath) throws IOException {
        Map<String, List<byte[]>> files = classPath.classFiles(
                counted.stream().map(ClassCounts::name).distinct().toList());
        OutcomeLabels labels = new OutcomeLabels(classPath);
        List<ClassCounts> labelled = new ArrayList<>();
        for (ClassCounts type : counted) {
            Optional<CountedClass> node = CountedClass.find(type, files.getOrDefault(type.name(), List.of()));
            labelled.add(node.map(found -> labels.of(type, found)).orElse(type));
        }
        return labelled;
    }

    /** The label of an outcome that stands for several, empty if they have nothing in common. */
    public static String ofSum(List<String> labels) {
        List<String> cases = labels.stream()
                .filter(label -> label.startsWith(Cases.CASE))
                .map(label -> label.substring(Cases.CASE.length()))
                .distinct()
                .toList();
        boolean other =
                labels.stream().anyMatch(label -> label.equals(Cases.DEFAULT) || label.equals(Cases.OTHER_HASH));
        if (!cases.isEmpty() || other) {
            return Cases.label(Cases.CASE, cases, other ? Cases.DEFAULT : "");
        }
        return labels.stream().distinct().count() == 1 ? labels.get(0) : "";
    }

    private ClassCounts of(ClassCounts type, CountedClass counted) {
        Map<String, MethodNode> byName = new HashMap<>();
        counted.node().methods.forEach(method -> byName.put(method.name + method.desc, method));
        return new ClassCounts(
                type.name(),
                type.identity(),
                type.sourceFile(),
                type.sourceMap(),
                type.methods().stream()
                        .map(method -> of(method, counted, byName.get(method.name() + method.descriptor())))
                        .toList());
    }

    private MethodCounts of(MethodCounts counts, CountedClass type, MethodNode method) {
        if (method == null || counts.branches().isEmpty() || CompilerTraits.isMade(method)) {
            return counts;
        }
        MethodCode code = new MethodCode(method);
        List<Integer> places = IntStream.range(0, code.size())
                .filter(place -> BranchCode.isBranch(code.at(place)))
                .boxed()
                .toList();
        if (places.size() != counts.branches().size()) {
            return counts;
        }
        Map<Integer, List<String>> labels = new HashMap<>(ConditionLabels.of(code, CompilerTraits.of(type, code)));
        labels.putAll(SwitchLabels.of(code, enums));
        List<Branch> branches = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            branches.add(labelled(counts.branches().get(i), code, places.get(i), labels.get(places.get(i))));
        }
        return counts.with(counts.lines(), branches);
    }

    private static Branch labelled(Branch branch, MethodCode code, int place, List<String> labels) {
        boolean same = labels != null
                && branch.line() == code.line(place)
                && branch.outcomes().size() == labels.size()
                && (branch.kind() == BranchKind.SWITCH) == BranchCode.isSwitch(code.at(place))
                && lines(branch).equals(lines(code, place));
        if (!same) {
            return branch;
        }
        List<BranchOutcome> outcomes = new ArrayList<>();
        for (int way = 0; way < labels.size(); way++) {
            outcomes.add(branch.outcomes().get(way).labelled(labels.get(way)));
        }
        return new Branch(branch.line(), branch.ordinal(), branch.kind(), outcomes);
    }

    private static List<Integer> lines(Branch branch) {
        return branch.outcomes().stream().map(BranchOutcome::toLine).toList();
    }

    /** The lines that a branch goes to, in the order of its outcomes. */
    private static List<Integer> lines(MethodCode code, int place) {
        List<Integer> targets = new ArrayList<>();
        if (BranchCode.isSwitch(code.at(place))) {
            targets.addAll(new TreeSet<>(code.targets(place)));
        } else {
            targets.addAll(List.of(place + 1, code.target(place)));
        }
        return targets.stream().map(code::line).toList();
    }
}
