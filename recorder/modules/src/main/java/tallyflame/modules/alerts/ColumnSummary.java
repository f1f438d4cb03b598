package tallyflame.modules.alerts;

import java.util.SortedSet;

/**
 * One column of a data set.
 *
 * @param name as modules name it, such as {@code prv_candidates[].magpsf}
 * @param types how the files store it; several when files differ
 * @param files how many files have it
 * @param values how many values there are in these files: one an alert, or the entries of all lists
 * @param nulls how many of the values are NULL
 * @param emptyLists how many alerts of these files have an empty or NULL list; 0 for a column that is no list
 */
public record ColumnSummary(String name, SortedSet<String> types, int files, long values, long nulls, long emptyLists) {
    /** Share of the values that are NULL; 0 when there are none. */
    public double nullShare() {
        return values == 0 ? 0 : (double) nulls / values;
    }
}
