package tallyflame.analysis.diff.change;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * One line in both versions; component names are the keys of the JSON document. Figures that were not taken are {@code null}.
 *
 * @param line in the second version, 0 if it is gone
 * @param lineBefore in the first version, 0 if it is new
 * @param file source file below its source root
 * @param text the line, empty if its source was not found
 * @param textBefore what the line was in the first version, if it was edited
 * @param loop first line of the innermost loop that it is in: times are those of the whole loop, because compilers move work between
 *     its lines
 * @param loopEnd last line of that loop
 * @param before own time as in {@link FunctionChange}
 * @param hitsBefore exact hits for one unit of work
 * @param origin whether it is hit more or less often for the same work and in one call of its method: where a change of counts
 *     begins
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LineChange(
        @JsonProperty("class") String className,
        String method,
        int line,
        int lineBefore,
        String file,
        String text,
        String textBefore,
        Integer loop,
        Integer loopEnd,
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
    /** How much longer the line takes, 0 if that was not sampled. */
    public double difference() {
        return before == null || after == null ? 0 : after - before;
    }

    /** How much more often it is hit for one unit of work, 0 if that was not counted. */
    public double moreHits() {
        return (hitsAfter == null ? 0 : hitsAfter) - (hitsBefore == null ? 0 : hitsBefore);
    }

    /** Whether the line got worse: hit more often in a call, or slower beyond noise. */
    public boolean worse() {
        return kind.worse();
    }

    /** Whether exact counts decided the kind, not time. */
    public boolean exact() {
        return origin && kind.exact();
    }

    /**
     * The time that a change of hits stands for: so many hits more or fewer times what a hit takes with all it calls, in the mean of
     * both versions. Noise has no say in its sign. 0 if that is not known.
     */
    public double timeOfHits() {
        double hits = (hitsBefore == null ? 0 : hitsBefore) + (hitsAfter == null ? 0 : hitsAfter);
        return hits == 0 || totalBefore == null ? 0 : moreHits() * (totalBefore + totalAfter) / hits;
    }

    /** {@code File.java:12}, or {@code File.java:12-14} if the time of a loop decided. */
    public String place() {
        String name = file.substring(file.lastIndexOf('/') + 1);
        boolean whole = !exact() && loop != null && loop == line && textBefore == null && loopEnd > loop;
        return name + ":" + (line > 0 ? line : lineBefore) + (whole ? "-" + loopEnd : "");
    }
}
