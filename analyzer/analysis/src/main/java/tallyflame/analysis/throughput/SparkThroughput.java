package tallyflame.analysis.throughput;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tallyflame.analysis.table.Answer;
import tallyflame.analysis.table.Table;
import tallyflame.flamegraphs.Quantity;
import tallyflame.runs.Interval;
import tallyflame.runs.cluster.ModuleCost;
import tallyflame.runs.cluster.ModuleCost.Part;

/** Science modules on Spark against the same without it, and where the time goes that lies between. */
public final class SparkThroughput {
    private SparkThroughput() {}

    /** Two bars for each module: on Spark and without it. One application does not know how others differ. */
    public static List<ModuleThroughput> bars(List<ModuleCost> costs) {
        List<ModuleThroughput> bars = new ArrayList<>();
        for (ModuleCost cost : costs) {
            bars.add(bar(cost.module() + " on Spark", cost.alertsPerSecond()));
            Optional.ofNullable(cost.alone())
                    .ifPresent(alone -> bars.add(bar(cost.module() + " without Spark", alone)));
        }
        return bars;
    }

    private static ModuleThroughput bar(String name, Interval rate) {
        return new ModuleThroughput(name, rate.value(), Double.NaN, Double.NaN);
    }

    /** Rates, their ratio, the chart, and for each module the parts of the time of all cores. */
    public static Answer answer(ModuleCost.Document document, List<SurveyDemand> budgets) {
        List<ModuleCost> costs = document.modules();
        Answer answer = new Answer("Modules on Spark", () -> document)
                .table(rates(costs))
                .drawing(TextChart.bars(bars(costs), budgets));
        costs.forEach(cost -> answer.table(parts(cost)));
        return answer;
    }

    private static Table<ModuleCost> rates(List<ModuleCost> costs) {
        return Table.of(costs)
                .text("module", ModuleCost::module)
                .count("alerts", ModuleCost::alerts)
                .count("failed", ModuleCost::failed)
                .count("cores", ModuleCost::cores)
                .number("alerts/s/core", cost -> cost.alertsPerSecond().value())
                .number(
                        "without Spark",
                        cost -> cost.alone() == null ? null : cost.alone().value())
                .shares("ratio", cost -> cost.ratio() == null ? null : known(cost, cost.ratio()))
                .shares("of CPU", cost -> cost.cpuRatio() == null ? null : known(cost, cost.cpuRatio()))
                .text("first failure", ModuleCost::failure)
                .note(
                        "without Spark: the same batches by as many threads, in turns with Spark; of CPU: CPU time of the module"
                                + " without Spark against that of the tasks, which other programs on the machine disturb less; intervals are over loops of one"
                                + " application, which does not know how others differ.");
    }

    /** A single loop does not know how loops differ. */
    private static Interval known(ModuleCost cost, Interval interval) {
        return cost.loops() > 1 ? interval : new Interval(interval.value(), Double.NaN, Double.NaN);
    }

    private static Table<Part> parts(ModuleCost cost) {
        double gap = cost.parts().stream()
                .filter(Part::gap)
                .mapToDouble(part -> part.micros().value())
                .sum();
        double all =
                cost.parts().stream().mapToDouble(part -> part.micros().value()).sum();
        return Table.of(cost.parts())
                .caption(cost.module() + ": microseconds of a core for each alert, " + Quantity.number(all)
                        + " in all, of which " + Quantity.number(gap) + " by Spark")
                .indented()
                .text("part", Part::part)
                .numbers("us/alert", part -> known(cost, part.micros()))
                .number(
                        "CPU us/alert",
                        part -> part.cpuMicros() == null
                                ? null
                                : part.cpuMicros().value())
                .share(
                        "of the gap",
                        part -> part.gap() && gap > 0 ? part.micros().value() / gap : null)
                .note("within these in garbage collection: "
                        + Quantity.number(cost.gcMicros().value())
                        + (cost.rowObjectMicros() == null
                                ? ""
                                : "; going over the same rows as objects: "
                                        + Quantity.number(cost.rowObjectMicros().value())));
    }
}
