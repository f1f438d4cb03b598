package tallyflame.analysis.diff;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * One line in both versions; component names are the keys of the JSON document. Figures that were not taken are {@code null}.
 *
 * @param line in the second version, 0 if it is gone
 * @param lineBefore in the first version, 0 if it is new
 * @param file source file below its source root
 * @param text the line, empty if its source was not found
 * @param before own time as in {@link FunctionChange}
 * @param hitsBefore exact hits for one unit of work
 * @param origin whether it is hit more or less often in one call of its method: where a change of counts begins
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LineChange(
        @JsonProperty("class") String className,
        String method,
        int line,
        int lineBefore,
        String file,
        String text,
        Double before,
        Double after,
        Double low,
        Double high,
        boolean significant,
        ChangeKind kind,
        Double totalBefore,
        Double totalAfter,
        Double hitsBefore,
        Double hitsAfter,
        boolean origin) {
    /** Under so much of all time a difference of an unproven sum is noise. */
    private static final double LEAST = 0.005;

    /** How much longer the line takes, 0 if that was not sampled. */
    public double difference() {
        return before == null || after == null ? 0 : after - before;
    }

    /** How much longer it takes with what it calls, 0 if that is little or not known. */
    public double totalDifference() {
        double difference = totalBefore == null || totalAfter == null ? 0 : totalAfter - totalBefore;
        return Math.abs(difference) < LEAST ? 0 : difference;
    }

    /** How much more often it is hit for one unit of work, 0 if that was not counted. */
    public double moreHits() {
        return (hitsAfter == null ? 0 : hitsAfter) - (hitsBefore == null ? 0 : hitsBefore);
    }

    /** Whether the line got worse: hit more often in a call, or slower beyond noise. */
    public boolean worse() {
        return origin ? moreHits() > 0 : significant && difference() > 0;
    }

    /** {@code File.java:12}. */
    public String place() {
        String name = file.substring(file.lastIndexOf('/') + 1);
        return name + ":" + (line > 0 ? line : lineBefore);
    }
}
