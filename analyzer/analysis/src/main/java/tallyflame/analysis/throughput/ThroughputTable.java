package tallyflame.analysis.throughput;

import java.util.List;
import java.util.Objects;
import tallyflame.analysis.table.TextTable;
import tallyflame.flamegraphs.Quantity;
import tallyflame.runs.Energy;
import tallyflame.runs.RunDocument;
import tallyflame.runs.RunDocument.Throughput;

/** The modules of several runs side by side. */
public final class ThroughputTable {
    private ThroughputTable() {}

    /** One row for each run. */
    public static TextTable of(List<RunDocument> runs) {
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
                    Quantity.number(rate.alertsPerSecond()),
                    Quantity.number(rate.low()) + " - " + Quantity.number(rate.high()),
                    Quantity.number(rate.coldAlertsPerSecond()),
                    Quantity.percent(rate.effectiveShare()),
                    run.latencyMicros() == null
                            ? ""
                            : Quantity.ofMicros(run.latencyMicros().p99()),
                    Math.round(rate.bytesPerAlert()),
                    Quantity.percent(rate.gcShare()),
                    energy == null ? "" : Quantity.number(energy.perThousandAlerts()),
                    failed(run));
        }
        return table;
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
