package tallyflame.counts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The counts of one method. Every line and branch of the method is listed, executed or not.
 *
 * @param name method name as in the class file ({@code <init>}, {@code lambda$run$0}, …)
 * @param descriptor method descriptor, such as {@code (I)V}
 * @param firstLine line of the first instruction
 * @param entered how often the method was called
 * @param leftByException how often an exception left it; -1 where the lines and branches do not depend on it and it was
 *     therefore not measured (methods that can only throw on their last line)
 * @param residual what violates the conservation of flow, as an absolute count; 0 in a sound file
 * @param inFlight activations that had not returned when the file was written
 * @param lines hits by line, ascending
 * @param branches branch sites by line and ordinal
 * @param allocations what it allocated, empty if that was not counted
 */
public record MethodCounts(
        String name,
        String descriptor,
        int firstLine,
        long entered,
        long leftByException,
        long residual,
        long inFlight,
        List<LineHits> lines,
        List<Branch> branches,
        Optional<Allocations> allocations) {
    /** Copies the lists. */
    public MethodCounts {
        lines = List.copyOf(lines);
        branches = List.copyOf(branches);
    }

    /** Of a method whose allocations were not counted. */
    public MethodCounts(
            String name,
            String descriptor,
            int firstLine,
            long entered,
            long leftByException,
            long residual,
            long inFlight,
            List<LineHits> lines,
            List<Branch> branches) {
        this(
                name,
                descriptor,
                firstLine,
                entered,
                leftByException,
                residual,
                inFlight,
                lines,
                branches,
                Optional.empty());
    }

    /** The same counts with other lines and branches. */
    public MethodCounts with(List<LineHits> lines, List<Branch> branches) {
        return new MethodCounts(
                name,
                descriptor,
                firstLine,
                entered,
                leftByException,
                residual,
                inFlight,
                lines,
                branches,
                allocations);
    }

    /** Whether the other has the same lines and branches. */
    boolean isSame(MethodCounts other) {
        return name.equals(other.name)
                && descriptor.equals(other.descriptor)
                && Arrays.equals(lineNumbers(), other.lineNumbers())
                && branches.size() == other.branches.size();
    }

    private int[] lineNumbers() {
        return lines.stream().mapToInt(LineHits::line).toArray();
    }

    MethodCounts plus(MethodCounts other) {
        List<LineHits> lineSums = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) lineSums.add(lines.get(i).plus(other.lines.get(i)));
        List<Branch> branchSums = new ArrayList<>();
        for (int i = 0; i < branches.size(); i++) branchSums.add(branches.get(i).plus(other.branches.get(i)));
        boolean unmeasured = leftByException < 0 || other.leftByException < 0;
        return new MethodCounts(
                name,
                descriptor,
                firstLine,
                entered + other.entered,
                unmeasured ? -1 : leftByException + other.leftByException,
                residual + other.residual,
                inFlight + other.inFlight,
                lineSums,
                branchSums,
                // A sum of which a part was not counted would look like one of all.
                allocations.flatMap(own -> other.allocations.map(own::plus)));
    }
}
