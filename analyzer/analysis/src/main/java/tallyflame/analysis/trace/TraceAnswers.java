package tallyflame.analysis.trace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import tallyflame.analysis.source.SourceFinder;
import tallyflame.analysis.source.SourceText;
import tallyflame.analysis.table.Answer;
import tallyflame.analysis.table.Table;
import tallyflame.counts.file.TraceFile;
import tallyflame.counts.times.ProbeCost;
import tallyflame.flamegraphs.Quantity;

/** The answers of {@code functions} and {@code lines} about traces. */
public final class TraceAnswers {
    private TraceAnswers() {}

    /**
     * The functions of traces.
     *
     * @param most how many of them
     */
    public static Answer functions(List<TraceFile> traces, int most) {
        TracedFunctions all = TracedFunctions.of(traces);
        TracedFunctions shown = all.top(most);
        Table<TracedFunctions.Row> table = Table.of(shown.functions())
                .weight("self", "ns", TracedFunctions.Row::self)
                .share("share", TracedFunctions.Row::share)
                .weight("without probes", "ns", TracedFunctions.Row::selfCompensated)
                .share("share", TracedFunctions.Row::shareCompensated)
                .weight("total", "ns", TracedFunctions.Row::total)
                .weight("without probes", "ns", TracedFunctions.Row::totalCompensated)
                .count("calls", TracedFunctions.Row::calls)
                .code("function", TracedFunctions.Row::name)
                .data("name", TracedFunctions.Row::name)
                .data("calls", TracedFunctions.Row::calls)
                .data("self", TracedFunctions.Row::self)
                .data("total", TracedFunctions.Row::total)
                .data("probes", TracedFunctions.Row::probes)
                .data("selfCompensated", TracedFunctions.Row::selfCompensated)
                .data("totalCompensated", TracedFunctions.Row::totalCompensated)
                .data("share", TracedFunctions.Row::share)
                .data("shareCompensated", TracedFunctions.Row::shareCompensated);
        Answer answer = new Answer("Traced functions", () -> shown)
                .lines("trace: " + Quantity.of(all.total(), "ns") + " in "
                        + Quantity.of(all.functions().size(), "functions") + ", "
                        + Quantity.of(shown.functions().size(), "shown")
                        + (all.files() > 1 ? ", " + all.files() + " traces" : ""))
                .table(table)
                .lines(costs(all.probes()));
        if (!all.complete()) {
            answer.lines("the trace is a snapshot: the JVM did not finish");
        }
        if (!all.untraced().isEmpty()) {
            answer.lines("not traced: " + all.untraced().size() + " methods or classes");
        }
        return answer;
    }

    private static String costs(ProbeCost cost) {
        return String.format(
                Locale.ROOT,
                "wall-clock time, perturbed by the probes: %.0f ns a call (%.0f ns of it in the method itself), %.0f ns a"
                        + " line entered",
                cost.call(),
                cost.inside(),
                cost.line());
    }

    private record At(TracedLines.Method method, TracedLines.Line line) {}

    /**
     * The lines of traced methods.
     *
     * @param selected which methods
     * @param most how many of them
     * @param finder finds their source
     */
    public static Answer lines(
            List<TraceFile> traces, Predicate<TracedLines.Method> selected, int most, SourceFinder finder)
            throws IOException {
        TracedLines read = TracedLines.of(traces);
        TracedLines shown = new TracedLines(
                read.schema(),
                read.event(),
                read.unit(),
                read.files(),
                read.probes(),
                read.methods().stream().filter(selected).limit(most).toList());
        return new Answer("Traced lines", () -> shown)
                .csv(() -> flat(shown))
                .later(tables -> shown.methods().forEach(method -> add(tables, method, finder)))
                .lines(costs(shown.probes()));
    }

    private static Table<At> flat(TracedLines lines) {
        return Table.of(lines.methods().stream()
                        .flatMap(method -> method.lines().stream().map(line -> new At(method, line)))
                        .toList())
                .data("class", at -> at.method().className())
                .data("method", at -> at.method().method())
                .data("descriptor", at -> at.method().descriptor())
                .data("file", at -> at.method().file())
                .data("line", at -> at.line().line())
                .data("hits", at -> at.line().hits())
                .data("time", at -> at.line().time())
                .data("timeCompensated", at -> at.line().timeCompensated());
    }

    private static void add(Answer answer, TracedLines.Method method, SourceFinder finder) {
        int last =
                method.lines().stream().mapToInt(TracedLines.Line::line).max().orElse(0);
        Optional<SourceText> source = source(method, last, finder);
        answer.lines("Method: " + method.name() + "  total " + Quantity.of(method.time(), "ns") + " ("
                        + time(method.timeCompensated()) + " without probes)   entered "
                        + Quantity.count(method.entered()))
                .table(Table.of(method.lines())
                        .figure("Line #", TracedLines.Line::line)
                        .count("Hits", TracedLines.Line::hits)
                        .weight("Time", "ns", TracedLines.Line::time)
                        .weight("Per Hit", "ns", line -> line.hits() == 0 ? null : (double) line.time() / line.hits())
                        .figure(
                                "% Time",
                                line -> method.time() == 0
                                        ? null
                                        : Quantity.inPercent((double) line.time() / method.time()))
                        .weight("Without probes", "ns", TracedLines.Line::timeCompensated)
                        .code("Line Contents", line -> source.map(found -> found.line(line.line()))
                                .orElse("")));
    }

    private static Optional<SourceText> source(TracedLines.Method method, int last, SourceFinder finder) {
        try {
            return finder.find(method.className(), method.file(), last);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String time(double nanos) {
        return Quantity.of(Math.round(nanos), "ns");
    }
}
