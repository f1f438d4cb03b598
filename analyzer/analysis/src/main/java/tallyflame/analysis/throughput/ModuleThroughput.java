package tallyflame.analysis.throughput;

import java.util.ArrayList;
import java.util.List;
import tallyflame.flamegraphs.Quantity;
import tallyflame.runs.RunDocument;
import tallyflame.runs.RunDocument.Throughput;

/**
 * Throughput of a module, in alerts a second and core.
 *
 * @param low lower end of the 95 % interval
 * @param high upper end
 */
public record ModuleThroughput(String module, double value, double low, double high) {
    /** What the rate means for a demand. */
    public enum DemandStatus {
        KEPT,
        /** The interval reaches over the demand. */
        OPEN,
        BROKEN
    }

    /** The rate of a run whose throughput was measured. */
    public static ModuleThroughput of(RunDocument run) {
        Throughput rate = run.throughput();
        return new ModuleThroughput(run.module().name(), rate.alertsPerSecond(), rate.low(), rate.high());
    }

    /** Whether the module meets a demand. */
    public DemandStatus status(SurveyDemand demand) {
        if (low >= demand.perCore()) {
            return DemandStatus.KEPT;
        }
        return high < demand.perCore() ? DemandStatus.BROKEN : DemandStatus.OPEN;
    }

    /** One sentence on all demands. */
    public String inWords(List<SurveyDemand> demands) {
        List<String> broken = new ArrayList<>();
        List<String> open = new ArrayList<>();
        for (SurveyDemand demand : demands) {
            String need = demand.name() + " (needs " + Quantity.number(demand.perCore()) + ")";
            switch (status(demand)) {
                case BROKEN -> broken.add(need);
                case OPEN -> open.add(need);
                case KEPT -> {}
            }
        }
        if (broken.isEmpty() && open.isEmpty()) {
            return module + " keeps every budget";
        }
        String sentence = broken.isEmpty() ? "" : " breaks " + String.join(", ", broken);
        if (!open.isEmpty()) {
            sentence += (broken.isEmpty() ? "" : "; it") + " may or may not keep " + String.join(", ", open);
        }
        return module + sentence;
    }
}
