package tallyflame.analysis.throughput;

import java.util.List;
import java.util.Objects;
import tallyflame.analysis.table.Table;
import tallyflame.flamegraphs.Quantity;
import tallyflame.runs.Energy;
import tallyflame.runs.RunDocument;

/** The modules of several runs side by side. */
public final class ThroughputTable {
    private ThroughputTable() {}

    /** One row for each run; runs whose throughput was not measured have none. */
    public static Table<RunDocument> of(List<RunDocument> runs) {
        return Table.of(runs.stream().filter(run -> run.throughput() != null).toList())
                .text("module", run -> run.module().name())
                .numbers("alerts/s/core", run -> run.throughput().betweenJvms())
                .number("cold", run -> run.throughput().coldAlertsPerSecond())
                .share("effective", run -> run.throughput().effectiveShare())
                .weight(
                        "p99 latency",
                        "ns",
                        run -> run.latencyMicros() == null
                                ? null
                                : 1e3 * run.latencyMicros().p99())
                .count("B/alert", run -> Math.round(run.throughput().bytesPerAlert()))
                .share("GC", run -> run.throughput().gcShare())
                .figure("J/1000 alerts", run -> run.energy() == null ? null : joules(run.energy()))
                .count("failed", ThroughputTable::failed);
    }

    private static String joules(Energy energy) {
        return energy.wide()
                ? Quantity.number(energy.perThousandAlertsLow()) + " - "
                        + Quantity.number(energy.perThousandAlertsHigh())
                : Quantity.number(energy.perThousandAlerts());
    }

    private static long failed(RunDocument run) {
        return run.passes().stream()
                .map(RunDocument.PassResult::timing)
                .filter(Objects::nonNull)
                .findFirst()
                .map(timing -> timing.failed())
                .orElse(0L);
    }
}
