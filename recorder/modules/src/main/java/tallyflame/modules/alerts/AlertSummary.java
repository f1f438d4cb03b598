package tallyflame.modules.alerts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import tallyflame.parquet.ParquetFile;

/**
 * What a data set of alerts consists of.
 *
 * @param rows number of alerts
 * @param files in the order of reading
 * @param columns in the order of the first file that has them; folder names {@code key=value} come last
 */
public record AlertSummary(long rows, List<FileSummary> files, List<ColumnSummary> columns) {
    /**
     * One file.
     *
     * @param rows number of alerts
     * @param bytes size of the file
     * @param rowGroups how many groups its rows are stored in
     */
    public record FileSummary(Path path, long rows, long bytes, int rowGroups) {}

    /**
     * Looks through a data set. NULLs of plain columns are counted in the footers; only where those lack the count, and
     * for lists, the pages are read.
     *
     * @throws AlertDataException when a file is empty, damaged or of another kind, or there is no file
     */
    public static AlertSummary of(Path fileOrFolder) throws IOException {
        List<FileSummary> files = new ArrayList<>();
        Map<String, NullCount> columns = new LinkedHashMap<>();
        Map<String, NullCount> partitions = new LinkedHashMap<>();
        for (AlertFile file : AlertFolder.files(fileOrFolder)) {
            try (ParquetFile reader = AlertSource.openFile(file)) {
                long rows = reader.rows();
                files.add(new FileSummary(
                        file.path(),
                        rows,
                        Files.size(file.path()),
                        reader.rowGroups().size()));
                NullScan.scan(file, reader, columns);
                file.partitions().forEach((key, value) -> partitions
                        .computeIfAbsent(key, name -> new NullCount())
                        .add("folder name", rows, value == null ? rows : 0, 0));
            }
        }
        partitions.forEach(columns::putIfAbsent);
        List<ColumnSummary> summaries = new ArrayList<>();
        columns.forEach((name, count) -> summaries.add(count.summary(name)));
        return new AlertSummary(
                files.stream().mapToLong(FileSummary::rows).sum(), List.copyOf(files), List.copyOf(summaries));
    }

    /** Counts of one column that grow file by file. */
    static final class NullCount {
        private final TreeSet<String> types = new TreeSet<>();
        private int files;
        private long values;
        private long nulls;
        private long emptyLists;

        void add(String type, long moreValues, long moreNulls, long moreEmptyLists) {
            types.add(type);
            files++;
            values += moreValues;
            nulls += moreNulls;
            emptyLists += moreEmptyLists;
        }

        ColumnSummary summary(String name) {
            return new ColumnSummary(name, types, files, values, nulls, emptyLists);
        }
    }
}
