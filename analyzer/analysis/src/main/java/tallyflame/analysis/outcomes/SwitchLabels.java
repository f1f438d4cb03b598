package tallyflame.analysis.outcomes;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/** Labels of switches, as their cases are written in the source. */
final class SwitchLabels {
    private final MethodCode code;
    private final EnumTables enums;
    private final Map<Integer, List<String>> labels = new HashMap<>();

    private SwitchLabels(MethodCode code, EnumTables enums) {
        this.code = code;
        this.enums = enums;
    }

    /**
     * By the place of each switch, the labels of its outcomes by ascending place, and those of the comparisons that belong to a
     * switch by strings; nothing for switches of which a case has no name.
     */
    static Map<Integer, List<String>> of(MethodCode code, EnumTables enums) {
        SwitchLabels found = new SwitchLabels(code, enums);
        for (int place = 0; place < code.size(); place++) {
            if (BranchCode.isSwitch(code.at(place)) && !found.labels.containsKey(place)) {
                found.label(place);
            }
        }
        return found.labels;
    }

    private void label(int place) {
        Cases cases = Cases.of(code, code.at(place));
        AbstractInsnNode operand = place == 0 ? code.at(place) : code.at(place - 1);
        if (operand instanceof MethodInsnNode call && call.name.equals("hashCode")) {
            StringSwitch.of(code, place, cases).ifPresent(found -> labels.putAll(found.labels()));
        } else {
            names(place, cases, operand).ifPresent(found -> labels.put(place, found));
        }
    }

    private Optional<List<String>> names(int place, Cases cases, AbstractInsnNode operand) {
        if (operand instanceof InvokeDynamicInsnNode dynamic) {
            return cases.labels(key -> pattern(dynamic, key));
        }
        if (operand.getOpcode() == Opcodes.IALOAD && isOrdinal(place - 2)) {
            Map<Integer, String> constants = constants(place - 2);
            return cases.labels(
                    key -> Optional.ofNullable(constants.get(key)).stream().toList());
        }
        if (isOrdinal(place - 1)) {
            return Optional.empty();
        }
        boolean character = isCharacter(operand);
        return cases.labels(key -> List.of(character ? Literal.character(key) : String.valueOf(key)));
    }

    private boolean isOrdinal(int place) {
        return place >= 0
                && code.at(place) instanceof MethodInsnNode call
                && call.name.equals("ordinal")
                && call.desc.equals("()I");
    }

    /** The table before the value whose ordinal is taken. */
    private Map<Integer, String> constants(int ordinal) {
        for (int place = ordinal; place >= 0 && !code.ends(place); place--) {
            if (code.at(place) instanceof FieldInsnNode field && field.desc.equals("[I")) {
                return enums.constants(field.owner, field.name);
            }
            if (code.at(place) instanceof MethodInsnNode call && call.desc.equals("()[I")) {
                return enums.constants(call.owner, call.name);
            }
        }
        return Map.of();
    }

    /** A case of a switch by patterns: the numbers are those of the bootstrap method's arguments. */
    private static List<String> pattern(InvokeDynamicInsnNode dynamic, int key) {
        boolean known = dynamic.bsm.getOwner().equals("java/lang/runtime/SwitchBootstraps");
        if (known && key == -1) {
            return List.of("null");
        }
        if (!known || key < 0 || key >= dynamic.bsmArgs.length) {
            return List.of();
        }
        Object label = dynamic.bsmArgs[key];
        if (label instanceof Type type) {
            String name = type.getClassName();
            return List.of(name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1));
        }
        if (label instanceof String text) {
            return List.of(dynamic.name.equals("enumSwitch") ? text : Literal.string(text));
        }
        return label instanceof Integer ? List.of(label.toString()) : List.of();
    }

    private boolean isCharacter(AbstractInsnNode operand) {
        if (operand instanceof MethodInsnNode call) {
            return call.desc.endsWith(")C");
        }
        if (operand instanceof FieldInsnNode field) {
            return field.desc.equals("C");
        }
        if (operand instanceof VarInsnNode variable) {
            return isCharacter(code.method, variable);
        }
        return operand.getOpcode() == Opcodes.CALOAD || operand.getOpcode() == Opcodes.I2C;
    }

    private static boolean isCharacter(MethodNode method, VarInsnNode variable) {
        int slot = (method.access & Opcodes.ACC_STATIC) != 0 ? 0 : 1;
        for (Type parameter : Type.getArgumentTypes(method.desc)) {
            if (slot == variable.var) {
                return parameter.equals(Type.CHAR_TYPE);
            }
            slot += parameter.getSize();
        }
        List<LocalVariableNode> all = method.localVariables == null ? List.of() : method.localVariables;
        List<LocalVariableNode> ofSlot =
                all.stream().filter(one -> one.index == variable.var).toList();
        return !ofSlot.isEmpty() && ofSlot.stream().allMatch(one -> one.desc.equals("C"));
    }
}
