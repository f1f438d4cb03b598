package tallyflame.analysis.throughput;

import java.util.ArrayList;
import java.util.List;
import tallyflame.flamegraphs.Quantity;
import tallyflame.runs.Interval;
import tallyflame.runs.RunDocument;

/**
 * Throughput of a module, in alerts a second and core.
 *
 * @param low lower end of the 95 % interval from one JVM to the next; NaN where a single one ran, which does not know it
 * @param high upper end
 */
public record ModuleThroughput(String module, double value, double low, double high) {
    /** What the rate means for a demand. */
    public enum DemandStatus {
        KEPT,
        /** The interval reaches over the demand, or there is none. */
        OPEN,
        BROKEN
    }

    /** The rate of a run whose throughput was measured. */
    public static ModuleThroughput of(RunDocument run) {
        Interval rate = run.throughput().betweenJvms();
        return new ModuleThroughput(run.module().name(), rate.value(), rate.low(), rate.high());
    }

    /** Whether it is known how JVMs differ. */
    boolean hasInterval() {
        return !Double.isNaN(low);
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
        return hasInterval() ? decided(demands) : ofOneJvm(demands);
    }

    /** What a single JVM did, which is no verdict on others. */
    private String ofOneJvm(List<SurveyDemand> demands) {
        List<String> missed = demands.stream()
                .filter(demand -> value < demand.perCore())
                .map(ModuleThroughput::need)
                .toList();
        return module
                + (missed.isEmpty() ? " is above every budget" : " is below " + String.join(", ", missed))
                + " in one JVM; how JVMs differ is not known (--forks 3 tells)";
    }

    private static String need(SurveyDemand demand) {
        return demand.name() + " (needs " + Quantity.number(demand.perCore()) + ")";
    }

    private String decided(List<SurveyDemand> demands) {
        List<String> broken = new ArrayList<>();
        List<String> open = new ArrayList<>();
        for (SurveyDemand demand : demands) {
            switch (status(demand)) {
                case BROKEN -> broken.add(need(demand));
                case OPEN -> open.add(need(demand));
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
