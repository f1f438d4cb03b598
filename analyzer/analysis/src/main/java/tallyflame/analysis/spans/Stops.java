package tallyflame.analysis.spans;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Time ranges in which the JVM stopped its threads, those that overlap joined to one. */
final class Stops {
    private final List<long[]> ranges = new ArrayList<>();

    /** Of ranges of a first and a last moment each, in any order. */
    Stops(List<long[]> found) {
        List<long[]> sorted = new ArrayList<>(found);
        sorted.sort(Comparator.comparingLong(range -> range[0]));
        for (long[] range : sorted) {
            long[] last = ranges.isEmpty() ? null : ranges.get(ranges.size() - 1);
            if (last != null && range[0] <= last[1]) {
                last[1] = Math.max(last[1], range[1]);
            } else {
                ranges.add(range.clone());
            }
        }
    }

    /** For how many nanoseconds of a time range threads were stopped. */
    long within(long from, long to) {
        long nanos = 0;
        for (int i = firstEndedAfter(from); i < ranges.size() && ranges.get(i)[0] < to; i++) {
            nanos += Math.min(to, ranges.get(i)[1]) - Math.max(from, ranges.get(i)[0]);
        }
        return nanos;
    }

    /** They do not overlap, so their ends ascend, too. */
    private int firstEndedAfter(long time) {
        int low = 0;
        int high = ranges.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ranges.get(middle)[1] <= time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
