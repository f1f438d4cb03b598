package tallyflame.counts.code;

/** A piece of code that figures are of. Equal units have equal text, which {@code toString} makes. */
public sealed interface CodeUnit permits MethodId, LineId {
    /** The method itself, or that of the line. */
    MethodId method();
}
