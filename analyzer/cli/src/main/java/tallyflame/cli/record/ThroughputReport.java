package tallyflame.cli.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tallyflame.analysis.store.RunRows;
import tallyflame.analysis.table.Answer;
import tallyflame.analysis.table.Json;
import tallyflame.analysis.throughput.ModuleThroughput;
import tallyflame.analysis.throughput.Scaling;
import tallyflame.analysis.throughput.SurveyDemand;
import tallyflame.analysis.throughput.SvgChart;
import tallyflame.analysis.throughput.TextChart;
import tallyflame.analysis.throughput.ThroughputTable;
import tallyflame.runs.AtomicFiles;
import tallyflame.runs.Energy;
import tallyflame.runs.RunDocument;
import tallyflame.runs.RunDocument.Throughput;

/**
 * What several runs say together: a table and a chart of modules, or how one module scales with threads.
 *
 * @param folder of the runs, where {@code throughput.json}, {@code throughput.parquet} and {@code throughput.svg} go
 * @param budgets what surveys demand
 */
record ThroughputReport(Path folder, List<SurveyDemand> budgets) {
    /** Content of {@code throughput.json}. */
    private record Document(int schema, List<Module> modules, List<SurveyDemand> budgets) {}

    private record Module(String module, int threads, long alerts, Throughput throughput, Energy energy) {}

    /**
     * Writes the files and says what is in them.
     *
     * @param runs by the name of their directory, in order; those without a baseline pass are left out
     */
    Answer write(Map<String, RunDocument> runs) throws IOException {
        Map<String, RunDocument> byName = new LinkedHashMap<>(runs);
        byName.values().removeIf(run -> run.throughput() == null);
        List<RunDocument> measured = List.copyOf(byName.values());
        Answer answer = new Answer("Throughput", () -> measured);
        if (measured.isEmpty()) {
            return answer;
        }
        String json = Json.text(new Document(
                RunDocument.SCHEMA,
                measured.stream().map(ThroughputReport::module).toList(),
                budgets));
        AtomicFiles.write(folder.resolve("throughput.json"), temporary -> Files.writeString(temporary, json));
        AtomicFiles.write(folder.resolve("throughput.parquet"), temporary -> RunRows.write(temporary, byName));
        boolean scaling = runs.values().stream()
                        .map(run -> run.module().name())
                        .distinct()
                        .count()
                == 1;
        if (scaling) {
            scaling(measured, answer);
        } else {
            modules(measured, answer);
        }
        return answer.lines("all runs: " + folder);
    }

    private static Module module(RunDocument run) {
        return new Module(
                run.module().name(), run.plan().threads(), run.data().alerts(), run.throughput(), run.energy());
    }

    private void modules(List<RunDocument> runs, Answer answer) throws IOException {
        List<ModuleThroughput> rates = runs.stream().map(ModuleThroughput::of).toList();
        String svg = SvgChart.of(rates, budgets);
        AtomicFiles.write(folder.resolve("throughput.svg"), temporary -> Files.writeString(temporary, svg));
        answer.table(ThroughputTable.of(runs)).drawing(TextChart.of(rates, budgets));
    }

    private static void scaling(List<RunDocument> runs, Answer answer) {
        int cores = Runtime.getRuntime().availableProcessors();
        var table = Scaling.ofRuns(runs).table();
        boolean crowded = runs.get(runs.size() - 1).plan().threads() > cores;
        answer.table(crowded ? table.note("more threads than the " + cores + " cores of this machine") : table);
    }
}
