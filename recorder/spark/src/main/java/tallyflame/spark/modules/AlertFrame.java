package tallyflame.spark.modules;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The columns of a module from all files of a data set, in one table: {@code objectId}, {@code candid}, then those of the module.
 *
 * @param rows not read yet
 * @param columns of the module, in its order
 */
record AlertFrame(Dataset<Row> rows, List<FrameColumn> columns) {
    /**
     * Opens Parquet files, whose types may differ from file to file.
     *
     * @param alerts a file, or a folder with files at any depth, on any file system that Hadoop knows
     * @throws IOException if there is none, or one has not the columns
     */
    static AlertFrame open(SparkSession spark, String alerts, List<String> names) throws IOException {
        Map<String, Dataset<Row>> files = new LinkedHashMap<>();
        for (String file : files(alerts, spark.sparkContext().hadoopConfiguration())) {
            files.put(file, spark.read().parquet(file));
        }
        List<FrameColumn> columns = columns(files, names);
        Dataset<Row> all = null;
        for (Dataset<Row> file : files.values()) {
            Dataset<Row> part = file.select(selection(columns));
            all = all == null ? part : all.union(part);
        }
        return new AlertFrame(all, columns);
    }

    private static List<String> files(String alerts, Configuration hadoop) throws IOException {
        Path path = new Path(alerts);
        FileSystem system = path.getFileSystem(hadoop);
        List<String> files = new ArrayList<>();
        if (system.getFileStatus(path).isFile()) {
            return List.of(system.makeQualified(path).toString());
        }
        RemoteIterator<LocatedFileStatus> found = system.listFiles(path, true);
        while (found.hasNext()) {
            Path file = found.next().getPath();
            if (file.getName().matches("[^._].*\\.parquet")) {
                files.add(file.toString());
            }
        }
        if (files.isEmpty()) {
            throw new IOException(alerts + ": holds no Parquet file; name a folder that does");
        }
        files.sort(null);
        return files;
    }

    private static List<FrameColumn> columns(Map<String, Dataset<Row>> files, List<String> names) throws IOException {
        List<FrameColumn> columns = new ArrayList<>();
        for (String name : names) {
            FrameColumn common = null;
            for (Map.Entry<String, Dataset<Row>> file : files.entrySet()) {
                FrameColumn found =
                        FrameColumn.find(file.getKey(), file.getValue().schema(), name);
                common = common == null ? found : common.with(found, file.getKey());
            }
            columns.add(common);
        }
        return columns;
    }

    private static Column[] selection(List<FrameColumn> columns) {
        List<Column> selected = new ArrayList<>();
        selected.add(col("objectId").cast("string").as("objectId"));
        selected.add(coalesce(col("candid").cast("bigint"), lit(0L)).as("candid"));
        columns.forEach(column -> selected.add(column.select()));
        return selected.toArray(Column[]::new);
    }
}
