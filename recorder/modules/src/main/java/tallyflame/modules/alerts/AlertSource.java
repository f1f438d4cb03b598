package tallyflame.modules.alerts;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import tallyflame.modules.AlertBatch;
import tallyflame.modules.AlertColumn;
import tallyflame.parquet.ParquetFile;

/**
 * Alerts from one Parquet file or from all Parquet files below a folder, batch by batch. Only the columns asked for are
 * read. At any time one page of each of these columns is in memory, besides the batch, so the memory needed does not depend
 * on the number of alerts nor on how the files group them. Used by one thread at a time.
 */
public final class AlertSource implements Closeable {
    private final List<AlertFile> files;
    private final Collection<String> columns;
    private final PartitionColumns partitions;
    private final int batchSize;
    private final long rows;
    private long delivered;
    private int nextFile;
    private int nextRowGroup;
    private ParquetFile reader;
    private FileColumns fileColumns;
    private RowGroup rowGroup;

    private AlertSource(List<AlertFile> files, Collection<String> columns, int batchSize, long rows) {
        this.files = files;
        this.columns = columns;
        this.partitions = PartitionColumns.of(files, columns);
        this.batchSize = batchSize;
        this.rows = rows;
    }

    /**
     * Opens a data set and looks at all its footers, so that a missing column is known before the first alert.
     *
     * @param fileOrFolder a Parquet file, or a folder; folders named {@code key=value} give a column {@code key}
     * @param columns names as in {@link tallyflame.modules.ScienceModule#columns()}
     * @param batchSize most alerts of a batch; a batch does not reach over the end of a row group
     * @param limit most alerts in all; below 0: no limit
     * @throws AlertDataException when a file is empty, damaged, of another kind or lacks a column, or there is no file
     */
    public static AlertSource open(Path fileOrFolder, Collection<String> columns, int batchSize, long limit)
            throws IOException {
        if (batchSize < 1) {
            throw new IllegalArgumentException("batch size " + batchSize);
        }
        List<AlertFile> files = AlertFolder.files(fileOrFolder);
        long rows = 0;
        for (AlertFile file : files) {
            try (ParquetFile footer = openFile(file)) {
                FileColumns.find(file, AlertSchema.leaves(footer.schema()), columns);
                rows += footer.rows();
            }
        }
        if (rows == 0) {
            throw new AlertDataException(fileOrFolder, "holds no alerts (0 rows in " + files.size() + " files)");
        }
        return new AlertSource(files, List.copyOf(columns), batchSize, limit < 0 ? rows : Math.min(limit, rows));
    }

    /** Opens one file and reads its footer. */
    static ParquetFile openFile(AlertFile file) throws IOException {
        ParquetMarks.require(file.path());
        try {
            return ParquetFile.open(file.path());
        } catch (IOException | RuntimeException e) {
            throw new AlertDataException(
                    file.path(), "its footer is damaged: " + AlertDataException.oneLine(e) + "; write it again", e);
        }
    }

    /** How many alerts will be delivered in all. */
    public long rows() {
        return rows;
    }

    /** The files, in the order in which they are read. */
    public List<Path> files() {
        return files.stream().map(AlertFile::path).toList();
    }

    /** The next alerts, at least one; {@code null} at the end. */
    public AlertBatch next() throws IOException {
        if (delivered == rows) {
            return null;
        }
        AlertFile file = files.get(Math.max(0, nextFile - 1));
        try {
            file = openRows();
            int count = (int) Math.min(Math.min(batchSize, rows - delivered), rowGroup.left());
            RowGroup.Rows read = rowGroup.next(count);
            delivered += count;
            List<AlertColumn> all = new ArrayList<>(read.columns());
            all.addAll(partitions.of(file, fileColumns, count));
            return new AlertBatch(read.objectIds(), read.candids(), all);
        } catch (AlertDataException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new AlertDataException(
                    file.path(),
                    "damaged at row group " + Math.max(0, nextRowGroup - 1) + " (alert " + delivered
                            + " of the data set): " + AlertDataException.oneLine(e) + "; write it again",
                    e);
        }
    }

    /** Makes sure that the current row group has rows left; returns the file it is in. */
    private AlertFile openRows() throws IOException {
        while (rowGroup == null || rowGroup.left() == 0) {
            if (reader == null || nextRowGroup == reader.rowGroups().size()) {
                openNextFile();
            } else {
                rowGroup = new RowGroup(reader, nextRowGroup++, fileColumns);
            }
        }
        return files.get(nextFile - 1);
    }

    private void openNextFile() throws IOException {
        close();
        AlertFile file = files.get(nextFile++);
        nextRowGroup = 0;
        reader = openFile(file);
        fileColumns = FileColumns.find(file, AlertSchema.leaves(reader.schema()), columns);
    }

    /** Closes the file that is being read; reading on is not possible after that. */
    @Override
    public void close() throws IOException {
        rowGroup = null;
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }
}
