package tallyflame.analysis.diff.change;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * One function in both versions; component names are the keys of the JSON document. Figures that were not taken are {@code null}.
 *
 * @param name in the second version, or in the first if it is gone
 * @param renamedFrom its name in the first version if that was another
 * @param before its own time as a share of all time of the first version, for the same work
 * @param after the same in the second version, of the same whole: all shares grow if everything gets slower
 * @param low lower end of the 95 % interval of the difference
 * @param significant whether the difference is a discovery at a false discovery rate of 2 % over all functions and lines
 * @param totalBefore as {@code before}, callees included
 * @param callsBefore exact calls for one unit of work
 * @param hitsBefore exact hits of all its lines for one unit of work; its calls if it has no lines
 * @param byCalls the part of the difference that comes from being called more often
 * @param byCost the part of the difference that comes from costing more in each call
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FunctionChange(
        String name,
        String renamedFrom,
        Double before,
        Double after,
        Double low,
        Double high,
        boolean significant,
        ChangeKind kind,
        Double totalBefore,
        Double totalAfter,
        Double callsBefore,
        Double callsAfter,
        Double hitsBefore,
        Double hitsAfter,
        Double byCalls,
        Double byCost) {
    /** How much longer it takes, 0 if that was not sampled. */
    public double difference() {
        return before == null || after == null ? 0 : after - before;
    }

    /** Whether the time grew beyond noise. */
    public boolean slower() {
        return significant && difference() > 0;
    }
}
