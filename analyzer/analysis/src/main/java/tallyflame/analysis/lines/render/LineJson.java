package tallyflame.analysis.lines.render;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tallyflame.analysis.lines.AllocationRow;
import tallyflame.analysis.lines.BranchRow;
import tallyflame.analysis.lines.HotLine;
import tallyflame.analysis.lines.LineReport;
import tallyflame.analysis.lines.LineRow;
import tallyflame.analysis.lines.MethodLines;
import tallyflame.counts.Allocated;
import tallyflame.counts.Branch;
import tallyflame.counts.BranchOutcome;
import tallyflame.counts.graph.JdkCall;
import tallyflame.runs.Interval;

/** The {@code lines} document: maps and lists in the order of their keys; figures that are missing are null. */
public final class LineJson {
    /** Version of the document. */
    public static final int SCHEMA = 1;

    private LineJson() {}

    /** The whole document; {@code ledger} is any value that can be written as JSON. */
    public static Map<String, Object> document(LineReport report, Object ledger) {
        Map<String, Object> document = head(report);
        document.put(
                "methods", report.methods().stream().map(m -> method(report, m)).toList());
        document.put("ledger", ledger);
        return document;
    }

    /** The document of {@code --hot}: the hottest lines of the whole run. */
    public static Map<String, Object> hot(LineReport report, List<HotLine> hot, Object ledger) {
        Map<String, Object> document = head(report);
        List<Map<String, Object>> lines = new ArrayList<>();
        for (HotLine line : hot) {
            Map<String, Object> entry = name(line.method());
            entry.putAll(line(report, line.method(), line.row()));
            entry.put("own", line.own());
            entry.put("ownSamples", line.ownSamples());
            entry.put("ownShare", line.share().value());
            entry.put("ownLow", line.share().knownLow());
            entry.put("ownHigh", line.share().knownHigh());
            lines.add(entry);
        }
        document.put("lines", lines);
        document.put("ledger", ledger);
        return document;
    }

    /** The document of {@code --branches}. */
    public static Map<String, Object> branches(LineReport report, List<BranchRow> rows, Object ledger) {
        Map<String, Object> document = head(report);
        List<Map<String, Object>> branches = new ArrayList<>();
        for (BranchRow row : rows) {
            Map<String, Object> entry = name(row.method());
            entry.put("line", row.branch().line());
            entry.put("ordinal", row.branch().ordinal());
            entry.put("kind", row.branch().kind());
            entry.put("taken", row.taken());
            entry.put("likeliest", row.likeliest());
            entry.put("balance", row.balance());
            entry.put("outcomes", outcomes(row.branch()));
            branches.add(entry);
        }
        document.put("branches", branches);
        document.put("ledger", ledger);
        return document;
    }

    /** The document of {@code --allocations}. */
    public static Map<String, Object> allocations(LineReport report, List<AllocationRow> rows, Object ledger) {
        Map<String, Object> document = head(report);
        List<Map<String, Object>> allocations = new ArrayList<>();
        for (AllocationRow row : rows) {
            Map<String, Object> entry = name(row.method());
            entry.put("line", row.row().line());
            entry.put("hits", row.row().counted() ? row.row().hits() : null);
            entry.put("type", row.inJdk() ? null : row.allocated().type());
            entry.put("objects", row.inJdk() ? null : row.allocated().objects());
            entry.put("bytes", row.bytes());
            entry.put("jdkCalls", row.jdkCalls().stream().map(LineJson::jdkCall).toList());
            allocations.add(entry);
        }
        document.put("allocations", allocations);
        document.put("ledger", ledger);
        return document;
    }

    private static Map<String, Object> head(LineReport report) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("schema", SCHEMA);
        document.put("event", report.sampled() ? report.event() : null);
        document.put("unit", report.sampled() ? report.unit() : null);
        document.put("total", report.sampled() ? report.totalTime() : null);
        document.put("samples", report.sampled() ? report.samples() : null);
        document.put("scale", report.work().scale());
        document.put("times", report.work().times());
        document.put("hits", report.work().hits());
        return document;
    }

    private static Map<String, Object> name(MethodLines method) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("class", method.className());
        entry.put("method", method.methodName());
        entry.put("descriptor", method.descriptor());
        entry.put("file", method.sourceFile().isEmpty() ? null : method.sourceFile());
        if (method.inlined()) {
            entry.put("inlinedFrom", method.home());
        }
        return entry;
    }

    private static Map<String, Object> method(LineReport report, MethodLines method) {
        Map<String, Object> entry = name(method);
        // Figures of the method are in its own entry, not in those of code that was inlined into it.
        boolean counted = method.counts().isPresent() && !method.inlined();
        boolean sampled = report.sampled() && !method.inlined();
        long thrown = counted ? method.counts().get().leftByException() : -1;
        entry.put("entered", counted ? method.entered() : null);
        entry.put("leftByException", thrown < 0 ? null : thrown);
        entry.put("time", sampled ? method.time() : null);
        entry.put("samples", sampled ? method.samples() : null);
        entry.put("share", sampled ? method.share().value() : null);
        entry.put("low", sampled ? method.share().knownLow() : null);
        entry.put("high", sampled ? method.share().knownHigh() : null);
        entry.put("sampleTooSmall", method.sampleTooSmall());
        entry.put(
                "lines",
                method.rows().stream().map(row -> line(report, method, row)).toList());
        return entry;
    }

    private static Map<String, Object> line(LineReport report, MethodLines method, LineRow row) {
        Map<String, Object> entry = new LinkedHashMap<>();
        boolean timed = method.samples() > 0;
        entry.put("line", row.line() > 0 ? row.line() : null);
        entry.put("hits", row.counted() ? row.hits() : null);
        entry.put("time", report.sampled() ? row.time() : null);
        entry.put("samples", report.sampled() ? row.samples() : null);
        entry.put("perHit", Double.isNaN(row.perHit()) ? null : row.perHit());
        entry.put("share", timed ? row.share().value() : null);
        entry.put("low", timed ? row.share().knownLow() : null);
        entry.put("high", timed ? row.share().knownHigh() : null);
        entry.put("objects", row.objects());
        entry.put("bytes", row.bytes());
        entry.put("removed", row.removed().map(Interval::value).orElse(null));
        entry.put("removedLow", row.removed().map(Interval::low).orElse(null));
        entry.put("removedHigh", row.removed().map(Interval::high).orElse(null));
        row.allocations().ifPresent(line -> {
            entry.put(
                    "allocated",
                    line.allocated().stream().map(LineJson::allocated).toList());
            entry.put(
                    "jdkCalls", line.jdkCalls().stream().map(LineJson::jdkCall).toList());
        });
        entry.put(
                "branches",
                row.branches().stream()
                        .flatMap(branch -> outcomes(branch).stream())
                        .toList());
        return entry;
    }

    static Map<String, Object> allocated(Allocated one) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("type", one.type());
        entry.put("objects", one.objects());
        entry.put("bytes", one.bytes() == Allocated.UNKNOWN ? null : one.bytes());
        return entry;
    }

    private static Map<String, Object> jdkCall(JdkCall call) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("kind", call.kind().name().toLowerCase(Locale.ROOT));
        entry.put("callee", call.callee());
        return entry;
    }

    private static List<Map<String, Object>> outcomes(Branch branch) {
        List<Map<String, Object>> outcomes = new ArrayList<>();
        for (BranchOutcome outcome : branch.outcomes()) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("to", outcome.toLine() > 0 ? outcome.toLine() : null);
            entry.put("count", outcome.count());
            entry.put("branch", branch.ordinal());
            entry.put("label", outcome.label().isEmpty() ? null : outcome.label());
            outcomes.add(entry);
        }
        return outcomes;
    }
}
