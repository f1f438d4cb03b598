package tallyflame.analysis.counts;

import java.util.List;
import java.util.Optional;
import tallyflame.counts.Allocated;
import tallyflame.counts.Allocations;
import tallyflame.counts.MethodCounts;
import tallyflame.counts.file.CountFile;
import tallyflame.counts.file.ThreadBytes;
import tallyflame.flamegraphs.Quantity;

/**
 * What counted code allocated itself, exactly, beside what the JVM says its threads allocated in all. The rest was allocated by code that
 * is not counted: the JDK, libraries, the JVM itself.
 *
 * @param objects allocated by counted code itself
 * @param bytes of these objects; {@code null} if they are not known of all
 * @param threads bytes of the threads that ran counted code, from there on; {@code null} if they are not known
 * @param rest bytes of these threads that counted code did not allocate, less what escape analysis removed of that: below 0 where that is
 *     more; {@code null} if one of both is not known
 * @param reason why that is not known, {@code null} if it is
 */
public record AllocationLedger(long objects, Long bytes, Long threads, Long rest, String reason) {
    /** Of some count files; {@code null} if none of them counted allocations. */
    static AllocationLedger of(List<CountFile> files) {
        if (files.stream().allMatch(file -> file.threadBytes().isEmpty())) {
            return null;
        }
        long objects = 0;
        long bytes = 0;
        long threads = 0;
        String reason = null;
        for (CountFile file : files) {
            for (Allocations one : allocations(file)) {
                objects += one.objects();
                bytes = Allocated.sum(bytes, one.bytes());
            }
            Optional<ThreadBytes> all = file.threadBytes();
            long known = all.map(ThreadBytes::bytes).orElse(Allocated.UNKNOWN);
            threads = Allocated.sum(threads, known);
            if (known == Allocated.UNKNOWN) {
                reason = all.map(ThreadBytes::reason).orElse("allocations were not counted in all JVMs");
            }
        }
        Long exact = bytes == Allocated.UNKNOWN ? null : Long.valueOf(bytes);
        Long whole = threads == Allocated.UNKNOWN ? null : Long.valueOf(threads);
        if (reason == null && exact == null) {
            reason =
                    "classes of some objects were gone, or not initialised yet, when they could be asked for their size";
        }
        return new AllocationLedger(
                objects, exact, whole, exact == null || whole == null ? null : Long.valueOf(whole - exact), reason);
    }

    private static List<Allocations> allocations(CountFile file) {
        return file.classes().stream()
                .flatMap(counted -> counted.methods().stream())
                .map(MethodCounts::allocations)
                .flatMap(Optional::stream)
                .toList();
    }

    /** The line that stands under a table. */
    String line() {
        String own = "allocated: " + Quantity.of(objects, "objects") + " by counted code itself"
                + (bytes == null ? "" : ", " + Quantity.of(bytes, "bytes"));
        if (rest == null) {
            return own + "; what else its threads allocated is not known: " + reason;
        }
        if (rest < 0) {
            return own + "; its threads allocated " + Quantity.of(threads, "bytes")
                    + " in all, so that escape analysis removed at least " + Quantity.of(-rest, "bytes");
        }
        return own + " of " + Quantity.of(threads, "bytes") + " that its threads allocated; the rest, "
                + Quantity.of(rest, "bytes") + ", in the JDK and other code that is not counted"
                + ", less what escape analysis removed";
    }
}
