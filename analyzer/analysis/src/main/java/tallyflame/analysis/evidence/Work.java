package tallyflame.analysis.evidence;

import java.util.Locale;

/**
 * How the sampled work relates to the counted work, and how to say so above a table. Times are multiplied by {@code scale}
 * so that both stand for the same work.
 *
 * @param scale counted work divided by sampled work
 * @param times what the times stand for, as a phrase; empty if there are none
 * @param hits what the hits stand for, as a phrase; empty if there are none
 */
public record Work(double scale, String times, String hits) {
    /** Samples of a recording and counts of the same or another execution, taken as they are. */
    public static Work unscaled(String times, String hits) {
        return new Work(1, times, hits);
    }

    /**
     * Alerts processed in rounds by the sample pass and once by the count pass.
     *
     * @param sampledAlerts alerts in the sampled window, all rounds together
     * @param countedAlerts alerts that the count pass processed, which the times are scaled to
     */
    public static Work rounds(long sampledAlerts, long countedAlerts) {
        double rounds = (double) sampledAlerts / countedAlerts;
        String howMany = rounds == Math.rint(rounds)
                ? String.format(Locale.ROOT, "%.0f", rounds)
                : String.format(Locale.ROOT, "%.1f", rounds);
        return new Work(
                (double) countedAlerts / sampledAlerts,
                round("sampled over " + howMany + " rounds of ", countedAlerts) + ", scaled to one round",
                round("counted in one round of ", countedAlerts));
    }

    static Work of(
            boolean perturbed, boolean part, long sampledAlerts, long countedAlerts, boolean runs, long executions) {
        String hits = countedAlerts > 0
                ? round("counted in one round of ", countedAlerts)
                : runs ? "counted in one execution" : "as counted";
        if (perturbed) {
            return unscaled("sampled in the counted execution: PERTURBED by the counters", hits);
        }
        if (part) {
            return unscaled("the part of the samples asked for, not scaled to the counted work", hits);
        }
        if (sampledAlerts > 0 && countedAlerts > 0) {
            return rounds(sampledAlerts, countedAlerts);
        }
        if (sampledAlerts > 0) {
            return unscaled("sampled over " + sampledAlerts + " alerts", hits);
        }
        if (executions > 1) {
            return new Work(1.0 / executions, "sampled over " + executions + " executions, scaled to one", hits);
        }
        return unscaled(runs ? "sampled in one execution" : "as recorded", hits);
    }

    /** A phrase that ends in a number of alerts. */
    private static String round(String phrase, long alerts) {
        return phrase + alerts + (alerts == 1 ? " alert" : " alerts");
    }
}
