package tallyflame.analysis.outcomes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * A switch by strings: by their hash codes first, then each is compared; and javac, which numbers them there, switches by the
 * number at last.
 */
final class StringSwitch {
    private final MethodCode code;
    private final Map<Integer, List<String>> labels = new HashMap<>();
    /** Strings by hash code. */
    private final Map<Integer, List<String>> hashes = new HashMap<>();
    /** Strings by javac's number of their case, in the variable that has it. */
    private final Map<Integer, List<String>> numbers = new HashMap<>();

    private int variable = -1;
    private int lastComparison;

    private StringSwitch(MethodCode code) {
        this.code = code;
    }

    /** The switch whose hash codes are told apart at a place; empty if it is not by strings. */
    static Optional<StringSwitch> of(MethodCode code, int place, Cases cases) {
        StringSwitch found = new StringSwitch(code);
        found.lastComparison = place;
        cases.byPlace().forEach((start, hashes) -> {
            if (start != cases.otherwise()) {
                found.compare(start);
            }
        });
        Optional<List<String>> byHash =
                cases.labels("hash of ", Cases.OTHER_HASH, hash -> found.hashes.getOrDefault(hash, List.of()).stream()
                        .sorted()
                        .toList());
        byHash.ifPresent(names -> {
            found.labels.put(place, names);
            found.byNumber();
        });
        return byHash.map(names -> found);
    }

    Map<Integer, List<String>> labels() {
        return labels;
    }

    /** Follows the comparisons of one hash code. */
    private void compare(int start) {
        int place = start;
        while (isComparison(place)) {
            String text = (String) ((LdcInsnNode) code.at(place + 1)).cst;
            String name = Literal.string(text);
            int jump = place + 3;
            boolean jumpsOnEqual = code.opcode(jump) == Opcodes.IFNE;
            String yes = Cases.CASE + name;
            labels.put(jump, jumpsOnEqual ? List.of("not " + name, yes) : List.of(yes, "not " + name));
            hashes.computeIfAbsent(text.hashCode(), hash -> new ArrayList<>()).add(name);
            if (!jumpsOnEqual) {
                number(jump + 1, name);
            }
            lastComparison = Math.max(lastComparison, jump);
            place = jumpsOnEqual ? jump + 1 : code.target(jump);
        }
    }

    private boolean isComparison(int place) {
        return code.opcode(place) == Opcodes.ALOAD
                && code.opcode(place + 1) == Opcodes.LDC
                && ((LdcInsnNode) code.at(place + 1)).cst instanceof String
                && code.opcode(place + 2) == Opcodes.INVOKEVIRTUAL
                && ((MethodInsnNode) code.at(place + 2)).name.equals("equals")
                && (code.opcode(place + 3) == Opcodes.IFEQ || code.opcode(place + 3) == Opcodes.IFNE);
    }

    private void number(int place, String name) {
        if (code.opcode(place + 1) == Opcodes.ISTORE) {
            OptionalInt number = Literal.number(code.at(place));
            variable = ((VarInsnNode) code.at(place + 1)).var;
            number.ifPresent(key ->
                    numbers.computeIfAbsent(key, none -> new ArrayList<>()).add(name));
        }
    }

    private void byNumber() {
        int place = lastComparison + 1;
        while (place < code.size() && !BranchCode.isSwitch(code.at(place))) {
            place++;
        }
        if (variable >= 0
                && place < code.size()
                && code.at(place - 1) instanceof VarInsnNode load
                && load.var == variable) {
            int last = place;
            Cases.of(code, code.at(last))
                    .labels(key -> numbers.getOrDefault(key, List.of()))
                    .ifPresent(names -> labels.put(last, names));
        }
    }
}
