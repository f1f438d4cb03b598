package tallyflame.analysis.outcomes;

import java.util.OptionalInt;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;

/** Constants, as the source writes them. */
final class Literal {
    private static final int LONGEST = 40;

    private Literal() {}

    /** The number that an instruction pushes, if it pushes one. */
    static OptionalInt number(AbstractInsnNode node) {
        int opcode = node.getOpcode();
        if (opcode >= Opcodes.ICONST_M1 && opcode <= Opcodes.ICONST_5) {
            return OptionalInt.of(opcode - Opcodes.ICONST_0);
        }
        if (node instanceof IntInsnNode push && opcode != Opcodes.NEWARRAY) {
            return OptionalInt.of(push.operand);
        }
        return node instanceof LdcInsnNode constant && constant.cst instanceof Integer number
                ? OptionalInt.of(number)
                : OptionalInt.empty();
    }

    /** A string in quotes. */
    static String string(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.chars().limit(LONGEST).forEach(c -> escape(out, (char) c, '"'));
        return out.append(text.length() > LONGEST ? "…" : "").append('"').toString();
    }

    /** A character in quotes. */
    static String character(int c) {
        StringBuilder out = new StringBuilder("'");
        escape(out, (char) c, '\'');
        return out.append('\'').toString();
    }

    private static void escape(StringBuilder out, char c, char quote) {
        switch (c) {
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case '\\' -> out.append("\\\\");
            default -> {
                if (c == quote) {
                    out.append('\\').append(c);
                } else if (c < ' '
                        || Character.isSurrogate(c)
                        || !Character.isDefined(c)
                        || Character.isISOControl(c)) {
                    out.append(String.format("\\u%04x", (int) c));
                } else {
                    out.append(c);
                }
            }
        }
    }
}
