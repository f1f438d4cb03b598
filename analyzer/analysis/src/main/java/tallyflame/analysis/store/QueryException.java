package tallyflame.analysis.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A statement that DuckDB refuses. The message is one line and says where in the statement the fault is, if that is known. */
public final class QueryException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What the driver puts before DuckDB's own words. */
    private static final Pattern PREAMBLE =
            Pattern.compile("^Invalid Input Error: Attempting to execute an unsuccessful.*\nError: ");

    /** The statement's line with a caret under the fault. */
    private static final Pattern EXCERPT = Pattern.compile("^LINE (\\d+): (.*)$");

    /** With the reason in one line. */
    public QueryException(String message) {
        super(message);
    }

    private QueryException(String message, SQLException cause) {
        super(message, cause);
    }

    static QueryException of(SQLException e) {
        return new QueryException(oneLine(String.valueOf(e.getMessage())), e);
    }

    /** DuckDB's message without its picture of the statement. */
    static String oneLine(String message) {
        List<String> words = new ArrayList<>();
        String position = "";
        String[] lines = PREAMBLE.matcher(message).replaceFirst("").split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            Matcher excerpt = EXCERPT.matcher(lines[i]);
            if (excerpt.matches()) {
                int caret = i + 1 < lines.length ? lines[i + 1].indexOf('^') : -1;
                position = position(excerpt, caret);
                i++;
            } else if (!lines[i].isBlank()) {
                words.add(lines[i].strip());
            }
        }
        return String.join(" ", words) + position;
    }

    private static String position(Matcher excerpt, int caret) {
        // A long line is cut off at its front; the column is then unknown.
        boolean cut = excerpt.group(2).startsWith("...");
        int column = caret - excerpt.start(2) + 1;
        return " (line " + excerpt.group(1) + (caret < 0 || cut ? "" : ", column " + column) + ")";
    }
}
