package tallyflame.analysis.lines.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import tallyflame.analysis.lines.LineReport;
import tallyflame.analysis.lines.MethodLines;
import tallyflame.counts.Branch;
import tallyflame.counts.BranchOutcome;

/**
 * Counts as an LCOV tracefile, as {@code geninfo(1)} of lcov 1.16 defines it and coverage services read it: with real
 * counts, where coverage tools for the JVM write 0 and 1. A line on which several methods have code (a lambda and the
 * method around it) has the sum of their hits.
 */
public final class Lcov {
    private Lcov() {}

    /**
     * All counted methods of a report, grouped by source file.
     *
     * @param paths what to write as the path of a method's source file
     */
    public static String of(LineReport report, Function<MethodLines, String> paths) {
        Map<String, List<MethodLines>> files = new TreeMap<>();
        for (MethodLines method : report.methods()) {
            if (method.counts().isPresent() && method.firstLine() > 0) {
                files.computeIfAbsent(paths.apply(method), path -> new ArrayList<>())
                        .add(method);
            }
        }
        StringBuilder out = new StringBuilder("TN:\n");
        files.forEach((path, methods) -> file(out, path, methods));
        return out.toString();
    }

    private static void file(StringBuilder out, String path, List<MethodLines> methods) {
        methods.sort((a, b) -> a.firstLine() != b.firstLine()
                ? Integer.compare(a.firstLine(), b.firstLine())
                : functionName(a).compareTo(functionName(b)));
        out.append("SF:").append(printable(path)).append('\n');
        functions(out, methods);
        branches(out, methods);
        lines(out, methods);
        out.append("end_of_record\n");
    }

    /** What was inlined is no function where it comes from. */
    private static void functions(StringBuilder out, List<MethodLines> all) {
        List<MethodLines> methods =
                all.stream().filter(method -> !method.inlined()).toList();
        for (MethodLines method : methods) {
            out.append("FN:")
                    .append(method.firstLine())
                    .append(',')
                    .append(functionName(method))
                    .append('\n');
        }
        for (MethodLines method : methods) {
            out.append("FNDA:")
                    .append(method.entered())
                    .append(',')
                    .append(functionName(method))
                    .append('\n');
        }
        out.append("FNF:").append(methods.size()).append('\n');
        out.append("FNH:")
                .append(methods.stream().filter(method -> method.entered() > 0).count())
                .append('\n');
    }

    private static void branches(StringBuilder out, List<MethodLines> methods) {
        Map<Integer, List<Branch>> byLine = new TreeMap<>();
        methods.stream()
                .flatMap(method -> method.rows().stream())
                .filter(row -> row.line() > 0)
                .forEach(row -> byLine.computeIfAbsent(row.line(), line -> new ArrayList<>())
                        .addAll(row.branches()));
        long found = 0;
        long hit = 0;
        for (Map.Entry<Integer, List<Branch>> line : byLine.entrySet()) {
            for (int block = 0; block < line.getValue().size(); block++) {
                List<BranchOutcome> outcomes = line.getValue().get(block).outcomes();
                boolean executed = outcomes.stream().anyMatch(outcome -> outcome.count() > 0);
                for (int way = 0; way < outcomes.size(); way++) {
                    long count = outcomes.get(way).count();
                    out.append("BRDA:")
                            .append(line.getKey())
                            .append(',')
                            .append(block)
                            .append(',');
                    out.append(way)
                            .append(',')
                            .append(executed ? String.valueOf(count) : "-")
                            .append('\n');
                    found++;
                    hit += count > 0 ? 1 : 0;
                }
            }
        }
        if (found > 0) {
            out.append("BRF:").append(found).append("\nBRH:").append(hit).append('\n');
        }
    }

    private static void lines(StringBuilder out, List<MethodLines> methods) {
        Map<Integer, Long> hits = new TreeMap<>();
        methods.stream()
                .flatMap(method -> method.rows().stream())
                .filter(row -> row.line() > 0 && row.counted())
                .forEach(row -> hits.merge(row.line(), row.hits(), Long::sum));
        hits.forEach((line, count) ->
                out.append("DA:").append(line).append(',').append(count).append('\n'));
        out.append("LF:").append(hits.size()).append('\n');
        out.append("LH:")
                .append(hits.values().stream().filter(count -> count > 0).count())
                .append('\n');
    }

    private static String functionName(MethodLines method) {
        return printable(method.name() + method.descriptor());
    }

    /** The format has no escapes; a line break in a name would begin a record. */
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
