package tallyflame.cli.options;

import java.util.List;
import picocli.CommandLine.Option;

/** Options of the verbs whose tables may be long: in which form, and how many rows. */
public final class RowOptions extends TableOptions {
    @Option(names = "--top", paramLabel = "N", description = "Rows of a table (default: ten to fifty; 0 for all).")
    private Integer top;

    /** How many rows a table has at most, {@code usual} unless asked otherwise. */
    public int top(int usual) {
        if (top == null) {
            return usual;
        }
        if (top < 0) {
            throw usage("--top must not be negative");
        }
        return top == 0 ? Integer.MAX_VALUE : top;
    }

    /** The first rows of a table. */
    public <R> List<R> top(List<R> rows, int usual) {
        return rows.subList(0, Math.min(rows.size(), top(usual)));
    }
}
