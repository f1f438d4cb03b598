package tallyflame.runner.instruments;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import tallyflame.runner.machine.Machine;
import tallyflame.runs.EnvironmentException;
import tallyflame.runs.RunDocument.EngineUsed;

/**
 * Chooses how CPU time is sampled: the best engine of async-profiler that works here, and what would enable a better one.
 *
 * <p>{@code perf-cpu-clock} (perf events, the software CPU clock; each thread has a high-resolution timer and kernel frames
 * are seen) is tried first, then {@code ctimer} (POSIX CPU timers of each thread; ticks of the kernel, so at most 100 to
 * 1000 a second, no kernel frames), then {@code itimer} (one timer for the process, biased between threads).
 *
 * @param probe tries one
 * @param machine explains why not
 */
public record Engines(EngineProbe probe, Machine machine) {
    private record Rung(String name, String event, String probeOptions) {}

    private static final List<Rung> LADDER = List.of(
            // Asked for as cpu-clock, because "cpu" would fall back silently.
            new Rung("perf-cpu-clock", "cpu", "event=cpu-clock"),
            new Rung("perf-cpu-clock", "cpu,alluser", "event=cpu-clock,alluser"),
            new Rung("ctimer", "ctimer", "event=ctimer"),
            new Rung("itimer", "itimer", "event=itimer"));

    /**
     * The best engine that works.
     *
     * @param intervalNanos of CPU time between two samples; raised where the engine does not deliver it
     * @param version of async-profiler
     * @throws EnvironmentException if none works
     */
    public EngineUsed best(long intervalNanos, String version) throws EnvironmentException {
        List<String> refusals = new ArrayList<>();
        for (Rung rung : LADDER) {
            List<String> said = probe.attempt(rung.probeOptions());
            List<String> errors =
                    said.stream().filter(line -> line.startsWith("[ERROR]")).toList();
            if (errors.isEmpty()) {
                boolean perf = rung.name().startsWith("perf");
                boolean kernel = perf
                        && !rung.event().contains("alluser")
                        && said.stream().noneMatch(line -> line.contains("Kernel symbols are unavailable"));
                return KernelTick.respect(
                        new EngineUsed(
                                rung.name(),
                                rung.event(),
                                intervalNanos,
                                kernel,
                                version,
                                better(perf, kernel, refusals),
                                null),
                        probe);
            }
            refusals.add(errors.get(0).substring("[ERROR]".length()).strip());
        }
        throw new EnvironmentException("async-profiler can sample nothing here: " + String.join("; ", refusals)
                + "; see tallyflame doctor, or record with --passes baseline,jfr");
    }

    /**
     * An event by its name, as {@code record --event} asks for.
     *
     * @param intervalNanos 0 for async-profiler's own default; raised where a timer does not deliver it
     * @throws EnvironmentException if it cannot be sampled here, with async-profiler's own words
     */
    public EngineUsed exactly(String event, long intervalNanos, String version) throws EnvironmentException {
        List<String> said = probe.attempt("event=" + event);
        for (String line : said) {
            if (line.startsWith("[ERROR]")) {
                throw new EnvironmentException("event " + event + " cannot be sampled here: "
                        + line.substring("[ERROR]".length()).strip() + "; see tallyflame doctor");
            }
        }
        return KernelTick.respect(new EngineUsed(event, event, intervalNanos, false, version, null, null), probe);
    }

    private String better(boolean perf, boolean kernel, List<String> refusals) {
        if (kernel) {
            return null;
        }
        if (perf) {
            return "kernel frames are missing: sudo sysctl kernel.perf_event_paranoid=1 kernel.kptr_restrict=0";
        }
        return "perf events are refused (" + (refusals.isEmpty() ? "unknown" : refusals.get(0)) + "): " + enablePerf();
    }

    /** How to enable perf events on this machine, one line. */
    public String enablePerf() {
        OptionalInt paranoid = machine.perfEventParanoid();
        if (paranoid.isEmpty()) {
            return "this kernel has no perf events (no kernel.perf_event_paranoid)";
        }
        if (machine.container() || machine.seccompFiltered()) {
            return "start the container with --cap-add PERFMON --security-opt seccomp=unconfined"
                    + (paranoid.getAsInt() > 1 ? ", and on the host: sudo sysctl kernel.perf_event_paranoid=1" : "");
        }
        return "sudo sysctl kernel.perf_event_paranoid=1 (it is " + paranoid.getAsInt() + ")";
    }
}
