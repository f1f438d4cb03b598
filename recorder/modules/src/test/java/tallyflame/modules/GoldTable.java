package tallyflame.modules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A CSV file of gold values: plain cells, first line titles. */
public final class GoldTable {
    private final List<Row> rows = new ArrayList<>();
    private final Map<Long, Row> byCandid = new HashMap<>();

    /** Reads a file. */
    static GoldTable read(Path file) throws IOException {
        GoldTable table = new GoldTable();
        List<String> lines = Files.readAllLines(file);
        List<String> titles = Arrays.asList(lines.get(0).split(",", -1));
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            Map<String, String> row = new LinkedHashMap<>();
            for (int column = 0; column < titles.size(); column++) {
                row.put(titles.get(column), cells[column]);
            }
            table.add(new Row(row));
        }
        return table;
    }

    private void add(Row row) {
        rows.add(row);
        if (row.cells().containsKey("candid")) {
            byCandid.put(Long.parseLong(row.text("candid")), row);
        }
    }

    /** All rows in order. */
    public List<Row> rows() {
        return rows;
    }

    /** The (last) row of an alert. */
    public Row row(long candid) {
        Row row = byCandid.get(candid);
        if (row == null) {
            throw new AssertionError("no gold values for candid " + candid + "; if the generator of alerts was changed,"
                    + " run scripts/gold/generate");
        }
        return row;
    }

    /** One line of the file. */
    public record Row(Map<String, String> cells) {
        /** A cell as it stands. */
        public String text(String column) {
            String cell = cells.get(column);
            if (cell == null) {
                throw new IllegalArgumentException("no gold column " + column + " in " + cells.keySet());
            }
            return cell;
        }

        /** A cell as a number, NaN where it is empty. */
        public double number(String column) {
            String cell = text(column).toLowerCase(Locale.ROOT);
            return switch (cell) {
                case "", "nan" -> Double.NaN;
                case "inf" -> Double.POSITIVE_INFINITY;
                case "-inf" -> Double.NEGATIVE_INFINITY;
                case "true" -> 1;
                case "false" -> 0;
                default -> Double.parseDouble(cell);
            };
        }
    }
}
