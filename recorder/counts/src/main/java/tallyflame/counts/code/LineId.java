package tallyflame.counts.code;

/**
 * A line of a method.
 *
 * @param line source line; 0 or less where it is unknown or gone
 */
public record LineId(MethodId method, int line) implements CodeUnit, Comparable<LineId> {
    @Override
    public int compareTo(LineId other) {
        int byMethod = method.compareTo(other.method);
        return byMethod != 0 ? byMethod : Integer.compare(line, other.line);
    }

    /** {@code pkg.Class.method:12}. */
    @Override
    public String toString() {
        return method + ":" + line;
    }
}
