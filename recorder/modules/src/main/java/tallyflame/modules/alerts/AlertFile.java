package tallyflame.modules.alerts;

import java.nio.file.Path;
import java.util.Map;

/**
 * One Parquet file of a data set.
 *
 * @param partitions what the folders {@code key=value} above it say; {@code null} for Hive's mark of NULL
 */
record AlertFile(Path path, Map<String, String> partitions) {}
