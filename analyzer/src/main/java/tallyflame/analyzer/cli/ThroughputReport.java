package tallyflame.analyzer.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import tallyflame.analyzer.store.RunRows;
import tallyflame.analyzer.tables.TextTable;
import tallyflame.analyzer.throughput.Budget;
import tallyflame.analyzer.throughput.Rate;
import tallyflame.analyzer.throughput.Scaling;
import tallyflame.analyzer.throughput.SvgChart;
import tallyflame.analyzer.throughput.TextChart;
import tallyflame.runner.directory.AtomicFiles;
import tallyflame.runner.directory.Energy;
import tallyflame.runner.directory.RunDocument;
import tallyflame.runner.directory.RunDocument.Throughput;

/**
 * What several runs say together: a table and a chart of modules, or how one module scales with threads.
 *
 * @param folder of the runs, where {@code throughput.json}, {@code throughput.parquet} and {@code throughput.svg} go
 * @param budgets what surveys demand
 */
record ThroughputReport(Path folder, List<Budget> budgets) {
    /** Content of {@code throughput.json}. */
    private record Document(int schema, List<Module> modules, List<Budget> budgets) {}

    private record Module(String module, int threads, long alerts, Throughput throughput, Energy energy) {}

    /**
     * Writes the files and returns the text for a terminal.
     *
     * @param runs by the name of their directory, in order; those without a baseline pass are left out
     */
    String write(Map<String, RunDocument> runs) throws IOException {
        Map<String, RunDocument> byName = new LinkedHashMap<>(runs);
        byName.values().removeIf(run -> run.throughput() == null);
        List<RunDocument> measured = List.copyOf(byName.values());
        if (measured.isEmpty()) {
            return "";
        }
        byte[] json = new ObjectMapper()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .writeValueAsBytes(new Document(
                        RunDocument.SCHEMA,
                        measured.stream().map(ThroughputReport::module).toList(),
                        budgets));
        AtomicFiles.write(folder.resolve("throughput.json"), temporary -> Files.write(temporary, json));
        AtomicFiles.write(folder.resolve("throughput.parquet"), temporary -> RunRows.write(temporary, byName));
        boolean scaling =
                measured.stream().map(run -> run.module().name()).distinct().count() == 1;
        return (scaling ? scaling(measured) : modules(measured)) + "all runs: " + folder + "\n";
    }

    private static Module module(RunDocument run) {
        return new Module(
                run.module().name(), run.plan().threads(), run.data().alerts(), run.throughput(), run.energy());
    }

    private String modules(List<RunDocument> runs) throws IOException {
        List<Rate> rates = runs.stream().map(ThroughputReport::rate).toList();
        String svg = SvgChart.of(rates, budgets);
        AtomicFiles.write(folder.resolve("throughput.svg"), temporary -> Files.writeString(temporary, svg));
        return table(runs) + "\n" + TextChart.of(rates, budgets);
    }

    static Rate rate(RunDocument run) {
        Throughput rate = run.throughput();
        return new Rate(run.module().name(), rate.alertsPerSecond(), rate.low(), rate.high());
    }

    private static String table(List<RunDocument> runs) {
        TextTable table = new TextTable()
                .text("module")
                .number("alerts/s/core")
                .number("95 % interval")
                .number("cold")
                .number("effective")
                .number("p99 latency")
                .number("B/alert")
                .number("GC")
                .number("J/1000 alerts")
                .number("failed");
        for (RunDocument run : runs) {
            Throughput rate = run.throughput();
            Energy energy = run.energy();
            table.row(
                    run.module().name(),
                    RunSummary.number(rate.alertsPerSecond()),
                    RunSummary.number(rate.low()) + " - " + RunSummary.number(rate.high()),
                    RunSummary.number(rate.coldAlertsPerSecond()),
                    String.format(Locale.ROOT, "%.1f %%", 100 * rate.effectiveShare()),
                    run.latencyMicros() == null
                            ? ""
                            : Quantity.of(Math.round(1e3 * run.latencyMicros().p99()), "ns"),
                    Math.round(rate.bytesPerAlert()),
                    String.format(Locale.ROOT, "%.1f %%", 100 * rate.gcShare()),
                    energy == null ? "" : RunSummary.number(energy.perThousandAlerts()),
                    failed(run));
        }
        return table.render();
    }

    private static long failed(RunDocument run) {
        return run.passes().stream()
                .map(RunDocument.PassResult::timing)
                .filter(Objects::nonNull)
                .findFirst()
                .map(timing -> timing.failed())
                .orElse(0L);
    }

    private static String scaling(List<RunDocument> runs) {
        Scaling scaling = Scaling.of(
                runs.stream().map(run -> run.plan().threads()).toList(),
                runs.stream()
                        .map(run -> run.throughput().allThreadsAlertsPerSecond())
                        .toList());
        int cores = Runtime.getRuntime().availableProcessors();
        return scaling.table()
                + (runs.get(runs.size() - 1).plan().threads() > cores
                        ? "more threads than the " + cores + " cores of this machine\n"
                        : "");
    }
}
