package tallyflame.cli.read;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tallyflame.analysis.store.RowSink;
import tallyflame.analysis.table.Answer;
import tallyflame.analysis.table.Csv;
import tallyflame.analysis.table.Table;
import tallyflame.cli.options.TableOptions;

/** Forms in which the rows of a query are printed. */
final class QueryAnswers {
    private QueryAnswers() {}

    /** A printer of rows that has something to say behind the last one. */
    interface Rows extends RowSink {
        /**
         * Ends the answer.
         *
         * @param more whether there are more rows than those printed
         */
        void end(boolean more) throws IOException;
    }

    /** A table for people; all rows are held. */
    static final class Whole implements Rows {
        private static final MathContext DIGITS = new MathContext(6);

        private final TableOptions common;
        private final List<List<Object>> rows = new ArrayList<>();
        private List<ResultColumn> columns = List.of();

        Whole(TableOptions common) {
            this.common = common;
        }

        @Override
        public void columns(List<ResultColumn> answered) {
            columns = answered;
        }

        @Override
        public void row(List<Object> cells) {
            rows.add(cells);
        }

        @Override
        public void end(boolean more) {
            Table<List<Object>> table = Table.of(rows);
            for (int column = 0; column < columns.size(); column++) {
                int index = column;
                String name = columns.get(column).name();
                if (columns.get(column).number()) {
                    table.figure(name, cells -> word(cells.get(index)));
                } else {
                    table.text(name, cells -> word(cells.get(index)));
                }
            }
            common.print(new Answer("Query", Map::of).table(table));
        }

        private static String word(Object cell) {
            if (cell instanceof Double || cell instanceof Float) {
                double value = ((Number) cell).doubleValue();
                return Double.isFinite(value) ? digits(value) : String.valueOf(value);
            }
            return cell == null ? "" : cell.toString();
        }

        private static String digits(double value) {
            BigDecimal rounded = new BigDecimal(value, DIGITS).stripTrailingZeros();
            return rounded.precision() - rounded.scale() > 15 ? rounded.toString() : rounded.toPlainString();
        }
    }

    /** CSV with a line of titles, printed row by row; an absent value is an empty cell. */
    static final class Delimited implements Rows {
        private final PrintWriter out;

        Delimited(PrintWriter out) {
            this.out = out;
        }

        @Override
        public void columns(List<ResultColumn> columns) {
            out.print(Csv.line(columns.stream().map(ResultColumn::name).toList()));
        }

        @Override
        public void row(List<Object> cells) {
            out.print(Csv.line(cells));
        }

        @Override
        public void end(boolean more) {
            // Rows have been printed already.
        }
    }

    /** One JSON document, printed row by row. */
    static final class Document implements Rows {
        private static final int SCHEMA = 1;

        private final JsonGenerator json;
        private List<ResultColumn> columns = List.of();

        Document(PrintWriter out) throws IOException {
            json = new ObjectMapper().createGenerator(out);
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        }

        @Override
        public void columns(List<ResultColumn> answered) throws IOException {
            columns = answered;
            Set<String> names = new HashSet<>();
            for (ResultColumn column : columns) {
                if (!names.add(column.name())) {
                    throw new DuplicateColumnException(column.name());
                }
            }
            json.writeStartObject();
            json.writeNumberField("schema", SCHEMA);
            json.writeArrayFieldStart("columns");
            for (ResultColumn column : columns) {
                json.writeStartObject();
                json.writeStringField("name", column.name());
                json.writeStringField("type", column.type());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("rows");
        }

        @Override
        public void row(List<Object> cells) throws IOException {
            json.writeRaw("\n");
            json.writeStartObject();
            for (int i = 0; i < cells.size(); i++) {
                json.writePOJOField(columns.get(i).name(), cells.get(i));
            }
            json.writeEndObject();
        }

        @Override
        public void end(boolean more) throws IOException {
            json.writeEndArray();
            json.writeBooleanField("more", more);
            json.writeEndObject();
            json.writeRaw('\n');
            json.flush();
        }
    }

    /** Two columns of one name, which a JSON object cannot have. */
    static final class DuplicateColumnException extends IOException {
        private static final long serialVersionUID = 1L;

        DuplicateColumnException(String name) {
            super("two columns are named " + name + "; give one another name with AS");
        }
    }
}
