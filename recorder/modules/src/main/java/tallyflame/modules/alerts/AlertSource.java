package tallyflame.modules.alerts;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.schema.MessageType;
import tallyflame.modules.AlertBatch;
import tallyflame.modules.Column;
import tallyflame.modules.parquet.ParquetInput;

/**
 * Alerts from one Parquet file or from all Parquet files below a folder, batch by batch. Only the columns asked for are
 * read. At any time one row group of one file is open, of which the pages of these columns are held as they are in the
 * file; so the memory needed does not depend on the number of alerts. Used by one thread at a time.
 */
public final class AlertSource implements Closeable {
    private final List<AlertFile> files;
    private final Collection<String> columns;
    private final PartitionColumns partitions;
    private final int batchSize;
    private final long rows;
    private long delivered;
    private int nextFile;
    private ParquetFileReader reader;
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
            try (ParquetFileReader footer = openFile(file)) {
                FileColumns.find(file, AlertSchema.leaves(schema(footer)), columns);
                rows += footer.getRecordCount();
            }
        }
        if (rows == 0) {
            throw new AlertDataException(fileOrFolder, "holds no alerts (0 rows in " + files.size() + " files)");
        }
        return new AlertSource(files, List.copyOf(columns), batchSize, limit < 0 ? rows : Math.min(limit, rows));
    }

    /** Opens one file and reads its footer. */
    static ParquetFileReader openFile(AlertFile file) throws IOException {
        if (Files.size(file.path()) == 0) {
            throw new AlertDataException(
                    file.path(), "is empty (0 bytes), so no Parquet file; remove it or write it anew");
        }
        try {
            return ParquetInput.open(file.path());
        } catch (IOException | RuntimeException e) {
            throw new AlertDataException(
                    file.path(),
                    "is no Parquet file or is cut short (" + Files.size(file.path()) + " bytes): "
                            + AlertDataException.oneLine(e) + "; write it anew",
                    e);
        }
    }

    static MessageType schema(ParquetFileReader reader) {
        return reader.getFooter().getFileMetaData().getSchema();
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
            List<Column> all = new ArrayList<>(read.columns());
            all.addAll(partitions.of(file, fileColumns, count));
            return new AlertBatch(read.objectIds(), read.candids(), all);
        } catch (AlertDataException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new AlertDataException(
                    file.path(),
                    "damaged at row group " + (reader == null ? 0 : reader.getCurrentRowGroupIndex()) + " (alert "
                            + delivered + " of the data set): " + AlertDataException.oneLine(e) + "; write it anew",
                    e);
        }
    }

    /** Makes sure that the current row group has rows left; returns the file it is in. */
    private AlertFile openRows() throws IOException {
        while (rowGroup == null || rowGroup.left() == 0) {
            PageReadStore pages = reader == null ? null : reader.readNextRowGroup();
            if (pages == null) {
                openNextFile();
            } else {
                rowGroup = new RowGroup(
                        fileColumns, pages, reader.getFooter().getFileMetaData().getCreatedBy());
            }
        }
        return files.get(nextFile - 1);
    }

    private void openNextFile() throws IOException {
        close();
        AlertFile file = files.get(nextFile++);
        reader = openFile(file);
        fileColumns = FileColumns.find(file, AlertSchema.leaves(schema(reader)), columns);
        reader.setRequestedSchema(fileColumns.descriptors());
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
