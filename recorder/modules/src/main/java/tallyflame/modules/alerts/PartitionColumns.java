package tallyflame.modules.alerts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tallyflame.modules.AlertColumn;

/**
 * The columns that folder names {@code key=value} stand for. A key is a number when all its values in the data set are.
 *
 * @param numeric for each key that was asked for, whether it is a number
 */
record PartitionColumns(Map<String, Boolean> numeric) {
    /** The keys among the columns asked for. */
    static PartitionColumns of(List<AlertFile> files, Collection<String> columns) {
        Map<String, Boolean> numeric = new LinkedHashMap<>();
        for (String column : columns) {
            if (files.stream().anyMatch(file -> file.partitions().containsKey(column))) {
                numeric.put(
                        column,
                        files.stream()
                                .map(file -> file.partitions().get(column))
                                .filter(Objects::nonNull)
                                .allMatch(PartitionColumns::isNumber));
            }
        }
        return new PartitionColumns(numeric);
    }

    private static boolean isNumber(String value) {
        return value.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    }

    /** The columns for some rows of a file; a column that the file itself has wins over the folder's name. */
    List<AlertColumn> of(AlertFile file, FileColumns columns, int rows) {
        List<AlertColumn> made = new ArrayList<>();
        numeric.forEach((key, isNumber) -> {
            if (columns.wanted().stream().noneMatch(leaf -> leaf.name().equals(key))) {
                made.add(column(key, file.partitions().get(key), isNumber, rows));
            }
        });
        return made;
    }

    private static AlertColumn column(String key, String value, boolean isNumber, int rows) {
        if (isNumber) {
            double[] numbers = new double[rows];
            Arrays.fill(numbers, value == null ? Double.NaN : Double.parseDouble(value));
            return new AlertColumn.Numbers(key, numbers);
        }
        String[] texts = new String[rows];
        Arrays.fill(texts, value);
        return new AlertColumn.Texts(key, texts);
    }
}
