package tallyflame.transfer.consume;

import java.nio.file.Path;
import tallyflame.transfer.broker.Survey;
import tallyflame.transfer.folder.OutputFormat;
import tallyflame.transfer.folder.Partitioning;

/**
 * What is to be transferred, and how.
 *
 * @param topic name of the topic
 * @param outDir folder for the alerts
 * @param survey whose alerts they are
 * @param partitionBy what folders below are named after; {@code null}: there are none
 * @param format of the files
 * @param limit most records to take from the topic, rejected ones included; {@link #UNLIMITED}
 * @param batchSize most records of a batch, which becomes valid at once
 * @param consumers threads that read; 0: as many as there are partitions, and no more than processors
 * @param restart forgets what the folder holds, and begins at the first offset of the topic
 * @param dumpSchemas writes the schemas of the topic into the folder
 */
public record TransferOptions(
        String topic,
        Path outDir,
        Survey survey,
        Partitioning partitionBy,
        OutputFormat format,
        long limit,
        int batchSize,
        int consumers,
        boolean restart,
        boolean dumpSchemas) {
    /** No {@link #limit}. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    /** Records of a batch where nothing else is said. */
    public static final int DEFAULT_BATCH = 10_000;

    /** Everything that is in a topic, in Parquet files, without folders. */
    public static TransferOptions all(String topic, Path outDir) {
        return new TransferOptions(
                topic, outDir, Survey.ZTF, null, OutputFormat.PARQUET, UNLIMITED, DEFAULT_BATCH, 0, false, false);
    }

    /** The same, sorted into folders. */
    public TransferOptions by(Partitioning partitioning) {
        return new TransferOptions(
                topic, outDir, survey, partitioning, format, limit, batchSize, consumers, restart, dumpSchemas);
    }

    /** The same, in batches of another size. */
    public TransferOptions inBatchesOf(int records) {
        return new TransferOptions(
                topic, outDir, survey, partitionBy, format, limit, records, consumers, restart, dumpSchemas);
    }
}
