package tallyflame.analysis.outcomes;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Conditional jumps that decide one condition of the source: one of them, or a chain of {@code &&} and {@code ||}.
 *
 * @param jumps their places, in order
 * @param cut whether it goes on with another on a later line, which may be of the same {@code if} or of one in it
 */
record Condition(MethodCode code, List<Integer> jumps, boolean cut) {
    /** The condition that begins with the first of these jumps. */
    static Condition first(MethodCode code, List<Integer> jumps) {
        int end = 1;
        while (end < jumps.size() && isStraight(code, jumps.subList(0, end), jumps.get(end))) {
            end++;
        }
        Condition found = new Condition(code, jumps.subList(0, end), false);
        while (!found.isWhole()) {
            found = new Condition(code, found.jumps.subList(0, found.jumps.size() - 1), false);
        }
        return found.ofOneStatement();
    }

    /** Whether control comes to a jump from those before it only, and straight from the last of them. */
    private static boolean isStraight(MethodCode code, List<Integer> before, int jump) {
        int last = before.get(before.size() - 1);
        return !AssertionCode.isTest(code, jump)
                && !AssertionCode.isTest(code, last)
                && IntStream.range(last + 1, jump).noneMatch(code::ends)
                && IntStream.rangeClosed(last + 1, jump).allMatch(place -> before.containsAll(code.sources(place)));
    }

    /** Where control is if the last jump falls through. */
    int next() {
        return last() + 1;
    }

    /** Where control is if the last jump jumps. */
    int target() {
        return code.target(last());
    }

    int last() {
        return jumps.get(jumps.size() - 1);
    }

    int line() {
        return code.line(last());
    }

    /** Whether every jump leads to where the last one leads, or to a later part of the condition. */
    private boolean isWhole() {
        return IntStream.range(0, jumps.size()).allMatch(part -> {
            int target = code.target(jumps.get(part));
            // A jump to the very next part is one around what stands before it.
            return leadsToEnd(target) || part(target) > part + 1;
        });
    }

    private boolean leadsToEnd(int place) {
        return isSame(place, next()) || isSame(place, target());
    }

    boolean isSame(int place, int other) {
        return place == other || code.behindGotos(place) == code.behindGotos(other);
    }

    /** Which part of the condition begins at a place, by the number of its jump from 0; -1 if none but the first does. */
    int part(int place) {
        int before = jumps.indexOf(place - 1);
        return before >= 0 && before + 1 < jumps.size() ? before + 1 : -1;
    }

    /** An {@code if} in an {@code if} jumps as {@code &&} does; each begins a line. */
    private Condition ofOneStatement() {
        if (jumps.stream().allMatch(jump -> isSame(code.target(jump), target()))) {
            for (int part = 0; part + 1 < jumps.size(); part++) {
                int jump = jumps.get(part);
                if (code.line(jump) != code.line(jump + 1)) {
                    return new Condition(code, jumps.subList(0, part + 1), true);
                }
            }
        }
        return this;
    }

    /**
     * Whether it may be a part of a larger condition that is no chain ({@code a || (b ? c : d)}), so that nothing is known of what
     * its outcomes mean.
     */
    boolean isPart(List<Integer> all) {
        int before = target() - 1;
        boolean beforeThen = target() > last()
                && before > last()
                && code.isConditional(before)
                && code.target(before) > before
                && !isSame(code.target(before), target());
        return beforeThen
                || all.stream()
                        .filter(jump ->
                                !jumps.contains(jump) && code.line(jump) == line() && !AssertionCode.isTest(code, jump))
                        .anyMatch(jump -> isSame(code.target(jump), target()));
    }
}
