package tallyflame.runner.record;

import tallyflame.runs.JvmProcess;

/**
 * Which JVMs below the first one are recorded.
 *
 * @param wanted {@code none}, {@code all}, or a pattern as {@link JvmProcess#matches} has it
 */
public record ChildJvms(String wanted) {
    /** Every JVM. */
    public static final ChildJvms ALL = new ChildJvms("all");

    /** Only the first that runs. */
    public static final ChildJvms NONE = new ChildJvms("none");

    /** Whether the environment hands the options on. */
    boolean handedOn() {
        return !equals(NONE);
    }

    /** Whether what a child has recorded is kept. Of one that ended too soon to be seen nobody knows whether it is meant. */
    boolean keeps(JvmProcess child) {
        return equals(ALL) || (handedOn() && (child.command().isEmpty() || child.matches(wanted)));
    }
}
