package tallyflame.counts.graph;

/**
 * A place where code calls the JDK, which may allocate there; nobody counts how much.
 *
 * @param line source line, 0 if unknown
 * @param kind what sort of call
 * @param callee class and method, {@code java.lang.Integer.valueOf}; of an expression the compiler turns into one, its method
 */
public record JdkCall(int line, Kind kind, String callee) {
    /** Sorts of calls. */
    public enum Kind {
        /** A primitive value becomes an object. */
        BOXING,
        /** Strings are joined by {@code invokedynamic}. */
        CONCATENATION,
        /** A lambda or method reference that captures values, so that each evaluation is a new object. */
        LAMBDA,
        /** Any other. */
        CALL
    }
}
