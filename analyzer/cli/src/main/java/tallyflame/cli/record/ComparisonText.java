package tallyflame.cli.record;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tallyflame.analysis.compare.Agreement;
import tallyflame.analysis.compare.Comparison;
import tallyflame.analysis.compare.Overhead;
import tallyflame.analysis.table.TerminalText;
import tallyflame.analysis.table.TextTable;
import tallyflame.counts.code.MethodId;
import tallyflame.runs.Interval;

/** A comparison for the terminal. */
final class ComparisonText {
    private static final int MOST_FUNCTIONS = 12;
    private static final int MOST_LINES = 8;

    private ComparisonText() {}

    static String of(Comparison comparison) {
        StringBuilder out = new StringBuilder();
        out.append(String.format(
                Locale.ROOT,
                "%s: %d rounds of each instrument%s%n%n",
                TerminalText.clean(comparison.work()),
                comparison.rounds(),
                comparison.status().equals("complete") ? "" : " (the run is " + comparison.status() + ")"));
        overhead(comparison, out);
        instruments(comparison, out);
        agreement(comparison, out);
        comparison.agreement().stream()
                .filter(pair -> pair.a().equals("sample") && pair.b().equals("trace"))
                .findFirst()
                .ifPresent(pair -> pair(pair, out));
        if (!comparison.findings().isEmpty()) {
            out.append("why they differ\n");
            comparison.findings().forEach(finding -> out.append("  ")
                    .append(TerminalText.clean(finding.text()))
                    .append('\n'));
            out.append('\n');
        }
        out.append("verdict\n");
        comparison.verdict().forEach(line -> out.append("  ")
                .append(TerminalText.clean(line))
                .append('\n'));
        return out.toString();
    }

    private static void overhead(Comparison comparison, StringBuilder out) {
        TextTable table = new TextTable()
                .text("overhead")
                .number("steady")
                .number("95 % interval")
                .number("CPU time")
                .number("95 % interval")
                .number("start-up")
                .number("95 % interval");
        for (Overhead one : comparison.overhead()) {
            table.row(
                    one.pass(),
                    times(one.wall()),
                    range(one.wall()),
                    times(one.cpu()),
                    range(one.cpu()),
                    times(one.startUp()),
                    range(one.startUp()));
        }
        out.append(table.render()).append('\n');
    }

    private static String times(Interval ratio) {
        return ratio == null ? "" : String.format(Locale.ROOT, "%.3fx", ratio.value());
    }

    private static String range(Interval ratio) {
        return ratio == null ? "" : String.format(Locale.ROOT, "%.3f - %.3f", ratio.low(), ratio.high());
    }

    private static void instruments(Comparison comparison, StringBuilder out) {
        TextTable table = new TextTable()
                .text("instrument")
                .number("rounds")
                .number("samples")
                .text("hottest function (rounds)");
        for (Comparison.Instrument one : comparison.instruments()) {
            table.row(
                    one.name(),
                    one.rounds(),
                    one.samples() == 0 ? "" : one.samples(),
                    TerminalText.clean(one.hottest().entrySet().stream()
                            .map((Map.Entry<MethodId, Integer> e) -> e.getKey() + " (" + e.getValue() + ")")
                            .collect(Collectors.joining(", "))));
        }
        out.append(table.render()).append('\n');
    }

    private static void agreement(Comparison comparison, StringBuilder out) {
        TextTable table = new TextTable()
                .text("agreement")
                .text("with")
                .number("overlap")
                .number("tau")
                .number("top-k")
                .number("functions that differ");
        for (Agreement pair : comparison.agreement()) {
            table.row(
                    pair.a(),
                    pair.b(),
                    String.format(Locale.ROOT, "%.3f", pair.overlap()),
                    pair.kendallTau() == null ? "" : String.format(Locale.ROOT, "%.2f", pair.kendallTau()),
                    String.format(Locale.ROOT, "%.2f of %d", pair.topK(), pair.k()),
                    pair.significant());
        }
        out.append(table.render()).append('\n');
    }

    private static void pair(Agreement pair, StringBuilder out) {
        out.append(rows("function", pair, MOST_FUNCTIONS, false)).append('\n');
        out.append(rows("line", pair, MOST_LINES, true)).append('\n');
    }

    private static String rows(String what, Agreement pair, int most, boolean lines) {
        TextTable table = new TextTable()
                .number(pair.a())
                .number("95 % interval")
                .number(pair.b())
                .number("95 % interval")
                .number("difference")
                .text("*")
                .text(what);
        (lines ? pair.lines() : pair.functions())
                .stream()
                        .limit(most)
                        .forEach(row -> table.row(
                                percent(row.a().value()),
                                percent(row.a().low()) + " - " + percent(row.a().high()),
                                percent(row.b().value()),
                                percent(row.b().low()) + " - " + percent(row.b().high()),
                                String.format(
                                        Locale.ROOT,
                                        "%+.1f",
                                        100 * row.difference().value()),
                                row.significant() ? "*" : "",
                                TerminalText.clean(row.name())));
        return table.render();
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
