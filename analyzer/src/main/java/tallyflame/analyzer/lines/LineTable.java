package tallyflame.analyzer.lines;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tallyflame.agent.counts.Branch;
import tallyflame.analyzer.source.SourceText;
import tallyflame.analyzer.tables.TerminalText;

/** The line table of one method for a terminal, in the shape of Python's {@code line_profiler}. */
final class LineTable {
    /** Code of another method that stands inside this one. */
    private static final String ELSEWHERE = "»";

    private static final String GAP = "⋮";

    private final LineReport report;
    private final MethodLines method;
    private final Optional<SourceText> source;
    private final Map<Integer, Set<MethodLines>> others;
    private final Set<String> inside = new TreeSet<>();
    private final Scale time;
    private final Scale perHit;

    LineTable(LineReport report, MethodLines method, Optional<SourceText> source) {
        this.report = report;
        this.method = method;
        this.source = source;
        others = report.linesOfOthers(method);
        time = Scale.largest(report.unit(), method.time());
        perHit = Scale.middle(
                report.unit(),
                method.rows().stream().mapToDouble(LineRow::perHit).toArray());
    }

    /**
     * The table with its heading.
     *
     * @param width columns of the terminal; only the source text is cut to fit
     */
    String render(int width) {
        StringBuilder out = new StringBuilder();
        out.append("File: ").append(TerminalText.clean(file())).append('\n');
        out.append(String.format(
                "%-69s  total %s   entered %s%n",
                "Method: " + TerminalText.clean(methodName()) + " at line " + declaredAt(), total(), entered()));
        if (method.sampleTooSmall()) {
            out.append("The sample is too small: ")
                    .append(method.samples())
                    .append(method.samples() == 1 ? " sample is" : " samples are")
                    .append(" in this method, and shares need ")
                    .append(MethodLines.ENOUGH_SAMPLES)
                    .append(".\n");
        }
        if (method.samples() > 0) {
            out.append(what()).append(" in ").append(time.symbol());
            out.append(report.counted() ? ", Per Hit in " + perHit.symbol() : "")
                    .append('\n');
        }
        out.append('\n');
        LineColumns columns = new LineColumns(what());
        rows(columns);
        out.append(columns.render(width));
        if (!inside.isEmpty()) {
            out.append(ELSEWHERE).append(" counted as a method of its own: ").append(String.join(", ", inside));
            out.append('\n');
        }
        return out.toString();
    }

    private String what() {
        return report.unit().equals("ns") || !report.sampled() ? "Time" : "Weight";
    }

    private String file() {
        if (source.isEmpty()) {
            return method.sourcePath() + " (source not found; name its folder or jar with --source)";
        }
        return matches()
                ? source.get().location()
                : source.get().location() + " (does not match the class: it has "
                        + source.get().lines().size() + " lines, the method reaches line " + method.lastLine() + ")";
    }

    /** Kotlin numbers the lines of inlined code beyond the end of the file. */
    private boolean matches() {
        return source.isPresent()
                && (source.get().lines().size() >= method.lastLine()
                        || method.sourceFile().endsWith(".kt"));
    }

    private String methodName() {
        return report.overloaded(method) ? method.name() + method.descriptor() : method.name();
    }

    private int declaredAt() {
        int floor = others.keySet().stream()
                .filter(line -> line < method.firstLine())
                .mapToInt(line -> line)
                .max()
                .orElse(0);
        return matches() ? Declarations.line(method, source.get(), floor) : method.firstLine();
    }

    private String total() {
        if (!report.sampled()) {
            return "not sampled";
        }
        double margin = method.share().margin() * report.totalTime();
        return method.samples() == 0
                ? "no samples"
                : String.format(Locale.ROOT, "%s (sampled, ±%s)", time.words(method.time()), time.words(margin));
    }

    private String entered() {
        long thrown = method.counts().map(counts -> counts.leftByException()).orElse(0L);
        return method.counts().isEmpty()
                ? "not counted"
                : method.entered() + (thrown > 0 ? "   left by exception " + thrown : "");
    }

    private void rows(LineColumns columns) {
        Map<Integer, LineRow> byLine = new HashMap<>();
        method.rows().forEach(row -> byLine.put(row.line(), row));
        if (!matches() || method.lastLine() <= 0) {
            method.rows().forEach(row -> row(columns, row, ""));
            return;
        }
        int end = Math.min(method.lastLine(), source.get().lines().size());
        for (int line = Math.min(declaredAt(), end + 1); line <= end; line++) {
            int gapEnd = byLine.containsKey(line) ? line : gapEnd(line, byLine, end);
            if (gapEnd > line) {
                columns.add(List.of(GAP, "", "", "", "", ""), List.of(), "");
                line = gapEnd - 1;
                continue;
            }
            String text = TerminalText.clean(source.get().line(line));
            if (byLine.containsKey(line)) {
                row(columns, byLine.get(line), text);
            } else {
                columns.add(List.of(String.valueOf(line), mark(line), "", "", "", ""), List.of(), text);
            }
        }
        method.rows().stream()
                .filter(row -> row.line() > end || row.line() <= 0)
                .forEach(row -> row(columns, row, row.line() > end ? "(inlined code)" : "(samples without a line)"));
    }

    /** The method's next line if code of methods that stand outside of it (a constructor's fields, say) comes before it. */
    private int gapEnd(int line, Map<Integer, LineRow> own, int end) {
        boolean foreign = false;
        int next = line;
        while (next <= end && !own.containsKey(next)) {
            foreign |= others.getOrDefault(next, Set.of()).stream().anyMatch(other -> !other.isInside(method));
            next++;
        }
        return foreign ? next : line;
    }

    private String mark(int line) {
        Set<MethodLines> nested = others.getOrDefault(line, Set.of());
        nested.forEach(other -> inside.add(TerminalText.clean(other.name())));
        return nested.isEmpty() ? "" : ELSEWHERE;
    }

    private void row(LineColumns columns, LineRow row, String text) {
        boolean timed = row.samples() > 0 || (row.hits() > 0 && method.samples() > 0);
        columns.add(
                List.of(
                        row.line() > 0 ? String.valueOf(row.line()) : "?",
                        row.counted() ? String.valueOf(row.hits()) : "",
                        timed ? time.cell(row.time()) : "",
                        Double.isNaN(row.perHit()) ? "" : perHit.cell(row.perHit()),
                        timed ? percent(row.share().value()) : "",
                        timed ? percent(row.share().margin()) : ""),
                outcomes(row.branches()),
                text);
    }

    /** One phrase a branch: {@code 30→55 955→60}. */
    static List<String> outcomes(List<Branch> branches) {
        return branches.stream()
                .map(branch -> branch.outcomes().stream()
                        .map(outcome -> outcome.count() + "→" + (outcome.toLine() > 0 ? outcome.toLine() : "?"))
                        .collect(Collectors.joining(" ")))
                .toList();
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f", 100 * share);
    }
}
