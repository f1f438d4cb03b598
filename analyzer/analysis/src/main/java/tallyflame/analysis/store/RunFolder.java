package tallyflame.analysis.store;

import java.nio.file.Path;

/**
 * The tables of one run.
 *
 * @param run value of the column {@code run} in queries; differs between the runs of one query
 * @param tables folder of the Parquet files
 */
public record RunFolder(String run, Path tables) {}
