package tallyflame.analysis.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.regex.Pattern;

/**
 * Lets through statements that only read. DuckDB itself keeps a statement from every file but the tables; this keeps it from
 * writing to those, too.
 */
final class StatementCheck {
    /**
     * What DuckDB cannot tell to be a SELECT although it is one; a second statement behind it could be anything, a comment up to the end
     * of its line could not.
     */
    private static final Pattern READS_TOO =
            Pattern.compile("(?is)\\s*(PIVOT|UNPIVOT|PIVOT_WIDER|PIVOT_LONGER)\\b[^;]*;?\\s*(--[^\\r\\n]*\\s*)*");

    private static final Pattern EXPLAIN = Pattern.compile("(?is)\\s*EXPLAIN(\\s+ANALYZE)?\\s+(?=[A-Z(])");

    private StatementCheck() {}

    /**
     * Parses a text.
     *
     * @throws QueryException if the text holds a statement that does not only read
     */
    static void requireReading(Connection connection, String sql) throws SQLException, QueryException {
        String explained = EXPLAIN.matcher(sql).replaceFirst("");
        if (READS_TOO.matcher(explained).matches()) {
            return;
        }
        // DuckDB's parser is asked, because only it knows where a statement ends and what it is.
        try (PreparedStatement parse = connection.prepareStatement(
                "SELECT t ->> 'error', t ->> 'error_type' FROM (SELECT json_serialize_sql(?::VARCHAR) AS t)")) {
            parse.setString(1, explained);
            try (ResultSet answer = parse.executeQuery()) {
                answer.next();
                // A text that cannot be parsed is not executed either; then DuckDB's own message is the better one.
                if (answer.getString(1).equals("true") && !answer.getString(2).equals("parser")) {
                    throw new QueryException("only statements that read are allowed here: SELECT, FROM, WITH, PIVOT, "
                            + "DESCRIBE, SUMMARIZE, SHOW TABLES, EXPLAIN");
                }
            }
        }
    }
}
