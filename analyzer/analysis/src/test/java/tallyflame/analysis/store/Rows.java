package tallyflame.analysis.store;

import java.util.ArrayList;
import java.util.List;

/** The rows of an answer, kept. */
final class Rows implements RowSink {
    List<ResultColumn> columns = List.of();
    final List<List<Object>> cells = new ArrayList<>();

    static Rows of(Database database, String sql) throws Exception {
        Rows rows = new Rows();
        database.query(sql, Long.MAX_VALUE, rows);
        return rows;
    }

    /** The only cell of the only row. */
    Object single() {
        if (cells.size() != 1 || cells.get(0).size() != 1) {
            throw new AssertionError("not one cell: " + cells);
        }
        return cells.get(0).get(0);
    }

    /** The rows as words with blanks between. */
    List<String> lines() {
        return cells.stream()
                .map(row -> String.join(" ", row.stream().map(String::valueOf).toList()))
                .toList();
    }

    @Override
    public void columns(List<ResultColumn> answered) {
        columns = answered;
    }

    @Override
    public void row(List<Object> row) {
        cells.add(row);
    }
}
