package tallyflame.analysis.check;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tallyflame.analysis.diff.Noise;
import tallyflame.analysis.diff.version.Version;
import tallyflame.analysis.diff.version.VersionCounts;
import tallyflame.counts.code.LineId;
import tallyflame.counts.code.MethodId;

/** A budget file to start from: what a run does now is what it may do, with some room where figures have noise. */
public final class Proposal {
    private static final int LINES = 5;
    private static final int FUNCTIONS = 3;
    /** A limit lies at least so far from the value, as a logarithm of the ratio. */
    private static final double LEAST_ROOM = 0.05;

    private final StringBuilder out = new StringBuilder();
    private final Version run;

    private Proposal(Version run) {
        this.run = run;
    }

    /** The text of the file. */
    public static String of(Version run, Noise noise) throws IOException {
        return new Proposal(run).write(noise);
    }

    private String write(Noise noise) throws IOException {
        out.append("# Budgets, see docs/budgets.md. Proposed from ")
                .append(String.valueOf(run.inputs().get(0).getFileName()).replaceAll("\\p{Cntrl}", "?"))
                .append(": keep what matters, delete the rest.\nschema: 1\nbudgets:\n");
        if (run.counted().isPresent()) {
            counts(run.counted().get());
        }
        Figures figures = new Figures(run, noise);
        statistic(figures, BudgetKind.ALLOCATION, "max", "Bytes an alert by the JVM's own counters");
        statistic(figures, BudgetKind.THROUGHPUT, "min", "Alerts of a second of CPU time");
        out.append("  # Latency and energy follow the load of the machine, and are left alone.\n");
        String text = out.toString();
        return text.contains("  - id: ") ? text : text.replace("\nbudgets:\n", "\nbudgets: []\n");
    }

    private void counts(VersionCounts counted) throws IOException {
        List<Map.Entry<LineId, Long>> lines = counted.hits().entrySet().stream()
                .filter(line -> line.getValue() > 0 && !run.unsteady().contains(line.getKey()))
                .sorted(Map.Entry.<LineId, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(LINES)
                .toList();
        out.append(
                "  # The lines that run most. Exact: one hit more fails. Counts that differ between these runs are left out;\n  # of a single run, run --verify-counts tells which do.\n");
        for (Map.Entry<LineId, Long> line : lines) {
            LineId place = line.getKey();
            Optional<String> text = onlyText(counted, place);
            entry("line-hits-" + simple(place.method()) + "-" + place.line(), BudgetKind.LINE_HITS, place.method());
            out.append(text.isPresent() ? "    text: " + quoted(text.get()) : "    line: " + place.line())
                    .append('\n');
            limit("max", counted.hitsPerWork(place));
        }
        out.append("  # The functions that are called most.\n");
        counted.entries().entrySet().stream()
                .filter(function -> function.getValue() > 0 && !run.unsteady().contains(function.getKey()))
                .sorted(Map.Entry.<MethodId, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(FUNCTIONS)
                .forEach(function -> {
                    entry("calls-" + simple(function.getKey()), BudgetKind.FUNCTION_HITS, function.getKey());
                    limit("max", counted.calls(function.getKey()));
                });
    }

    /** A line's source if no other line of its function has it, too. */
    private Optional<String> onlyText(VersionCounts counted, LineId place) throws IOException {
        String text = run.text(place);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        for (LineId other : counted.hits().keySet()) {
            boolean sameFunction = other.method().equals(place.method()) && other.line() != place.line();
            if (sameFunction && run.text(other).contains(text)) {
                return Optional.empty();
            }
        }
        return Optional.of(text);
    }

    /** A limit that another fork of the same code keeps, if forks are enough to tell; else why there is none. */
    private void statistic(Figures figures, BudgetKind kind, String bound, String what) throws IOException {
        Budget asked = new Budget(kind.label(), kind, null, null, null, null, null, null, null, null, null, null);
        Value value = figures.of(asked);
        if (!value.known()) {
            return;
        }
        if (!value.undecided().isEmpty()) {
            out.append("  # ")
                    .append(what)
                    .append(", ")
                    .append(Judge.number(value.value()))
                    .append(" here: no budget, ");
            out.append(value.undecided()).append(".\n");
            return;
        }
        // The interval of the mean of n forks is narrower by the root of n than the spread of one; one more fork is
        // both.
        double half = Math.log(value.high() / value.low()) / 2;
        double room = Math.max(LEAST_ROOM, half * Math.sqrt(value.forks() + 1.0));
        double limit = value.value() * Math.exp(bound.equals("max") ? room : -room);
        out.append("  # ").append(what).append(", as far from ").append(Judge.number(value.value()));
        out.append(" as another fork may be.\n");
        entry(kind.label(), kind, null);
        out.append(String.format(Locale.ROOT, "    %s: %.6g%n", bound, limit));
    }

    private void entry(String id, BudgetKind kind, MethodId function) {
        out.append("  - id: ").append(quoted(id)).append('\n');
        out.append("    kind: ").append(kind.label()).append('\n');
        if (function != null) {
            out.append("    function: ").append(quoted(function.toString())).append('\n');
        }
    }

    /** Exact counts for an alert are quotients; a limit must not lie below the count by its last digit. */
    private void limit(String bound, double value) {
        out.append("    ").append(bound).append(": ");
        out.append(value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value));
        out.append('\n');
    }

    private static String simple(MethodId function) {
        String className = function.className();
        return className.substring(className.lastIndexOf('.') + 1) + "." + function.name();
    }

    /** A string in YAML's double quotes. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ' || c == 0x7f) {
                quoted.append(String.format(Locale.ROOT, "\\x%02x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
