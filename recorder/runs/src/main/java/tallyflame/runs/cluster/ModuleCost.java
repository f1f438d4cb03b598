package tallyflame.runs.cluster;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import tallyflame.runs.Interval;

/**
 * What a science module costs on Spark, and where that goes. All intervals are over loops in one application; those of a single
 * loop are points.
 *
 * @param effective alerts that were processed to the end
 * @param cores of all executors
 * @param loops that were measured
 * @param alertsPerSecond for each core, on Spark
 * @param alone the same without Spark; {@code null} if that was not measured
 * @param ratio of the first to the second; {@code null} if that was not measured
 * @param cpuRatio CPU time in the module without Spark against that of all tasks' threads; {@code null} if that was not measured
 * @param parts what the cores were there for: their sum is all the time of all cores
 * @param gcMicros within these, in garbage collection, as the executors say; microseconds for each alert
 * @param rowObjectMicros of a task that goes over the same rows as objects, microseconds for each alert; {@code null} if that was
 *     not measured
 * @param failure the first; {@code null} if no alert failed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ModuleCost(
        String module,
        long alerts,
        long failed,
        long effective,
        int cores,
        int partitions,
        int loops,
        Interval alertsPerSecond,
        Interval alone,
        Interval ratio,
        Interval cpuRatio,
        List<Part> parts,
        Interval gcMicros,
        Interval rowObjectMicros,
        String failure) {
    /** Name of the file in the folder of the results. */
    public static final String FILE = "modules.json";

    /**
     * A part of the time.
     *
     * @param part what it is, in words
     * @param gap whether it is there only because of Spark
     * @param micros microseconds of a core for each alert
     * @param cpuMicros microseconds of CPU of the tasks' threads for each alert; {@code null} for what is not theirs
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Part(String part, boolean gap, Interval micros, Interval cpuMicros) {}

    /** Content of the file. */
    public record Document(int schema, List<ModuleCost> modules) {}
}
