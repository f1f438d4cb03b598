package tallyflame.flamegraphs;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What became of every sample of one kind of event. The first group is a partition: {@link #kept} and the groups that were
 * left out add up to {@link #total}, see {@link #balanced}. Truncated and failed samples are among the kept ones.
 *
 * @param total samples read
 * @param kept samples in the call tree
 * @param outsideWindow left out: outside the measured window
 * @param outsideRange left out: outside the time range asked for
 * @param outsideSpans left out: outside the spans asked for
 * @param otherThreads left out: of threads not asked for
 * @param outsideFunctions left out: in none of the functions that stacks are shown from
 * @param withoutStack left out: recorded without a stack
 * @param unresolved left out: the stack is named by the sample but not in the readable part of the recording
 * @param duplicates left out: events of this kind are taken from another recording of the same JVM
 * @param truncated kept, but the root end of the stack is missing
 * @param failed kept, but the profiler could not walk the stack and recorded an error frame instead
 * @param lost samples that the profiler itself reports as lost; they are not in {@code total}
 * @param unreadable parts of the recording that could not be read
 * @param remarks what else has to be known about the weight of the samples, a line each
 */
public record Ledger(
        long total,
        long kept,
        long outsideWindow,
        long outsideRange,
        long outsideSpans,
        long otherThreads,
        long outsideFunctions,
        long withoutStack,
        long unresolved,
        long duplicates,
        long truncated,
        long failed,
        long lost,
        List<Loss> unreadable,
        List<String> remarks) {
    /** Nothing read, nothing lost. */
    public static final Ledger EMPTY = complete(0);

    /**
     * A part of a recording that could not be read.
     *
     * @param file the recording
     * @param position byte offset at which reading stopped
     * @param bytes bytes that were skipped
     * @param chunks 1 if a whole chunk was lost, otherwise 0
     * @param events events that were skipped, where they could be counted
     * @param reason why, as a clause for the reader of the table
     */
    public record Loss(String file, long position, long bytes, int chunks, long events, String reason) {}

    public Ledger {
        unreadable = List.copyOf(unreadable);
        remarks = List.copyOf(remarks);
    }

    /** The ledger of an input that was kept completely. */
    public static Ledger complete(long samples) {
        return new Ledger(samples, samples, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, List.of(), List.of());
    }

    /** The ledger of samples that the recording itself reports as lost. */
    public static Ledger lost(long samples) {
        return new Ledger(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, samples, List.of(), List.of());
    }

    /** The ledger of parts of files that could not be read. */
    public static Ledger unreadable(List<Loss> losses) {
        return new Ledger(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, losses, List.of());
    }

    /** The ledger of what else has to be known about samples that another ledger counts. */
    public static Ledger remarked(List<String> remarks) {
        return new Ledger(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, List.of(), remarks);
    }

    /** The ledger of samples that are taken from another recording. */
    public static Ledger duplicates(long samples) {
        return new Ledger(samples, 0, 0, 0, 0, 0, 0, 0, 0, samples, 0, 0, 0, List.of(), List.of());
    }

    /** The ledger of samples that another one counts as kept although no function of their stacks is shown. */
    public static Ledger notShown(long samples) {
        return new Ledger(0, -samples, 0, 0, 0, 0, samples, 0, 0, 0, 0, 0, 0, List.of(), List.of());
    }

    /** The ledger of what is wrong with samples that are kept, which another ledger counts. */
    public static Ledger flawed(long truncated, long failed) {
        return new Ledger(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, truncated, failed, 0, List.of(), List.of());
    }

    /** Samples that are not in the call tree although they were read. */
    public long leftOut() {
        return outsideWindow
                + outsideRange
                + outsideSpans
                + otherThreads
                + outsideFunctions
                + withoutStack
                + unresolved
                + duplicates;
    }

    /** Whether every sample read is accounted for. */
    public boolean balanced() {
        return kept + leftOut() == total;
    }

    /** Bytes that could not be read. */
    public long unreadableBytes() {
        return unreadable.stream().mapToLong(Loss::bytes).sum();
    }

    /** Whole chunks that could not be read. */
    public long unreadableChunks() {
        return unreadable.stream().mapToLong(Loss::chunks).sum();
    }

    /** Events that could not be read, as far as they could be counted. */
    public long unreadableEvents() {
        return unreadable.stream().mapToLong(Loss::events).sum();
    }

    /** Both ledgers together. */
    public Ledger plus(Ledger other) {
        List<Loss> losses = new ArrayList<>(unreadable);
        losses.addAll(other.unreadable);
        return new Ledger(
                total + other.total,
                kept + other.kept,
                outsideWindow + other.outsideWindow,
                outsideRange + other.outsideRange,
                outsideSpans + other.outsideSpans,
                otherThreads + other.otherThreads,
                outsideFunctions + other.outsideFunctions,
                withoutStack + other.withoutStack,
                unresolved + other.unresolved,
                duplicates + other.duplicates,
                truncated + other.truncated,
                failed + other.failed,
                lost + other.lost,
                losses,
                Stream.concat(remarks.stream(), other.remarks.stream())
                        .distinct()
                        .toList());
    }
}
