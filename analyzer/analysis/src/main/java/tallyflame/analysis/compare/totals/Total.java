package tallyflame.analysis.compare.totals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.analysis.evidence.Fork;
import tallyflame.flamegraphs.Profile;
import tallyflame.recordings.ReadOptions;
import tallyflame.runs.Interval;
import tallyflame.runs.Pass;
import tallyflame.runs.Timing;

/**
 * What was sampled in all of a module's measured windows, against what is exactly known of them; component names are the keys of
 * the JSON document. Both are of the module's threads.
 *
 * @param quantity what it is a total of
 * @param instrument what sampled it
 * @param exact what says how much it really was
 * @param unit of the figures
 * @param sampledPerAlert what the samples stand for
 * @param exactPerAlert what it was
 * @param bias sampled divided by exact, with its interval over the rounds
 */
public record Total(
        String quantity,
        String instrument,
        String exact,
        String unit,
        double sampledPerAlert,
        double exactPerAlert,
        Interval bias) {
    /** How the names of a module's threads begin. */
    static final String MODULE_THREAD = "tallyflame-module-";

    /** Kinds of samples that stand for bytes. */
    static final List<String> ALLOCATION = List.of("alloc", "alloc-sample");

    /** Who waits for less than this share of its time waits for nothing: that is what clocks and schedulers do not agree on. */
    private static final double LEAST_WAITING = 0.02;

    private static final double NANOS = 1e9;

    /** What is sampled in a pass, and how much it was. */
    private record Source(
            String quantity,
            String instrument,
            Pass pass,
            Sampled sampled,
            String exact,
            String unit,
            ToDoubleFunction<Timing.Window> truth) {}

    /** What the recordings of a fork say that it was in the measured window. */
    private interface Sampled {
        double in(Fork fork, Timing.Window window) throws IOException;
    }

    private static final List<Source> SOURCES = List.of(
            new Source(
                    "CPU time",
                    "async-profiler",
                    Pass.SAMPLE,
                    (fork, window) -> weight(fork, List.of("cpu")),
                    "CPU clock of the threads",
                    "ns",
                    window -> NANOS * window.moduleCpuSeconds()),
            new Source(
                    "CPU time",
                    "JDK (ExecutionSample)",
                    Pass.JFR,
                    (fork, window) -> weight(fork, List.of("cpu")),
                    "CPU clock of the threads",
                    "ns",
                    window -> NANOS * window.moduleCpuSeconds()),
            new Source(
                    "allocation",
                    "JDK (ObjectAllocationSample)",
                    Pass.SAMPLE,
                    (fork, window) -> weight(fork, ALLOCATION),
                    "the JVM's count for each thread",
                    "bytes",
                    Timing.Window::allocatedBytes),
            new Source(
                    "waiting",
                    "JDK (waits from 1 ms on)",
                    Pass.SAMPLE,
                    RecordedWaits::nanos,
                    "clocks of threads and kernel",
                    "ns",
                    Total::waitedNanos));

    /** What neither ran nor was queued nor stopped; 0 where that is not known, or where there is next to nothing of it. */
    private static double waitedNanos(Timing.Window window) {
        Double waiting = window.work() == null ? null : window.work().waitingSeconds();
        return waiting == null || waiting < LEAST_WAITING * window.busySeconds() ? 0 : NANOS * waiting;
    }

    /** The totals of a run of a module; none of one of a command, whose threads nobody measured. */
    public static List<Total> of(Evidence run) throws IOException {
        List<Total> totals = new ArrayList<>();
        for (Source source : SOURCES) {
            total(run, source).ifPresent(totals::add);
        }
        return totals;
    }

    private static Optional<Total> total(Evidence run, Source source) throws IOException {
        double sampled = 0;
        double exact = 0;
        long alerts = 0;
        List<Double> ratios = new ArrayList<>();
        for (Fork fork : run.forks(source.pass())) {
            Timing.Window window = fork.timing().map(Timing::window).orElse(null);
            double truth = window == null ? 0 : source.truth().applyAsDouble(window);
            if (truth > 0) {
                double weight = source.sampled().in(fork, window);
                ratios.add(weight / truth);
                sampled += weight;
                exact += truth;
                alerts += window.alerts();
            }
        }
        if (ratios.isEmpty()) {
            return Optional.empty();
        }
        Interval bias =
                Interval.ofMean(ratios.stream().mapToDouble(Double::doubleValue).toArray());
        return Optional.of(new Total(
                source.quantity(),
                source.instrument(),
                source.exact(),
                source.unit(),
                sampled / alerts,
                exact / alerts,
                new Interval(bias.value(), Math.max(0, bias.low()), bias.high())));
    }

    /** Nothing where there is no such event: code that allocates nothing leaves no sample of it. */
    private static double weight(Fork fork, List<String> kinds) throws IOException {
        return profiles(fork, kinds).stream()
                .mapToDouble(profile -> profile.tree().weight())
                .sum();
    }

    /** Samples of some kinds of the module's threads in the measured window. */
    static List<Profile> profiles(Fork fork, List<String> kinds) throws IOException {
        ReadOptions options =
                ReadOptions.defaults().withThread(MODULE_THREAD + "*").withEverything();
        return fork.samples(options).stream()
                .filter(profile -> kinds.contains(profile.event()))
                .toList();
    }

    /** Whether totals by this instrument can be taken as they are: its interval holds 1, or it is within a twentieth of it. */
    public boolean unbiased() {
        boolean holds = bias.low() <= 1 && bias.high() >= 1;
        return holds || Stream.of(bias.low(), bias.high()).allMatch(end -> Math.abs(end - 1) < 0.05);
    }
}
