package tallyflame.analysis.lines.render;

/**
 * How line tables are laid out for people; the defaults are those of {@link #of(int)}.
 *
 * @param most how many methods
 * @param unit of all times: {@code s}, {@code ms}, {@code us}, {@code ns}, or in seconds, such as {@code 1e-3}; {@code null} for
 *     the one that suits each table
 * @param timedOnly whether methods that took no time are left out
 * @param ascending whether the method with most time is the last, next to the prompt, instead of the first
 * @param summary whether a line for each method follows
 */
public record LineLayout(int most, String unit, boolean timedOnly, boolean ascending, boolean summary) {
    /** The first methods, those with most time first, each in units of its own. */
    public static LineLayout of(int most) {
        return new LineLayout(most, null, false, false, false);
    }

    /** Whether a text names a unit of time. */
    public static boolean isUnit(String text) {
        return Scale.named(text).isPresent();
    }
}
