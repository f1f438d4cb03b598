package tallyflame.analysis.table;

import java.util.List;
import java.util.function.Function;

/**
 * The table of what was judged: changes of two versions, laws of growth, budgets. Every row says what it was judged to be, what it is
 * about, and shows the figures that decided it.
 */
public final class Findings {
    private Findings() {}

    /**
     * Begins a table; more columns may follow.
     *
     * @param caption what the findings are; it says how many are not shown
     * @param rows most telling first
     * @param most so many are shown
     * @param kind what a row was judged to be
     * @param about heading of what rows are about
     * @param subject a place or a name in code
     * @param figures what decided
     */
    public static <R> Table<R> of(
            String caption,
            List<R> rows,
            int most,
            Function<? super R, String> kind,
            String about,
            Function<? super R, String> subject,
            Function<? super R, String> figures) {
        return Table.of(rows.subList(0, Math.min(most, rows.size())))
                .caption(caption + (rows.size() > most ? " (" + most + " of " + rows.size() + ", --top)" : ""))
                .text("kind", kind)
                .location(about, subject)
                .text("decided by", figures);
    }
}
