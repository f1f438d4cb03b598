package tallyflame.spark.modules;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of a module from all files of a data set, in one table: {@code objectId}, {@code candid}, then those of the module.
 *
 * @param rows not read yet
 * @param columns of the module, in its order
 */
record AlertFrame(Dataset<Row> rows, List<FrameColumn> columns) {
    /**
     * The columns of a module.
     *
     * @throws IOException if a file has not the columns
     */
    static AlertFrame of(SparkSession spark, AlertFiles files, List<String> names) throws IOException {
        List<FrameColumn> columns = new ArrayList<>();
        for (String name : names) {
            columns.add(column(files, name));
        }
        Dataset<Row> all = null;
        for (Map.Entry<StructType, List<String>> same : files.bySchema().entrySet()) {
            Dataset<Row> part =
                    AlertFiles.rows(spark, same.getKey(), same.getValue()).select(selection(columns));
            all = all == null ? part : all.union(part);
        }
        return new AlertFrame(all, columns);
    }

    private static FrameColumn column(AlertFiles files, String name) throws IOException {
        FrameColumn common = null;
        for (Map.Entry<StructType, List<String>> same : files.bySchema().entrySet()) {
            String file = same.getValue().get(0);
            FrameColumn found = FrameColumn.find(file, same.getKey(), name);
            common = common == null ? found : common.with(found, file);
        }
        return common;
    }

    private static Column[] selection(List<FrameColumn> columns) {
        List<Column> selected = new ArrayList<>();
        selected.add(col("objectId").cast("string").as("objectId"));
        selected.add(coalesce(col("candid").cast("bigint"), lit(0L)).as("candid"));
        columns.forEach(column -> selected.add(column.select()));
        return selected.toArray(Column[]::new);
    }
}
