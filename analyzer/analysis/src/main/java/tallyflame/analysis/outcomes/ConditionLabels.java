package tallyflame.analysis.outcomes;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.objectweb.asm.Opcodes;

/**
 * Labels of conditional jumps. Compilers of Java and Kotlin jump over what a condition guards when it does not hold; loops,
 * assertions and all but the last of a chain are the exceptions. Where the code could be that of two sources, there is no label.
 */
final class ConditionLabels {
    private static final List<String> ORDINALS = List.of("1st", "2nd", "3rd");

    private final MethodCode code;
    private final CompilerTraits compiler;
    private final LoopBodies loops;
    private final List<Integer> jumps;
    private final Map<Integer, List<String>> labels = new HashMap<>();
    private int assertionEnd = -1;
    /** Where a condition leads of which it is not known where it ends: its next parts lead there, too. */
    private int openEnd = -1;

    private ConditionLabels(MethodCode code, CompilerTraits compiler) {
        this.code = code;
        this.compiler = compiler;
        loops = new LoopBodies(code);
        jumps = IntStream.range(0, code.size())
                .filter(code::isConditional)
                .boxed()
                .toList();
    }

    /** By the place of each jump, the label of falling through and that of jumping; nothing for those that have none. */
    static Map<Integer, List<String>> of(MethodCode code, CompilerTraits compiler) {
        ConditionLabels found = new ConditionLabels(code, compiler);
        List<Integer> left = found.jumps;
        while (!left.isEmpty()) {
            Condition condition = Condition.first(code, left);
            found.label(condition);
            left = left.subList(condition.jumps().size(), left.size());
        }
        return found.labels;
    }

    private void label(Condition condition) {
        if (AssertionCode.isTest(code, condition.last())) {
            labels.put(condition.last(), List.of("assertions on", "assertions off"));
            assertionEnd = condition.target();
        } else if (condition.line() > 0 && condition.next() != condition.target()) {
            words(condition).ifPresent(words -> put(condition, words));
            condition.jumps().stream()
                    .filter(jump -> compiler.asksForNull(code, jump))
                    .forEach(this::putNull);
        }
    }

    /** What it means that the condition ends at a place, empty if that is not known. */
    private Optional<IntFunction<String>> words(Condition condition) {
        if (compiler.isItsOwn(code, condition) || condition.isPart(jumps) || isOpen(condition)) {
            return Optional.empty();
        }
        Optional<BitSet> loop = loops.decidedBy(condition.jumps().get(0), condition.last());
        if (loop.isPresent()) {
            return loop.map(body -> place -> body.get(place) ? "again" : "done");
        }
        boolean known = compiler.jumpsOverWhatIsGuarded()
                && !isNegation(condition)
                && (condition.target() > condition.last() || loops.endsWithIf(condition.last()));
        if (!known) {
            return Optional.empty();
        }
        boolean assertion = condition.target() == assertionEnd;
        return Optional.of(place -> String.valueOf(condition.isSame(place, condition.next()) != assertion));
    }

    private boolean isOpen(Condition condition) {
        boolean open = condition.target() == openEnd;
        if (!open && compiler.mayGoOn(code, condition)) {
            openEnd = condition.target();
            return true;
        }
        return open;
    }

    /** Either of {@code !c} and of {@code c ? 0 : 1}. */
    private boolean isNegation(Condition condition) {
        return code.opcode(condition.next()) == Opcodes.ICONST_0
                && code.opcode(condition.target()) == Opcodes.ICONST_1
                && code.line(condition.next()) == condition.line()
                && code.line(condition.target()) == condition.line();
    }

    private void put(Condition condition, IntFunction<String> words) {
        boolean chain = condition.jumps().size() > 1;
        for (int part = 0; part < condition.jumps().size(); part++) {
            int jump = condition.jumps().get(part);
            List<String> found = new ArrayList<>();
            for (int place : new int[] {jump + 1, code.target(jump)}) {
                int onTo = condition.part(place);
                String word = onTo >= 0 ? "on to " + ordinal(onTo) : words.apply(place);
                found.add(onTo < 0 && chain ? word + " at " + ordinal(part) : word);
            }
            labels.put(jump, found);
        }
    }

    private static String ordinal(int part) {
        return (part < ORDINALS.size() ? ORDINALS.get(part) : (part + 1) + "th") + " condition";
    }

    private void putNull(int jump) {
        boolean jumpsOnNull = code.opcode(jump) == Opcodes.IFNULL;
        labels.put(jump, jumpsOnNull ? List.of("not null", "null") : List.of("null", "not null"));
    }
}
