package tallyflame.analysis.lines.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;
import tallyflame.analysis.lines.LineReport;
import tallyflame.analysis.lines.LineRow;
import tallyflame.analysis.lines.MethodLines;
import tallyflame.analysis.lines.Share;
import tallyflame.analysis.lines.render.MethodListing.Entry;
import tallyflame.analysis.source.SourceText;
import tallyflame.analysis.table.Answer;
import tallyflame.analysis.table.Table;
import tallyflame.counts.Allocated;
import tallyflame.counts.Allocations;
import tallyflame.counts.Branch;
import tallyflame.counts.BranchOutcome;
import tallyflame.flamegraphs.Quantity;

/** The line table of one method, in the shape of Python's {@code line_profiler}. */
public final class LineTable {
    /** Code of another method that stands inside this one. */
    private static final String ELSEWHERE = "»";

    /** Objects may be made in the JDK, which counts nothing. */
    private static final String IN_JDK = "JDK";

    /** Heading of the column of what escape analysis removes. */
    public static final String REMOVED = "Removed";

    private static final String GAP = "⋮";
    private static final int WIDEST_BRANCHES = 32;

    private final LineReport report;
    private final MethodLines method;
    private final MethodListing listing;
    private final Scale time;
    private final Scale perHit;

    /** With a unit of all its times, or with those that suit it. */
    LineTable(LineReport report, MethodLines method, Optional<SourceText> source, Optional<Scale> unit) {
        this.report = report;
        this.method = method;
        listing = MethodListing.of(report, method, source);
        Optional<Scale> asked = unit.filter(scale -> report.unit().equals("ns"));
        time = asked.orElseGet(() -> Scale.ofTimes(report, method));
        perHit = asked.orElseGet(() -> Scale.ofHits(report, method));
    }

    /** Adds the table with its heading. */
    void addTo(Answer answer) {
        answer.lines(heading()).table(table());
    }

    private List<String> heading() {
        List<String> lines = new ArrayList<>();
        lines.add("File: " + listing.location());
        lines.add(String.format(
                "%-69s  total %s   entered %s",
                "Method: " + listing.name() + " at line " + listing.declaredAt(),
                listing.total(report),
                listing.entered()));
        if (method.sampleTooSmall()) {
            lines.add("The sample is too small: " + method.samples()
                    + (method.samples() == 1 ? " sample is" : " samples are") + " in this method, and shares need "
                    + MethodLines.ENOUGH_SAMPLES + ".");
        }
        if (method.samples() > 0) {
            lines.add(report.what() + " in " + time.symbol()
                    + (report.counted() ? ", Per Hit in " + perHit.symbol() : ""));
        }
        return lines;
    }

    private Table<Entry> table() {
        Table<Entry> table = Table.of(listing.entries())
                .ruled()
                .figure("Line #", LineTable::number)
                .atLeast(9)
                .figure("Hits", this::hits)
                .figure(report.what(), ifTimed(row -> time.cell(row.time())))
                .atLeast(11)
                .figure("Per Hit", of(row -> Double.isNaN(row.perHit()) ? null : perHit.cell(row.perHit())))
                .atLeast(8)
                .figure(
                        "% " + report.what(),
                        ifTimed(row -> Quantity.inPercent(row.share().value())))
                .atLeast(6)
                .figure("±", ifTimed(row -> margin(row.share())))
                .atLeast(9);
        if (report.allocated()) {
            table.figure("Objects", of(LineTable::objects)).figure("Bytes", of(LineTable::bytes));
        }
        if (report.removed()) {
            table.figure(REMOVED, of(LineTable::removed));
        }
        table.atLeast(14).text("Branches", of(row -> wrapped(row.branches()))).code("Line Contents", Entry::text);
        boolean inJdk = method.rows().stream()
                .flatMap(row -> row.allocations().stream())
                .anyMatch(line -> !line.jdkCalls().isEmpty());
        if (inJdk) {
            table.note(IN_JDK + ": calls into the JDK, and what they allocate, if anything, is not known;"
                    + " --allocations names them");
        }
        if (method.removed()) {
            table.note(REMOVED + ": bytes that escape analysis removes in one execution, and the 95 % interval;"
                    + " blank where samples do not tell");
        }
        return listing.inside().isEmpty()
                ? table
                : table.note(ELSEWHERE + " counted as a method of its own: " + String.join(", ", listing.inside()));
    }

    /** Half the width of the interval in percent, nothing if there is none. */
    static String margin(Share share) {
        return share.hasInterval() ? Quantity.inPercent(share.margin()) : null;
    }

    private static String objects(LineRow row) {
        Long objects = row.objects();
        return objects == null || objects == 0 ? null : Quantity.count(objects);
    }

    /** The bytes that a line allocated, with a mark where the JDK may have allocated more; empty if there are none. */
    public static String bytes(LineRow row) {
        return row.allocations().map(LineTable::bytesOf).orElse("");
    }

    /** The bytes that escape analysis removes of a line, and their interval; empty where samples do not tell. */
    public static String removed(LineRow row) {
        return row.removed()
                .map(bytes -> bytes(bytes.value()) + " (" + bytes(bytes.low()) + " to " + bytes(bytes.high()) + ")")
                .orElse("");
    }

    private static String bytes(double bytes) {
        return Quantity.of(Math.round(bytes), "bytes");
    }

    private static String bytesOf(Allocations line) {
        String own = line.bytes() == Allocated.UNKNOWN ? "?" : Quantity.count(line.bytes());
        if (line.jdkCalls().isEmpty()) {
            return line.objects() == 0 ? null : own;
        }
        return line.objects() == 0 ? IN_JDK : own + " + " + IN_JDK;
    }

    private static String number(Entry entry) {
        return entry.gap() ? GAP : entry.line() > 0 ? String.valueOf(entry.line()) : "?";
    }

    private String hits(Entry entry) {
        return entry.row()
                .map(row -> row.counted() ? Quantity.count(row.hits()) : "")
                .orElse(entry.nested() ? ELSEWHERE : "");
    }

    private Function<Entry, Object> ifTimed(Function<LineRow, String> figure) {
        return of(row -> listing.timed(row) ? figure.apply(row) : null);
    }

    private static Function<Entry, Object> of(Function<LineRow, ?> figure) {
        return entry -> entry.row().map(figure).orElse(null);
    }

    /** One phrase a branch: {@code true: 30→55 false: 955→60}. */
    static List<String> outcomes(List<Branch> branches, LongFunction<String> count) {
        return branches.stream()
                .map(branch -> String.join(" ", outcomes(branch, count)))
                .toList();
    }

    private static List<String> outcomes(Branch branch, LongFunction<String> count) {
        return branch.outcomes().stream().map(outcome -> words(outcome, count)).toList();
    }

    /** One outcome: {@code true: 30→55}; without its label if it has none. */
    public static String words(BranchOutcome outcome, LongFunction<String> count) {
        return (outcome.label().isEmpty() ? "" : outcome.label() + ": ")
                + count.apply(outcome.count())
                + "→"
                + (outcome.toLine() > 0 ? outcome.toLine() : "?");
    }

    /** Packs outcomes into lines of at most {@link #WIDEST_BRANCHES} columns; each branch begins a line of its own. */
    private static List<String> wrapped(List<Branch> branches) {
        List<String> lines = new ArrayList<>();
        for (Branch branch : branches) {
            StringBuilder line = new StringBuilder();
            for (String outcome : outcomes(branch, Quantity::count)) {
                if (line.length() > 0 && line.length() + 1 + outcome.length() > WIDEST_BRANCHES) {
                    lines.add(line.toString());
                    line.setLength(0);
                }
                line.append(line.length() == 0 ? "" : " ").append(outcome);
            }
            lines.add(line.toString());
        }
        return lines;
    }
}
