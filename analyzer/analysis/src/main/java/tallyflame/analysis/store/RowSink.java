package tallyflame.analysis.store;

import java.io.IOException;
import java.util.List;

/** Takes the rows of an answer one by one. */
public interface RowSink {
    /**
     * A column of an answer.
     *
     * @param name as the statement names it
     * @param type DuckDB's type, such as {@code BIGINT}
     * @param number whether its cells are numbers
     */
    record ResultColumn(String name, String type, boolean number) {}

    /** Called once, before the first row. */
    void columns(List<ResultColumn> columns) throws IOException;

    /**
     * Called for each row.
     *
     * @param cells {@code null}, {@link Number}, {@link Boolean}, {@link String}, or a {@link List} of these
     */
    void row(List<Object> cells) throws IOException;
}
