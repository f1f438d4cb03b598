package tallyflame.analysis.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tallyflame.analysis.compare.totals.AllocationTotals;
import tallyflame.analysis.compare.totals.FunctionTotal;
import tallyflame.analysis.compare.totals.Total;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.counts.code.MethodId;
import tallyflame.counts.times.ProbeCost;
import tallyflame.runs.Interval;
import tallyflame.runs.RunDirectory;
import tallyflame.runs.RunDocument;

/**
 * Instruments compared on the same work; component names are the keys of the JSON document.
 *
 * @param schema version of the document
 * @param work the module or command
 * @param directory the run directory
 * @param status of the run
 * @param rounds how often each instrument was used
 * @param overhead what each instrument costs
 * @param probes cost of the trace's probes, nanoseconds
 * @param instruments what each instrument says
 * @param agreement of each two instruments
 * @param totals what was sampled in all, against what is exactly known; empty for a command
 * @param functionTotals the same by function, as far as that is exactly known
 * @param findings why they disagree
 * @param verdict three lines: precision, instrument, samples missing
 */
public record Comparison(
        int schema,
        String work,
        String directory,
        String status,
        int rounds,
        List<Overhead> overhead,
        ProbeCost probes,
        List<Instrument> instruments,
        List<Agreement> agreement,
        List<Total> totals,
        List<FunctionTotal> functionTotals,
        List<Reason> findings,
        List<String> verdict) {
    /**
     * What one instrument says.
     *
     * @param name label of the pass, or {@code trace-compensated}
     * @param rounds rounds with anything in them
     * @param samples samples in traced code, 0 of a trace
     * @param hottest functions by the number of rounds in which each was the hottest
     * @param shares functions with their share of own time
     */
    public record Instrument(
            String name, int rounds, long samples, Map<MethodId, Integer> hottest, Map<MethodId, Interval> shares) {}

    private static final double SHOWN = 0.001;

    public Comparison {
        overhead = List.copyOf(overhead);
        instruments = List.copyOf(instruments);
        agreement = List.copyOf(agreement);
        totals = List.copyOf(totals);
        functionTotals = List.copyOf(functionTotals);
        findings = List.copyOf(findings);
        verdict = List.copyOf(verdict);
    }

    /**
     * Compares what a run directory holds.
     *
     * @param startUps run directory of the start of the command's JVM alone, or {@code null}
     * @param bytes run directory in which the module's allocations were counted, or {@code null}
     * @throws IOException if it cannot be read, or holds no trace
     */
    public static Comparison of(Path run, Path startUps, Path bytes) throws IOException {
        Evidence evidence = Evidence.open(run).comparable();
        RunDirectory directory = evidence.runs().get(0);
        Measured measured = Measured.read(evidence);
        List<Overhead> overhead = Overhead.of(directory, startUps == null ? null : RunDirectory.open(startUps));
        List<Agreement> agreements = agreements(measured);
        RunDocument document = directory.document();
        return new Comparison(
                1,
                document.module() != null ? document.module().name() : String.join(" ", document.command()),
                run.toString(),
                document.status(),
                document.plan().forks(),
                overhead,
                measured.traced().probes(),
                measured.series().values().stream().map(Comparison::instrument).toList(),
                agreements,
                Total.of(evidence),
                bytes == null ? List.of() : AllocationTotals.of(evidence, bytes),
                new Reasons(measured, agreements).find(),
                new Conclusions(measured, overhead, agreements).lines());
    }

    /** How samples agree with the trace, if both are there. */
    Optional<Agreement> sampledAgainstTraced() {
        return agreement.stream()
                .filter(pair -> pair.a().equals(Measured.SAMPLE) && pair.b().equals(Measured.TRACE))
                .findFirst();
    }

    private static List<Agreement> agreements(Measured measured) {
        List<String> order = List.of(Measured.SAMPLE, Measured.JFR, "jfr-cpu", Measured.TRACE, Measured.COMPENSATED);
        List<InstrumentProfile> series = order.stream()
                .filter(measured.series()::containsKey)
                .map(measured.series()::get)
                .filter(one -> !one.rounds().isEmpty())
                .toList();
        List<Agreement> result = new ArrayList<>();
        for (int i = 0; i < series.size(); i++) {
            for (int j = i + 1; j < series.size(); j++) {
                if (series.get(i).sampled() || series.get(j).sampled()) {
                    result.add(Agreement.of(series.get(i), series.get(j)));
                }
            }
        }
        return result;
    }

    private static Instrument instrument(InstrumentProfile series) {
        Map<MethodId, Interval> shares = new java.util.LinkedHashMap<>();
        series.functions().entrySet().stream()
                .filter(entry -> entry.getValue().share() >= SHOWN)
                .sorted((a, b) ->
                        Double.compare(b.getValue().share(), a.getValue().share()))
                .forEach(entry -> shares.put(entry.getKey(), entry.getValue().interval()));
        return new Instrument(series.name(), series.rounds().size(), series.samples(), series.hottest(), shares);
    }
}
