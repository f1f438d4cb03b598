package tallyflame.transfer.consume;

import java.util.List;

/**
 * What the folder holds after a transfer.
 *
 * @param topic name of the topic
 * @param topicId what tells it from another topic of this name
 * @param records taken from the topic this time, rejected ones included
 * @param seconds that took
 * @param partitions in order
 */
public record TransferResult(
        String topic, String topicId, long records, double seconds, List<PartitionResult> partitions) {
    /**
     * One partition.
     *
     * @param first first offset that the folder covers
     * @param next offset that comes next: the last one is before it
     * @param rows alerts in the folder
     * @param rejected records that could not be decoded
     * @param missing offsets that the topic does not hold
     * @param lag offsets that the topic has beyond
     */
    public record PartitionResult(
            int partition, long first, long next, long rows, long rejected, long missing, long lag) {}

    /** Records that could not be decoded, of all partitions. */
    public long rejected() {
        return partitions.stream().mapToLong(PartitionResult::rejected).sum();
    }
}
