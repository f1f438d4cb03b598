package tallyflame.analysis.compare;

/**
 * A source line of a function.
 *
 * @param function {@code pkg.Class.method}; overloads are one
 * @param line source line
 */
public record Place(String function, int line) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
        int byName = function.compareTo(other.function);
        return byName != 0 ? byName : Integer.compare(line, other.line);
    }

    @Override
    public String toString() {
        return function + ":" + line;
    }
}
