package tallyflame.runs;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * Energy of the measured window of the baseline pass, with what it emits.
 *
 * @param method {@link #MEASURED} or {@link #ESTIMATE}; an estimate is never called a measurement
 * @param joules of the CPU time of the work in the window, losses of the data centre included, idle subtracted where it was measured
 * @param low lower end: the range covers the assumptions and the load of the machine, and is no statistic
 * @param perThousandAlerts joules for 1000 alerts
 * @param idleJoules of an idle time of the same length, which was subtracted; {@code null} for an estimate
 * @param gramsCo2PerThousandAlerts of CO2-equivalent
 * @param gridGramsPerKwh carbon intensity of the electricity
 * @param pue power usage effectiveness of the data centre: total power over that of the computers
 * @param assumptions what the numbers rest on, one sentence each
 * @param warning why the numbers say little, or {@code null}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Energy(
        String method,
        double joules,
        double low,
        double high,
        double perThousandAlerts,
        double perThousandAlertsLow,
        double perThousandAlertsHigh,
        Double idleJoules,
        double gramsCo2PerThousandAlerts,
        double gridGramsPerKwh,
        String grid,
        double pue,
        List<String> assumptions,
        String warning) {
    /** Above this ratio of its ends only the interval says something. */
    private static final double WIDE = 8;

    public static final String MEASURED = "measured";
    public static final String ESTIMATE = "estimate";

    /** Whether so little is known that only the interval is to be shown, and nothing is to be split by functions. */
    public boolean wide() {
        return perThousandAlertsHigh > WIDE * perThousandAlertsLow;
    }

    /**
     * What one energy counter of the machine advanced by.
     *
     * @param domain {@code package-0}, {@code core}, {@code dram}, …
     */
    public record Counter(String domain, double joules) {}
}
