package tallyflame.cli.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import tallyflame.analysis.source.ClassPath;
import tallyflame.analysis.source.SourceFinder;
import tallyflame.analysis.source.SourceText;
import tallyflame.analysis.table.TerminalText;
import tallyflame.analysis.table.TextTable;
import tallyflame.analysis.trace.TraceInputs;
import tallyflame.analysis.trace.TracedFunctions;
import tallyflame.analysis.trace.TracedLines;
import tallyflame.cli.options.CommonOptions;
import tallyflame.counts.file.TraceFile;
import tallyflame.counts.times.ProbeCost;
import tallyflame.flamegraphs.Quantity;

/** What {@code functions} and {@code lines} print of a trace. */
final class TraceTables {
    private TraceTables() {}

    /** Prints the functions of traces, {@code top} of them or with 0 all. */
    static void functions(CommonOptions common, List<Path> inputs, int top, boolean json, boolean csv)
            throws IOException {
        TracedFunctions all = TracedFunctions.of(TraceInputs.read(inputs));
        TracedFunctions shown = top == 0 ? all : all.top(top);
        if (json) {
            common.printJson(shown);
        } else if (csv) {
            common.out().print(csv(shown));
        } else {
            common.out().print(text(all, shown));
        }
        common.out().flush();
    }

    private static String csv(TracedFunctions table) {
        TextTable text = new TextTable()
                .text("name")
                .number("calls")
                .number("self")
                .number("total")
                .number("probes")
                .number("selfCompensated")
                .number("totalCompensated")
                .number("share")
                .number("shareCompensated");
        for (TracedFunctions.Row row : table.functions()) {
            text.row(
                    row.name(),
                    row.calls(),
                    row.self(),
                    row.total(),
                    row.probes(),
                    row.selfCompensated(),
                    row.totalCompensated(),
                    row.share(),
                    row.shareCompensated());
        }
        return text.csv();
    }

    private static String text(TracedFunctions all, TracedFunctions shown) {
        TextTable text = new TextTable()
                .number("self")
                .number("share")
                .number("without probes")
                .number("share")
                .number("total")
                .number("without probes")
                .number("calls")
                .text("function");
        for (TracedFunctions.Row row : shown.functions()) {
            text.row(
                    time(row.self()),
                    percent(row.share()),
                    time(row.selfCompensated()),
                    percent(row.shareCompensated()),
                    time(row.total()),
                    time(row.totalCompensated()),
                    row.calls(),
                    TerminalText.clean(row.name()));
        }
        return String.format(
                        Locale.ROOT,
                        "trace: %s in %d functions, %d shown%s%n%n",
                        time(all.total()),
                        all.functions().size(),
                        shown.functions().size(),
                        all.files() > 1 ? ", " + all.files() + " traces" : "")
                + text.render()
                + "\n"
                + costs(all.probes())
                + (all.complete() ? "" : "the trace is a snapshot: the JVM did not finish\n")
                + (all.untraced().isEmpty()
                        ? ""
                        : "not traced: " + all.untraced().size() + " methods or classes\n");
    }

    private static String costs(ProbeCost cost) {
        return String.format(
                Locale.ROOT,
                "wall-clock time, perturbed by the probes: %.0f ns a call (%.0f ns of it in the method itself), %.0f ns a"
                        + " line entered%n",
                cost.call(),
                cost.inside(),
                cost.line());
    }

    /** Prints the lines of the methods selected, {@code top} of them. */
    static void lines(
            CommonOptions common,
            List<Path> inputs,
            Predicate<TracedLines.Method> selected,
            int top,
            List<Path> sources,
            boolean json)
            throws IOException {
        List<TraceFile> traces = TraceInputs.read(inputs);
        TracedLines read = TracedLines.of(traces);
        TracedLines all = new TracedLines(
                read.schema(),
                read.event(),
                read.unit(),
                read.files(),
                read.probes(),
                read.methods().stream().filter(selected).toList());
        if (json) {
            common.printJson(all.top(top));
        } else {
            ClassPath classPath = ClassPath.own();
            SourceFinder finder = SourceFinder.of(sources, classPath.entries(), classPath.javaHome());
            for (TracedLines.Method method : all.top(top).methods()) {
                common.out().println(text(method, finder));
            }
            common.out().print(costs(all.probes()));
        }
        common.out().flush();
    }

    private static String text(TracedLines.Method method, SourceFinder finder) throws IOException {
        int last =
                method.lines().stream().mapToInt(TracedLines.Line::line).max().orElse(0);
        Optional<SourceText> source = finder.find(method.className(), method.file(), last);
        TextTable text = new TextTable()
                .number("Line #")
                .number("Hits")
                .number("Time")
                .number("Per Hit")
                .number("% Time")
                .number("Without probes")
                .text("Line Contents");
        for (TracedLines.Line line : method.lines()) {
            text.row(
                    line.line(),
                    line.hits(),
                    time(line.time()),
                    line.hits() == 0 ? "" : time((double) line.time() / line.hits()),
                    method.time() == 0 ? "" : String.format(Locale.ROOT, "%.1f", 100.0 * line.time() / method.time()),
                    time(line.timeCompensated()),
                    TerminalText.clean(
                            source.map(found -> found.line(line.line())).orElse("")));
        }
        return String.format(
                        Locale.ROOT,
                        "Method: %s  total %s (%s without probes)   entered %d%n%n",
                        TerminalText.clean(method.name()),
                        time(method.time()),
                        time(method.timeCompensated()),
                        method.entered())
                + text.render();
    }

    private static String time(long nanos) {
        return Quantity.of(nanos, "ns");
    }

    private static String time(double nanos) {
        return time(Math.round(nanos));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }
}
