package tallyflame.transfer.folder;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a folder holds: which topic, from which offsets on, and how.
 *
 * @param schema version of this document
 * @param topic its name
 * @param topicId what tells it from another topic of this name
 * @param survey ztf or lsst
 * @param format of the files
 * @param partitionBy what the folders are named after; {@code null}: there are none
 * @param begins first offset of each partition
 */
public record TransferDocument(
        int schema,
        String topic,
        String topicId,
        String survey,
        OutputFormat format,
        Partitioning partitionBy,
        SortedMap<Integer, Long> begins) {
    /** The same, with partitions that the topic has got in the meantime. */
    public TransferDocument with(SortedMap<Integer, Long> more) {
        TreeMap<Integer, Long> all = new TreeMap<>(more);
        all.putAll(begins);
        return new TransferDocument(schema, topic, topicId, survey, format, partitionBy, all);
    }
}
