package tallyflame.analysis.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import tallyflame.analysis.table.HtmlTable;
import tallyflame.analysis.table.Table;
import tallyflame.flamegraphs.page.Html;
import tallyflame.runs.Pass;
import tallyflame.runs.RunDocument;
import tallyflame.runs.RunDocument.PassResult;
import tallyflame.runs.Timing;

/** What was run, with what, and how to run it again. */
final class AgainSection {
    private AgainSection() {}

    static String of(Report report) {
        StringBuilder out = new StringBuilder("<h2 id=\"report-again\">What was run, and how to run it again</h2>\n");
        out.append("<pre class=\"command\">")
                .append(Html.escape(command(report), 20_000))
                .append("</pre>\n");
        report.run().ifPresent(run -> {
            RunDocument document = run.document();
            out.append("<p>").append(Html.escape(machine(document), 4000)).append("</p>\n");
            out.append(HtmlTable.of(passes(document)));
        });
        return out.toString();
    }

    /** A command line that does the same again. */
    private static String command(Report report) {
        List<String> words = new ArrayList<>(List.of("tallyflame"));
        RunDocument run = report.run().map(found -> found.document()).orElse(null);
        if (run == null) {
            words.add("report");
            report.inputs().stream().map(Path::toString).forEach(words::add);
        } else if (run.kind().equals(RunDocument.JMH)) {
            words.addAll(List.of("jmh", "--passes", passNames(run), "--", "java", "-jar", "BENCHMARKS"));
            words.addAll(run.command());
        } else if (run.module() == null) {
            words.addAll(List.of("record", "--passes", passNames(run), "--"));
            words.addAll(run.command());
        } else {
            words.addAll(
                    List.of("run", run.module().name(), "--alerts", run.data().path()));
            words.addAll(List.of("--limit", String.valueOf(run.data().alerts())));
            words.addAll(List.of("--passes", passNames(run)));
            words.addAll(List.of("--forks", String.valueOf(run.plan().forks())));
            words.addAll(List.of("--threads", String.valueOf(run.plan().threads())));
            words.addAll(List.of("--batch", String.valueOf(run.plan().batch())));
            words.addAll(List.of("--warmup", millis(run.plan().warmupSeconds())));
            words.addAll(List.of("--measure", millis(run.plan().measureSeconds())));
            run.plan().jvmOptions().forEach(option -> words.addAll(List.of("--jvm-option", option)));
        }
        return words.stream().map(AgainSection::quoted).collect(Collectors.joining(" "));
    }

    private static String passNames(RunDocument run) {
        return run.plan().passes().stream().map(Pass::label).collect(Collectors.joining(","));
    }

    private static String millis(double seconds) {
        return Math.round(1e3 * seconds) + "ms";
    }

    /** A word as a shell takes it. */
    static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:,=@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    private static String machine(RunDocument run) {
        String jvm = run.passes().stream()
                .filter(pass -> pass.timing() != null)
                .map(pass -> pass.timing().jvm())
                .map(found -> found.name() + " " + found.version() + " of " + found.vendor() + ", heap at most "
                        + (found.maxHeapBytes() >> 20) + " MiB")
                .findFirst()
                .orElse("an unknown JVM");
        RunDocument.Host host = run.host();
        return String.format(
                Locale.ROOT,
                "%s %s; %s; %s %s (%s), %s, %d cores, %d MiB of memory.",
                run.tool().name(),
                run.tool().version(),
                jvm,
                host.os(),
                host.kernel(),
                host.arch(),
                host.cpu(),
                host.cores(),
                host.memoryBytes() >> 20);
    }

    private static Table<PassResult> passes(RunDocument run) {
        return Table.of(run.passes())
                .text("Pass", pass -> pass.pass().label())
                .count("Fork", PassResult::fork)
                .text("Status", PassResult::status)
                .number("Seconds", PassResult::seconds)
                .count("Alerts in the window", timed(timing -> timing.window().alerts()))
                .count("Rounds", timed(Timing::rounds))
                .number(
                        "Alerts/s/core",
                        run.tooManyFailed().isPresent()
                                ? pass -> null
                                : timed(timing ->
                                        timing.window().alertsPerSecondPerCore().value()))
                .text(
                        "Remark",
                        pass -> (pass.perturbed() ? "perturbed; " : "")
                                + (pass.problem() == null ? "" : pass.problem()));
    }

    private static <N extends Number> Function<PassResult, N> timed(Function<Timing, N> figure) {
        return pass -> pass.timing() == null ? null : figure.apply(pass.timing());
    }
}
