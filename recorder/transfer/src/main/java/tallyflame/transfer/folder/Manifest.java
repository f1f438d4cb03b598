package tallyflame.transfer.folder;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What makes the files of one batch valid: which offsets of which partition they hold. Every offset of the range is a row
 * of one of the files, rejected, or missing from the topic.
 *
 * @param schema version of this document
 * @param topic its name
 * @param topicId what tells it from another topic of this name
 * @param partition number of the partition
 * @param first first offset of the batch
 * @param last last offset of the batch
 * @param files what was written
 * @param missing offsets that the topic does not hold, because it was compacted, or because they are no records
 * @param rejected records that could not be decoded
 */
public record Manifest(
        int schema,
        String topic,
        String topicId,
        int partition,
        long first,
        long last,
        List<DataFile> files,
        List<OffsetRange> missing,
        List<Rejected> rejected) {
    /** Version of the documents that are written. */
    public static final int SCHEMA = 1;

    private static final Pattern NAME = Pattern.compile("(\\d+)-(\\d+)-(\\d+)\\.json");

    /**
     * One file of alerts.
     *
     * @param path below the folder, with slashes
     * @param rows how many alerts
     * @param bytes size of the file
     * @param avroSchema fingerprint of the schema that its alerts had in the topic
     */
    public record DataFile(String path, long rows, long bytes, String avroSchema) {}

    /**
     * A record that could not be decoded; its bytes are in the folder {@code rejected}.
     *
     * @param reason what is wrong with it, in one line
     */
    public record Rejected(long offset, String reason) {}

    /** How many alerts the files hold. */
    @JsonIgnore
    public long rows() {
        return files.stream().mapToLong(DataFile::rows).sum();
    }

    /** How many offsets the topic does not hold. */
    @JsonIgnore
    public long missingOffsets() {
        return missing.stream().mapToLong(OffsetRange::size).sum();
    }

    /** The offsets that the batch covers. */
    @JsonIgnore
    public OffsetRange range() {
        return new OffsetRange(first, last);
    }

    /** Name of the document. */
    @JsonIgnore
    public String name() {
        return partition + "-" + first + "-" + last + ".json";
    }

    /** Whether a file is a manifest, by its name. */
    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** Whether the name of the document says the same as the document. */
    boolean isNamed(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches() && name().equals(name);
    }
}
