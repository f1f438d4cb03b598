package tallyflame.analysis.lines.render;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tallyflame.analysis.lines.LineReport;
import tallyflame.analysis.lines.LineRow;
import tallyflame.analysis.lines.MethodLines;
import tallyflame.analysis.source.SourceText;
import tallyflame.counts.code.MethodId;
import tallyflame.flamegraphs.Profile.Sampling;
import tallyflame.flamegraphs.Quantity;

/**
 * A method as it is listed: its source from the declaration to its last line, with what is known about each line. Nothing in it
 * is fit for a terminal or for HTML yet.
 *
 * @param location where the source is, with a remark if it is not found or does not match
 * @param name {@code pkg.Class.method}, with its parameters where there are overloads
 * @param declaredAt line at which the listing begins
 * @param entries the lines
 * @param inside names of methods counted on their own whose code stands inside this one
 */
public record MethodListing(
        MethodLines method, String location, String name, int declaredAt, List<Entry> entries, Set<String> inside) {
    /**
     * One line, or a gap where lines of no interest are left out.
     *
     * @param line source line; 0 for a gap, and for samples without a line
     * @param row what is known about it, empty where the method has no code
     * @param nested whether code of a method that stands inside this one is on it
     * @param gap whether lines are left out here
     * @param text source text
     */
    public record Entry(int line, Optional<LineRow> row, boolean nested, boolean gap, String text) {
        private static Entry ofGap() {
            return new Entry(0, Optional.empty(), false, true, "");
        }

        private static Entry of(LineRow row, String text) {
            return new Entry(Math.max(row.line(), 0), Optional.of(row), false, false, text);
        }
    }

    /** The listing of a method; without matching source only its lines with code. */
    public static MethodListing of(LineReport report, MethodLines method, Optional<SourceText> source) {
        return new Lister(report, method, source).listing();
    }

    /** Whether a row has times: of a method without samples nothing is known. */
    public boolean timed(LineRow row) {
        return row.samples() > 0 || (row.hits() > 0 && method.samples() > 0);
    }

    /** The time of a line with its unit. */
    public String time(LineReport report, LineRow row) {
        return row.time() == 0 ? "0" : Quantity.of(row.time(), report.unit());
    }

    /** The time for one hit with its unit. */
    public String perHit(LineReport report, LineRow row) {
        return Quantity.of(row.perHit(), report.unit());
    }

    /** The time of the method with its interval, as text. */
    public String total(LineReport report) {
        if (!report.sampled()) {
            return "not sampled";
        }
        if (method.samples() == 0) {
            return "no samples";
        }
        Scale scale = Scale.ofTimes(report, method);
        if (!method.share().hasInterval()) {
            return scale.words(method.time()) + " ("
                    + (report.sampling() == Sampling.COMPLETE ? "complete" : "biased by size") + ")";
        }
        double margin = method.share().margin() * report.totalTime();
        return scale.words(method.time()) + " (sampled, ±" + scale.words(margin) + ")";
    }

    /** How often the method was entered, as text. */
    public String entered() {
        long thrown = method.counts().map(counts -> counts.leftByException()).orElse(0L);
        return method.counts().isEmpty()
                ? "not counted"
                : Quantity.count(method.entered())
                        + (thrown > 0 ? "   left by exception " + Quantity.count(thrown) : "");
    }

    /** Collects the entries of one method. */
    private static final class Lister {
        private final LineReport report;
        private final MethodLines method;
        private final Optional<SourceText> source;
        private final Map<Integer, Set<MethodLines>> others;
        private final Set<String> inside = new TreeSet<>();
        private final List<Entry> entries = new ArrayList<>();

        Lister(LineReport report, MethodLines method, Optional<SourceText> source) {
            this.report = report;
            this.method = method;
            this.source = source;
            others = report.linesOfOthers(method);
        }

        MethodListing listing() {
            String name = method.name() + (report.overloaded(method) ? MethodId.parameters(method.descriptor()) : "");
            collect();
            return new MethodListing(method, location(), name, declaredAt(), List.copyOf(entries), inside);
        }

        private String location() {
            if (source.isEmpty()) {
                return method.sourcePath() + " (source not found; name its folder or jar with --source)";
            }
            return matches()
                    ? source.get().location()
                    : source.get().location() + " (does not match the class: it has "
                            + source.get().lines().size() + " lines, the method reaches line " + method.lastLine()
                            + ")";
        }

        /** Kotlin numbers the lines of inlined code beyond the end of the file. */
        private boolean matches() {
            return source.isPresent()
                    && (source.get().lines().size() >= method.lastLine()
                            || method.sourceFile().endsWith(".kt"));
        }

        private int declaredAt() {
            int floor = others.keySet().stream()
                    .filter(line -> line < method.firstLine())
                    .mapToInt(line -> line)
                    .max()
                    .orElse(0);
            return matches() && !method.inlined() ? Declarations.line(method, source.get(), floor) : method.firstLine();
        }

        private void collect() {
            Map<Integer, LineRow> byLine = new HashMap<>();
            method.rows().forEach(row -> byLine.put(row.line(), row));
            if (!matches() || method.lastLine() <= 0) {
                method.rows().forEach(row -> entries.add(Entry.of(row, "")));
                return;
            }
            int end = Math.min(method.lastLine(), source.get().lines().size());
            for (int line = Math.min(declaredAt(), end + 1); line <= end; line++) {
                int gapEnd = byLine.containsKey(line) ? line : gapEnd(line, byLine, end);
                if (gapEnd > line) {
                    entries.add(Entry.ofGap());
                    line = gapEnd - 1;
                    continue;
                }
                String text = source.get().line(line);
                entries.add(
                        byLine.containsKey(line)
                                ? Entry.of(byLine.get(line), text)
                                : new Entry(line, Optional.empty(), nested(line), false, text));
            }
            method.rows().stream()
                    .filter(row -> row.line() > end || row.line() <= 0)
                    .forEach(row -> entries.add(
                            Entry.of(row, row.line() > end ? "(inlined code)" : "(samples without a line)")));
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

        private boolean nested(int line) {
            Set<MethodLines> found = others.getOrDefault(line, Set.of());
            found.forEach(other -> inside.add(other.name()));
            return !found.isEmpty();
        }
    }
}
