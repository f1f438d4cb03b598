package tallyflame.agent.oracle;

import java.util.Map;

/**
 * What a method's counts must be.
 *
 * @param method name and descriptor
 * @param entered number of calls
 * @param left calls that no return instruction ended
 * @param hits entries by line
 * @param branches outcomes by {@code line.ordinal}, written {@code count→line}
 * @param allocated how often an instruction made something, by {@code line type}; of arrays of arrays not told
 */
public record Expected(
        String method,
        long entered,
        long left,
        Map<Integer, Long> hits,
        Map<String, String> branches,
        Map<String, Long> allocated) {
    /** Ends an {@code if} that jumps to where it would fall through to: a trace cannot tell its outcomes apart. */
    static final String EITHER = "either";

    /** Whether a type is one of arrays of arrays: how many one instruction makes, a trace of instructions does not tell. */
    static boolean isOfArrays(String type) {
        return type.endsWith("[][]");
    }
}
