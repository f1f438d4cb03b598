package tallyflame.transfer.folder;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * Neighbouring offsets of a partition.
 *
 * @param first the smallest
 * @param last the largest, which belongs to the range
 */
public record OffsetRange(long first, long last) {
    /** How many offsets there are. */
    @JsonIgnore
    public long size() {
        return last - first + 1;
    }

    @Override
    public String toString() {
        return first == last ? "offset " + first : "offsets " + first + " to " + last;
    }
}
