package tallyflame.modules.alerts;

import java.util.Map;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import tallyflame.parquet.ParquetFile;

/** Counts the NULLs of a file's columns: by the footer where it has them, else by the levels in the pages. */
final class NullScan {
    private final ParquetFile file;
    private final LeafColumn leaf;
    private long values;
    private long nulls;
    private long emptyLists;

    private NullScan(ParquetFile file, LeafColumn leaf) {
        this.file = file;
        this.leaf = leaf;
    }

    /** Adds the counts of a file to those of its data set. */
    static void scan(AlertFile source, ParquetFile file, Map<String, AlertSummary.NullCount> totals)
            throws AlertDataException {
        for (LeafColumn leaf : AlertSchema.leaves(file.schema()).values()) {
            NullScan scan = new NullScan(file, leaf);
            try {
                scan.countAll();
            } catch (RuntimeException e) {
                throw new AlertDataException(
                        source.path(), "damaged: " + AlertDataException.oneLine(e) + "; write it again", e);
            }
            totals.computeIfAbsent(leaf.name(), unseen -> new AlertSummary.NullCount())
                    .add(leaf.typeName(), scan.values, scan.nulls, scan.emptyLists);
        }
    }

    private void countAll() {
        for (int rowGroup = 0; rowGroup < file.rowGroups().size(); rowGroup++) {
            ColumnChunkMetaData chunk = file.chunk(rowGroup, leaf.descriptor());
            Statistics<?> statistics = chunk.getStatistics();
            if (leaf.descriptor().getMaxRepetitionLevel() == 0 && statistics != null && statistics.isNumNullsSet()) {
                values += chunk.getValueCount();
                nulls += statistics.getNumNulls();
            } else {
                countLevels(file.column(rowGroup, leaf.descriptor()), chunk.getValueCount());
            }
        }
    }

    private void countLevels(ColumnReader column, long count) {
        int defined = leaf.descriptor().getMaxDefinitionLevel();
        for (long value = 0; value < count; value++) {
            int level = column.getCurrentDefinitionLevel();
            if (level < leaf.entryLevel()) {
                emptyLists++;
            } else {
                values++;
                nulls += level == defined ? 0 : 1;
            }
            if (level == defined) {
                column.skip();
            }
            column.consume();
        }
    }
}
