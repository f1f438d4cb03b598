package tallyflame.analysis.lines.render;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import tallyflame.analysis.lines.AllocationRow;
import tallyflame.analysis.lines.BranchRow;
import tallyflame.analysis.lines.HotLine;
import tallyflame.analysis.lines.LineLedger;
import tallyflame.analysis.lines.LineReport;
import tallyflame.analysis.lines.LineRow;
import tallyflame.analysis.lines.MethodLines;
import tallyflame.analysis.lines.RunLines;
import tallyflame.analysis.source.SourceText;
import tallyflame.analysis.table.Answer;
import tallyflame.analysis.table.Table;
import tallyflame.counts.graph.JdkCall;
import tallyflame.flamegraphs.Quantity;
import tallyflame.runs.Interval;

/**
 * The answers of {@code lines}. Every one begins by saying what its figures are of, and ends with what became of the inputs.
 *
 * @param sources the source text of a method, where it was found
 */
public record LineAnswers(LineReport report, LineLedger ledger, Function<MethodLines, Optional<SourceText>> sources) {
    private record At(MethodLines method, LineRow row, Optional<SourceText> source) {
        private boolean timed() {
            return method.samples() > 0;
        }

        private Object ifTimed(Object value) {
            return timed() ? value : null;
        }
    }

    /** The answers on the lines that were read. */
    public static LineAnswers of(RunLines lines) {
        return new LineAnswers(lines.report(), lines.ledger(), lines::source);
    }

    /**
     * A table for each method that ran; as CSV, all lines of all methods.
     *
     * @param layout of the tables
     */
    public Answer methods(LineLayout layout) {
        List<MethodLines> executed = report.executed().stream()
                .filter(method -> !layout.timedOnly() || method.time() > 0)
                .toList();
        List<MethodLines> shown = new ArrayList<>(executed.subList(0, Math.min(layout.most(), executed.size())));
        if (layout.ascending()) {
            Collections.reverse(shown);
        }
        Optional<Scale> unit = Optional.ofNullable(layout.unit()).flatMap(Scale::named);
        Answer answer = new Answer("Lines", () -> LineJson.document(report, ledger))
                .csv(this::allLines)
                .lines(report.heading())
                .later(tables -> shown.forEach(
                        method -> new LineTable(report, method, sources.apply(method), unit).addTo(tables)));
        if (layout.summary()) {
            answer.table(summary(shown, unit));
        }
        return answer.lines(rest(executed.size(), layout.most())).lines(ledger.lines());
    }

    /** One line for each method. */
    private Table<MethodLines> summary(List<MethodLines> methods, Optional<Scale> unit) {
        double most = methods.stream().mapToDouble(MethodLines::time).max().orElse(0);
        Scale scale =
                unit.filter(asked -> report.unit().equals("ns")).orElseGet(() -> Scale.largest(report.unit(), most));
        return Table.of(methods)
                .figure(report.what() + " " + scale.symbol(), method -> scale.cell(method.time()))
                .figure("% Run", method -> Quantity.inPercent(method.time() / report.totalTime()))
                .count("Entered", method -> report.counted() ? method.entered() : null)
                .code("Method", MethodLines::name);
    }

    private List<String> rest(int executed, int most) {
        List<String> lines = new ArrayList<>();
        if (executed > most) {
            lines.add(executed - most + " more methods ran: --top " + executed + " shows them all, --method NAME one");
        }
        int idle = (int) report.methods().stream()
                .filter(method -> !method.inlined() && method.entered() == 0 && method.samples() == 0)
                .count();
        if (idle > 0) {
            lines.add(idle + (idle == 1 ? " counted method was" : " counted methods were") + " never entered");
        }
        if (report.methods().isEmpty()) {
            lines.add("no method of the classes asked for was counted or sampled");
        }
        return lines;
    }

    private Table<At> allLines() {
        List<At> lines = new ArrayList<>();
        for (MethodLines method : report.methods()) {
            Optional<SourceText> source = sources.apply(method);
            method.rows().forEach(row -> lines.add(new At(method, row, source)));
        }
        return place(Table.of(lines), At::method)
                .data("line", at -> at.row().line() > 0 ? at.row().line() : null)
                .data("hits", at -> hits(at.row()))
                .data("time", at -> at.ifTimed(at.row().time()))
                .data("unit", at -> at.ifTimed(report.unit()))
                .data("samples", at -> report.sampled() ? at.row().samples() : null)
                .data("share", at -> at.timed() ? at.row().share().value() : null)
                .data("low", at -> at.timed() ? at.row().share().knownLow() : null)
                .data("high", at -> at.timed() ? at.row().share().knownHigh() : null)
                .data(
                        "per_hit",
                        at -> Double.isNaN(at.row().perHit()) ? null : at.row().perHit())
                .data("branches", at -> LineTable.outcomes(at.row().branches(), String::valueOf))
                .data("source", at -> at.source()
                        .map(text -> text.line(at.row().line()))
                        .orElse(""))
                .data("objects", at -> at.row().objects())
                .data("bytes", at -> at.row().bytes())
                .data("removed", at -> at.row().removed().map(Interval::value).orElse(null))
                .data("removed_low", at -> at.row().removed().map(Interval::low).orElse(null))
                .data(
                        "removed_high",
                        at -> at.row().removed().map(Interval::high).orElse(null));
    }

    private static <R> Table<R> place(Table<R> table, Function<R, MethodLines> method) {
        return table.data("class", row -> method.apply(row).className())
                .data("method", row -> method.apply(row).methodName())
                .data("descriptor", row -> method.apply(row).descriptor())
                .data("file", row -> method.apply(row).sourceFile());
    }

    /** The hottest lines of the whole run. */
    public Answer hot(List<HotLine> hot) {
        Scale own = Scale.largest(report.unit(), hot.isEmpty() ? 0 : hot.get(0).own());
        Scale perHit = Scale.middle(
                report.unit(),
                hot.stream().mapToDouble(line -> line.row().perHit()).toArray());
        Table<HotLine> table = Table.of(hot)
                .figure("Own " + own.symbol(), line -> own.cell(line.own()))
                .figure("% Run", line -> Quantity.inPercent(line.share().value()))
                .figure("±", line -> LineTable.margin(line.share()))
                .figure("Total " + own.symbol(), line -> own.cell(line.row().time()))
                .count("Hits", line -> hits(line.row()))
                .figure(
                        "Per Hit " + perHit.symbol(),
                        line -> Double.isNaN(line.row().perHit())
                                ? null
                                : perHit.cell(line.row().perHit()))
                .location("Line", line -> where(line.method(), line.row().line()))
                .code("Line Contents", line -> source(line.method(), line.row().line()))
                .note("Own: samples whose innermost source line is this one, native code it calls included.");
        place(table, HotLine::method)
                .data("line", line -> line.row().line())
                .data("own", HotLine::own)
                .data("unit", line -> report.unit())
                .data("own_samples", HotLine::ownSamples)
                .data("own_share", line -> line.share().value())
                .data("own_low", line -> line.share().knownLow())
                .data("own_high", line -> line.share().knownHigh())
                .data("time", line -> line.row().time())
                .data("hits", line -> hits(line.row()))
                .data("source", line -> source(line.method(), line.row().line()));
        return answer("Hottest lines", () -> LineJson.hot(report, hot, ledger), table);
    }

    /**
     * Branches in the order given.
     *
     * @param most how many of them
     */
    public Answer branches(List<BranchRow> rows, int most) {
        List<BranchRow> shown = rows.subList(0, Math.min(most, rows.size()));
        Table<BranchRow> table = Table.of(shown)
                .count("Taken", BranchRow::taken)
                .share("Likeliest", BranchRow::likeliest)
                .figure("Balance", row -> String.format(Locale.ROOT, "%.3f", row.balance()))
                .text("Branches", row -> String.join("; ", LineTable.outcomes(List.of(row.branch()), Quantity::count)))
                .location("Line", row -> where(row.method(), row.branch().line()))
                .code("Line Contents", row -> source(row.method(), row.branch().line()))
                .note("Balance: 0 if one outcome is always taken, 1 if all are equally frequent.");
        if (shown.size() < rows.size()) {
            table.note(shown.size() + " of " + rows.size() + " branches shown (--top)");
        }
        place(table, BranchRow::method)
                .data("line", row -> row.branch().line())
                .data("ordinal", row -> row.branch().ordinal())
                .data("kind", row -> row.branch().kind())
                .data("taken", BranchRow::taken)
                .data("likeliest", BranchRow::likeliest)
                .data("balance", BranchRow::balance)
                .data("outcomes", row -> LineTable.outcomes(List.of(row.branch()), String::valueOf))
                .data("source", row -> source(row.method(), row.branch().line()));
        return answer("Branches", () -> LineJson.branches(report, shown, ledger), table);
    }

    /**
     * What lines allocated, by class.
     *
     * @param most how many rows
     */
    public Answer allocations(List<AllocationRow> rows, int most) {
        List<AllocationRow> shown = rows.subList(0, Math.min(most, rows.size()));
        Table<AllocationRow> table = Table.of(shown)
                .count("Objects", row -> row.inJdk() ? null : row.allocated().objects())
                .figure("Bytes", LineAnswers::bytes)
                .count("Hits", row -> hits(row.row()))
                .code("Class", LineAnswers::what)
                .location("Line", row -> where(row.method(), row.row().line()))
                .code("Line Contents", row -> source(row.method(), row.row().line()))
                .note("In the JDK: what such calls allocate, if anything, is in the rest below.");
        place(table, AllocationRow::method)
                .data("line", row -> row.row().line())
                .data("hits", row -> hits(row.row()))
                .data("type", row -> row.inJdk() ? null : row.allocated().type())
                .data("objects", row -> row.inJdk() ? null : row.allocated().objects())
                .data("bytes", AllocationRow::bytes)
                .data("jdk_calls", row -> calls(row.jdkCalls()))
                .data("source", row -> source(row.method(), row.row().line()));
        return answer("Allocations", () -> LineJson.allocations(report, shown, ledger), table);
    }

    private static String bytes(AllocationRow row) {
        return row.inJdk() ? "in the JDK" : row.bytes() == null ? "?" : Quantity.count(row.bytes());
    }

    private static Object what(AllocationRow row) {
        return row.inJdk() ? calls(row.jdkCalls()) : row.allocated().type();
    }

    private static List<String> calls(List<JdkCall> calls) {
        return calls.stream()
                .map(call -> call.kind() == JdkCall.Kind.CALL
                        ? call.callee()
                        : call.kind().name().toLowerCase(Locale.ROOT) + " (" + call.callee() + ")")
                .toList();
    }

    private Answer answer(String title, Supplier<?> document, Table<?> table) {
        return new Answer(title, document).lines(report.heading()).table(table).lines(ledger.lines());
    }

    private static Long hits(LineRow row) {
        return row.counted() ? row.hits() : null;
    }

    private static String where(MethodLines method, int line) {
        return method.name() + ":" + (line > 0 ? line : "?");
    }

    private String source(MethodLines method, int line) {
        return sources.apply(method).map(text -> text.line(line).strip()).orElse("");
    }
}
