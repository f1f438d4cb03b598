package tallyflame.modules.alerts;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;

/** Counts the NULLs of a file's columns. */
final class NullScan {
    private final Map<String, LeafColumn> leaves;
    private final Map<String, long[]> counts = new HashMap<>();

    private NullScan(Map<String, LeafColumn> leaves) {
        this.leaves = leaves;
    }

    /** Adds the counts of a file to those of its data set. */
    static void scan(AlertFile file, ParquetFileReader reader, Map<String, AlertSummary.NullCount> totals)
            throws IOException {
        NullScan scan = new NullScan(AlertSchema.leaves(AlertSource.schema(reader)));
        try {
            scan.countByFooter(reader.getRowGroups());
            scan.countByPages(reader);
        } catch (IOException | RuntimeException e) {
            throw new AlertDataException(
                    file.path(), "damaged: " + AlertDataException.oneLine(e) + "; write it anew", e);
        }
        scan.leaves.forEach((name, leaf) -> {
            long[] count = scan.counts.get(name);
            totals.computeIfAbsent(name, unseen -> new AlertSummary.NullCount())
                    .add(leaf.typeName(), count[0], count[1], count[2]);
        });
    }

    /** Takes what the footer says about columns that are no lists, unless it is silent about one of their chunks. */
    private void countByFooter(List<BlockMetaData> rowGroups) {
        Set<String> silent = new HashSet<>();
        for (LeafColumn leaf : leaves.values()) {
            counts.put(leaf.name(), new long[3]);
            if (leaf.isList() || !leaf.isReadable()) {
                silent.add(leaf.name());
            }
        }
        for (BlockMetaData rowGroup : rowGroups) {
            for (LeafColumn leaf : leaves.values()) {
                Statistics<?> statistics = chunk(rowGroup, leaf).getStatistics();
                if (statistics == null || !statistics.isNumNullsSet()) {
                    silent.add(leaf.name());
                } else if (!silent.contains(leaf.name())) {
                    counts.get(leaf.name())[0] += rowGroup.getRowCount();
                    counts.get(leaf.name())[1] += statistics.getNumNulls();
                }
            }
        }
        silent.forEach(counts::remove);
    }

    private static ColumnChunkMetaData chunk(BlockMetaData rowGroup, LeafColumn leaf) {
        String[] path = leaf.descriptor().getPath();
        for (ColumnChunkMetaData chunk : rowGroup.getColumns()) {
            if (Arrays.equals(chunk.getPath().toArray(), path)) {
                return chunk;
            }
        }
        throw new IllegalStateException("the footer has no chunk of column " + leaf.name());
    }

    private void countByPages(ParquetFileReader reader) throws IOException {
        List<LeafColumn> open = new ArrayList<>();
        for (LeafColumn leaf : leaves.values()) {
            if (!counts.containsKey(leaf.name())) {
                open.add(leaf);
                counts.put(leaf.name(), new long[3]);
            }
        }
        if (open.isEmpty()) {
            return;
        }
        reader.setRequestedSchema(open.stream().map(LeafColumn::descriptor).toList());
        String createdBy = reader.getFooter().getFileMetaData().getCreatedBy();
        for (PageReadStore pages = reader.readNextRowGroup(); pages != null; pages = reader.readNextRowGroup()) {
            for (LeafColumn leaf : open) {
                count(leaf, RowGroup.reader(leaf, pages, RowGroup.version(createdBy)), counts.get(leaf.name()));
            }
        }
    }

    private static void count(LeafColumn leaf, ColumnReader values, long[] count) {
        int defined = leaf.descriptor().getMaxDefinitionLevel();
        long left = values.getTotalValueCount();
        for (; left > 0; left--) {
            int level = values.getCurrentDefinitionLevel();
            if (level < leaf.entryLevel()) {
                count[2]++;
            } else {
                count[0]++;
                count[1] += level == defined ? 0 : 1;
            }
            values.skip();
            values.consume();
        }
    }
}
