package tallyflame.counts.span;

import java.util.List;

/**
 * Where a call stood that had not returned, in one of the counted classes.
 *
 * @param type place of the class in the file
 * @param methods places of the methods in the class that it may be a call of
 * @param segment segment of the only method, numbered through its blocks; {@link #LEFT} or {@link #UNKNOWN}
 * @param problem why it is not known, else empty
 */
public record CallPlace(int type, List<Integer> methods, int segment, String problem) {
    /** It has passed its last counter: it counts as returned. */
    public static final int LEFT = -1;
    /** Line and callee do not tell. */
    public static final int UNKNOWN = -2;

    /** Copies the list. */
    public CallPlace {
        methods = List.copyOf(methods);
    }
}
