package tallyflame.modules;

import java.util.List;

/**
 * A unit of science code: a function over a batch of alerts. Found by {@link java.util.ServiceLoader}, so an
 * implementation has a public constructor without parameters and is listed in {@code
 * META-INF/services/tallyflame.modules.ScienceModule} of its jar.
 *
 * <p>Life cycle: one instance per thread, created once per JVM and given any number of batches. {@link #process} is never
 * called by two threads at once on the same instance.
 */
public interface ScienceModule {
    /** Name on the command line, lower case with dashes; unique among all modules found. */
    String name();

    /** What the module is for. */
    default ModuleKind kind() {
        return ModuleKind.FEATURE;
    }

    /**
     * The alert columns the module reads; nothing else is read from the files. {@code candidate.jd} names a field of a
     * struct, {@code prv_candidates[].magpsf} a field of every entry of the history, {@code cutoutScience.stampData} the
     * bytes of a stamp. {@code objectId} and {@code candid} are always there.
     */
    List<String> columns();

    /** What the module computes, in the order of the results. */
    List<Output> outputs();

    /**
     * Computes all outputs of all alerts of a batch. Walking the batch with {@code for (Alert alert : batch)} lets the
     * runner take the latency of every alert and confine an exception to the alert that caused it. An output that is not
     * set is NaN.
     *
     * @param batch the alerts and the place of the results; valid during the call only
     * @throws Exception any failure; the alert at the batch's cursor counts as failed and the run goes on after it
     */
    void process(AlertBatch batch) throws Exception;

    /**
     * Whether an alert was processed to the end rather than turned away by an early test; asked after {@link #process}
     * for alerts that did not fail. Effective throughput counts these alerts only.
     */
    default boolean isEffective(Alert alert) {
        return true;
    }
}
