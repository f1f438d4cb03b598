package tallyflame.cli.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tallyflame.analysis.throughput.EscapeAnalysis;
import tallyflame.runs.Energy;
import tallyflame.runs.FailedAlert;
import tallyflame.runs.Latency;
import tallyflame.runs.RunDocument;
import tallyflame.runs.RunDocument.EngineUsed;
import tallyflame.runs.RunDocument.PassResult;
import tallyflame.runs.RunDocument.Throughput;
import tallyflame.runs.Timing;

/**
 * The JSON answer of {@code run}, {@code record} and {@code demo}.
 *
 * @param schema version of the document
 * @param runs one entry a module, or one for the recorded command
 * @param report the page that links the reports of several runs, {@code null} for a single one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RunAnswer(int schema, List<Entry> runs, String report) {
    /**
     * One run. Keys that do not apply are left out.
     *
     * @param failed alerts on which the module threw
     * @param escapeAnalysis what it removes, where a run has the pass no-escape
     * @param engine name of the sampling engine that was used
     * @param betterEngine what would enable a better one
     * @param headline what is to be said first, and each clause of it
     * @param jvms every JVM at or below a recorded command
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Entry(
            String module,
            List<String> command,
            String directory,
            String status,
            Long alerts,
            Long failed,
            List<FailedAlert> failures,
            Throughput throughput,
            Latency latencyMicros,
            Energy energy,
            EscapeAnalysis escapeAnalysis,
            String engine,
            String betterEngine,
            String intervalRaised,
            List<PassResult> passes,
            List<Map<String, Object>> jvms,
            String flameGraph,
            String report,
            Map<String, Object> headline) {
        /** The entry of a run. */
        static Entry of(Path directory, RunDocument run, RunFindings findings) {
            EngineUsed engine = run.engine();
            boolean module = run.module() != null;
            Timing timing = run.passes().stream()
                    .map(PassResult::timing)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null);
            return new Entry(
                    module ? run.module().name() : null,
                    run.command(),
                    directory.toString(),
                    run.status(),
                    module ? (Long) run.data().alerts() : null,
                    timing == null ? null : (Long) timing.failed(),
                    timing == null ? null : timing.failures(),
                    run.throughput(),
                    run.latencyMicros(),
                    run.energy(),
                    EscapeAnalysis.of(run).orElse(null),
                    engine == null ? null : engine.name(),
                    engine == null ? null : engine.better(),
                    engine == null ? null : engine.raised(),
                    run.passes(),
                    module ? null : findings.jvms().table().objects(),
                    findings.flameGraph() == null ? null : findings.flameGraph().toString(),
                    findings.report().toString(),
                    findings.headline().document());
        }
    }

    static RunAnswer of(List<Entry> runs) {
        return new RunAnswer(RunDocument.SCHEMA, runs, null);
    }

    static RunAnswer of(List<Entry> runs, Path report) {
        return new RunAnswer(RunDocument.SCHEMA, runs, report == null ? null : report.toString());
    }
}
