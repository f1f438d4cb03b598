package tallyflame.spark.modules;

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
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * All files of a data set; those of one schema are read together, since each that is read alone has tasks of its own.
 *
 * @param bySchema their addresses
 */
record AlertFiles(Map<StructType, List<String>> bySchema) {
    /**
     * Looks at Parquet files, whose types may differ from file to file.
     *
     * @param alerts a file, or a folder with files at any depth, on any file system that Hadoop knows
     * @throws IOException if there is none
     */
    static AlertFiles open(SparkSession spark, String alerts) throws IOException {
        Map<StructType, List<String>> files = new LinkedHashMap<>();
        for (String file : files(alerts, spark.sparkContext().hadoopConfiguration())) {
            files.computeIfAbsent(spark.read().parquet(file).schema(), schema -> new ArrayList<>())
                    .add(file);
        }
        return new AlertFiles(files);
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

    /**
     * The rows of files of one schema. Columns come from the files alone: the {@code key=value} of folders is refused where it is
     * asked for.
     */
    static Dataset<Row> rows(SparkSession spark, StructType schema, List<String> files) {
        return spark.read().schema(schema).parquet(files.toArray(String[]::new));
    }
}
