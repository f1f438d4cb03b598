package tallyflame.analysis.spans;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.flamegraphs.FrameDetail;
import tallyflame.flamegraphs.Profile;
import tallyflame.recordings.ReadOptions;

/**
 * The spans of all sampled JVMs and what each cost.
 *
 * @param all in the order of their JVMs, then of their start
 * @param nanosOfSample CPU time that a sample stands for, in nanoseconds; 0 where CPU time was not sampled
 * @param jdkSampler whether the samples are those of the JDK's sampler, which misses much of what runs, so that they tell no CPU time
 */
public record MeasuredSpans(List<MeasuredSpan> all, double nanosOfSample, boolean jdkSampler) {
    /** The types of event that sample CPU time, by the kind of sample that they are. */
    private static final Map<String, String> SAMPLERS =
            Map.of("cpu", SpanCosts.EXECUTION, "cpu-time", "jdk.CPUTimeSample");

    private record Sampler(String event, double nanosOfSample, boolean ofTheJdk) {
        private static final Sampler NONE = new Sampler("", 0, false);
    }

    /** Copies the list. */
    public MeasuredSpans {
        all = List.copyOf(all);
    }

    /** Those of a name. */
    public MeasuredSpans named(String name) {
        return new MeasuredSpans(
                all.stream().filter(span -> span.name().equals(name)).toList(), nanosOfSample, jdkSampler);
    }

    /** Reads what happened in spans. */
    public static MeasuredSpans read(Evidence evidence, SpanSet set) throws IOException {
        ReadOptions all = ReadOptions.defaults()
                .withPrimaryEvent()
                .withMeasuredWindowOnly(false)
                .withDetail(FrameDetail.METHODS);
        return read(evidence, set.jvms(), evidence.anySamples(all).stream().findFirst());
    }

    /**
     * The same where samples were read already.
     *
     * @param profile those of the kind that stands for what was sampled, if there are any: they tell for how long a sample stands
     */
    public static MeasuredSpans read(Evidence evidence, SpanSet set, Optional<Profile> profile) throws IOException {
        return read(evidence, set.jvms(), profile);
    }

    static MeasuredSpans read(Evidence evidence, List<SpanSet.OfJvm> jvms, Optional<Profile> profile)
            throws IOException {
        Sampler sampler = profile.isEmpty() ? Sampler.NONE : sampler(evidence, profile.get());
        List<MeasuredSpan> all = new ArrayList<>();
        for (SpanSet.OfJvm jvm : jvms) {
            SpanCosts costs = SpanCosts.of(jvm.jvm(), jvm.spans(), jvm.threads(), sampler.event());
            boolean byThread = !jvm.jvm().async().isEmpty();
            for (int i = 0; i < jvm.spans().size(); i++) {
                Span span = jvm.spans().get(i);
                boolean sampled = sampler.nanosOfSample() > 0 && !(byThread && span.virtual() && costs.samples(i) == 0);
                all.add(measured(span, i, costs, sampled ? costs.samples(i) * sampler.nanosOfSample() : null));
            }
        }
        return new MeasuredSpans(all, sampler.nanosOfSample(), sampler.ofTheJdk());
    }

    private static MeasuredSpan measured(Span span, int index, SpanCosts costs, Double cpu) {
        Map<Wait, Long> waits = new EnumMap<>(Wait.class);
        for (Wait wait : Wait.values()) {
            waits.put(wait, costs.waited(index, wait));
        }
        return new MeasuredSpan(
                span.name(),
                span.tag(),
                span.thread().name(),
                span.start(),
                span.nanos(),
                costs.samples(index),
                cpu,
                span.queued() < 0 ? null : (Long) span.queued(),
                waits,
                costs.collected(index),
                costs.stopped(index));
    }

    /** Whether samples of execution stand for all CPU time: the JDK's own sampler finds only some of the threads that run. */
    public static boolean samplesAllCpuTime(Evidence evidence) throws IOException {
        return SpanCosts.samplesAllCpuTime(evidence);
    }

    private static Sampler sampler(Evidence evidence, Profile profile) throws IOException {
        if (!SAMPLERS.containsKey(profile.event()) || !profile.unit().equals("ns")) {
            return Sampler.NONE;
        }
        String event = SAMPLERS.get(profile.event());
        if (profile.event().equals("cpu") && !SpanCosts.samplesAllCpuTime(evidence)) {
            return new Sampler(event, 0, true);
        }
        long samples = profile.tree().samples();
        return new Sampler(event, samples == 0 ? 0 : (double) profile.tree().weight() / samples, false);
    }
}
