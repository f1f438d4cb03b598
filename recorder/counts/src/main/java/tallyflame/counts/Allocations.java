package tallyflame.counts;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tallyflame.counts.graph.JdkCall;

/**
 * What a method allocated itself, exactly, and where it called the JDK, which may have allocated more.
 *
 * @param allocated by line and type, ascending
 * @param jdkCalls by line, ascending
 */
public record Allocations(List<Allocated> allocated, List<JdkCall> jdkCalls) {
    private record Key(int line, String type) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            return line != other.line ? Integer.compare(line, other.line) : type.compareTo(other.type);
        }
    }

    /** Adds up what is of the same line and type. */
    public Allocations {
        Map<Key, Allocated> sums = new TreeMap<>();
        for (Allocated one : allocated) {
            sums.merge(
                    new Key(one.line(), one.type()),
                    one,
                    (a, b) -> new Allocated(
                            a.line(), a.type(), a.objects() + b.objects(), Allocated.sum(a.bytes(), b.bytes())));
        }
        allocated = List.copyOf(sums.values());
        Set<JdkCall> calls = new LinkedHashSet<>(jdkCalls);
        jdkCalls = calls.stream()
                .sorted((a, b) -> Integer.compare(a.line(), b.line()))
                .toList();
    }

    /** What one line has of it. */
    public Allocations ofLine(int line) {
        return new Allocations(
                allocated.stream().filter(one -> one.line() == line).toList(),
                jdkCalls.stream().filter(call -> call.line() == line).toList());
    }

    /** The same without the calls of classes that are counted themselves: there all is known. */
    public Allocations withoutCallsOf(Set<String> counted) {
        return new Allocations(
                allocated,
                jdkCalls.stream()
                        .filter(call -> call.kind() != JdkCall.Kind.CALL
                                || !counted.contains(
                                        call.callee().substring(0, call.callee().lastIndexOf('.'))))
                        .toList());
    }

    /** How many objects, arrays included. */
    public long objects() {
        return allocated.stream().mapToLong(Allocated::objects).sum();
    }

    /** Their bytes; {@link Allocated#UNKNOWN} if those of some are not known. */
    public long bytes() {
        long sum = 0;
        for (Allocated one : allocated) sum = Allocated.sum(sum, one.bytes());
        return sum;
    }

    Allocations plus(Allocations other) {
        List<Allocated> all = new ArrayList<>(allocated);
        all.addAll(other.allocated);
        List<JdkCall> calls = new ArrayList<>(jdkCalls);
        calls.addAll(other.jdkCalls);
        return new Allocations(all, calls);
    }
}
