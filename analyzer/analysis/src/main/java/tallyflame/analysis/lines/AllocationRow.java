package tallyflame.analysis.lines;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tallyflame.counts.Allocated;
import tallyflame.counts.Allocations;
import tallyflame.counts.graph.JdkCall;

/**
 * What a line allocated of one type, or its calls into the JDK, where nobody counts.
 *
 * @param allocated objects and bytes; {@code null} for the calls
 * @param jdkCalls the calls; empty for a type
 */
public record AllocationRow(MethodLines method, LineRow row, Allocated allocated, List<JdkCall> jdkCalls) {
    /** Most bytes first, then those whose bytes nobody knows, then the calls of the lines that run most often. */
    private static final Comparator<AllocationRow> ORDER = Comparator.comparing(AllocationRow::inJdk)
            .thenComparing(row -> row.inJdk() ? 0 : -row.allocated().bytes())
            .thenComparing(row -> -row.row().hits())
            .thenComparing(row -> row.method().name())
            .thenComparing(row -> row.row().line());

    public AllocationRow {
        jdkCalls = List.copyOf(jdkCalls);
    }

    /** The rows of a report; lines that were never reached are left out. */
    public static List<AllocationRow> of(LineReport report) {
        List<AllocationRow> rows = new ArrayList<>();
        for (MethodLines method : report.methods()) {
            for (LineRow row : method.rows()) {
                row.allocations().ifPresent(line -> add(method, row, line, rows));
            }
        }
        rows.sort(ORDER);
        return rows;
    }

    private static void add(MethodLines method, LineRow row, Allocations line, List<AllocationRow> rows) {
        for (Allocated one : line.allocated()) {
            if (one.objects() > 0) {
                rows.add(new AllocationRow(method, row, one, List.of()));
            }
        }
        if (!line.jdkCalls().isEmpty() && row.hits() > 0) {
            rows.add(new AllocationRow(method, row, null, line.jdkCalls()));
        }
    }

    /** Whether these are calls into the JDK. */
    public boolean inJdk() {
        return allocated == null;
    }

    /** Bytes, {@code null} where nobody knows. */
    public Long bytes() {
        return inJdk() || allocated.bytes() == Allocated.UNKNOWN ? null : allocated.bytes();
    }
}
