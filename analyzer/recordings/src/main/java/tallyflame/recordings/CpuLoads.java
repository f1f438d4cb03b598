package tallyflame.recordings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import tallyflame.flamegraphs.Quantity;
import tallyflame.recordings.chunk.Chunk;
import tallyflame.recordings.chunk.DecodedChunk;
import tallyflame.recordings.event.ChunkEvents;
import tallyflame.recordings.event.Event;
import tallyflame.recordings.sample.CountedChunk;
import tallyflame.recordings.sample.EventKind;
import tallyflame.recordings.sample.SampleCounts;
import tallyflame.recordings.sample.Settings;

/**
 * CPU time that JVMs used by the kernel's account, which async-profiler writes into its recordings every second, against the weight of
 * their CPU samples. Timers of the kernel sample less often than they were asked to, and nothing else in a recording shows it. Of a timer
 * that all threads share, the recording says so itself.
 */
final class CpuLoads {
    private static final String LOAD = "jdk.CPULoad";

    /** Sampling in the usual way misses less than this: where kernel and profiler begin and end is not the same. */
    private static final double TOO_SMALL = 1.4;

    private static final String SHARED = "itimer";

    /** CPU time in nanoseconds below which the kernel's account, in steps of 10 ms for each load, tells too little. */
    private static final double FEWEST_NANOS = 1e9;

    private record Load(long time, double user, double system) {}

    /** What a chunk says about the machine; written by the one thread that reads the chunk. */
    private static final class Log {
        private final List<Load> loads = new ArrayList<>();
        private long processors;

        void load(Event event) {
            loads.add(new Load(event.time(0), event.decimal(1), event.decimal(2)));
        }
    }

    /** The samples of a recording that are too light. */
    private record Shortfall(double weight, double used, String engine) {
        double factor() {
            return used / weight;
        }
    }

    private final Map<Chunk, Log> logs = new ConcurrentHashMap<>();

    /** What hears the loads in a chunk. */
    Consumer<ChunkEvents> of(DecodedChunk chunk) {
        if (!isAsync(chunk)) {
            return events -> {};
        }
        Log log = new Log();
        logs.put(chunk.source(), log);
        return events -> events.on(LOAD, List.of("startTime", "jvmUser", "jvmSystem"), log::load)
                .on("jdk.CPUInformation", List.of("hwThreads"), event -> log.processors = event.number(0));
    }

    private static boolean isAsync(DecodedChunk chunk) {
        return chunk.metadata().type("profiler.Log") != null;
    }

    /**
     * Lines on what is wrong with samples of a kind, once their chunks are read: that they are too light, or that threads have shares of
     * others; none where they are right, or nobody can tell.
     */
    List<String> remarks(List<CountedChunk> counted, EventKind kind) {
        if (!kind.name().equals("cpu")) {
            return List.of();
        }
        Map<Path, List<CountedChunk>> recordings = new LinkedHashMap<>();
        for (CountedChunk chunk : counted) {
            if (chunk.counts().containsKey(kind) && isAsync(chunk.decoded())) {
                recordings
                        .computeIfAbsent(chunk.decoded().source().path(), path -> new ArrayList<>())
                        .add(chunk);
            }
        }
        List<Shortfall> found = recordings.values().stream()
                .flatMap(chunks -> shortfall(chunks, kind).stream())
                .sorted(Comparator.comparingDouble(Shortfall::factor))
                .toList();
        List<String> remarks = new ArrayList<>();
        if (!found.isEmpty()) {
            remarks.add(remark(found, recordings.size()));
        }
        if (recordings.values().stream()
                .anyMatch(chunks -> isShared(chunks.get(0).settings()))) {
            remarks.add(SHARED
                    + " is one timer for all threads, whose signal goes to whichever runs at a tick of the kernel:"
                    + " threads that run in short bursts have too small a share, others too large a one; ctimer and perf"
                    + " events keep threads apart");
        }
        return remarks;
    }

    /** Whether one timer sampled all threads; profilers before version 4 name it as the event alone. */
    private static boolean isShared(Settings settings) {
        return settings.get("engine").equals(SHARED) || settings.get("event").equals(SHARED);
    }

    private static String remark(List<Shortfall> found, int recordings) {
        double weight = found.stream().mapToDouble(Shortfall::weight).sum();
        double used = found.stream().mapToDouble(Shortfall::used).sum();
        String least = factor(found.get(0).factor());
        String most = factor(found.get(found.size() - 1).factor());
        String engine = found.get(0).engine();
        return "CPU times are too small by a factor of about " + least + (least.equals(most) ? "" : " to " + most)
                + (recordings == 1 ? "" : " in " + found.size() + " of " + recordings + " recordings")
                + ", of threads that run in short bursts by more"
                + ": samples weigh " + nanos(weight) + " where the kernel's account (" + LOAD + ") has " + nanos(used)
                + (engine.isEmpty()
                        ? ""
                        : "; " + engine + " takes at most one sample a tick of the kernel, so record with a longer"
                                + " interval");
    }

    private static String factor(double factor) {
        return String.format(Locale.ROOT, "%.1f", factor);
    }

    private static String nanos(double nanos) {
        return Quantity.of(Math.round(nanos), "ns");
    }

    private Optional<Shortfall> shortfall(List<CountedChunk> chunks, EventKind kind) {
        double samples = 0;
        long interval = 0;
        Settings settings = chunks.get(0).settings();
        for (CountedChunk chunk : chunks) {
            SampleCounts counts = chunk.counts().get(kind);
            samples += counts.ledger().total();
            Long type = chunk.typeIds().get(kind);
            interval =
                    interval > 0 || type == null ? interval : chunk.settings().interval(type);
        }
        double weight = samples * interval;
        double used = used(chunks, settings.get("alluser").equals("true"));
        if (!samplesAll(settings) || weight <= 0 || used < FEWEST_NANOS || used / weight < TOO_SMALL) {
            return Optional.empty();
        }
        String engine = settings.get("engine");
        return Optional.of(new Shortfall(weight, used, engine.endsWith("timer") ? engine : ""));
    }

    /** Whether the CPU time of the whole JVM was sampled, and nothing was left out on purpose. */
    private static boolean samplesAll(Settings settings) {
        String event = settings.get("event");
        return !event.isEmpty()
                && !event.equals("wall")
                && Settings.isClock(event)
                && settings.get("filter").isEmpty()
                && settings.get("begin").isEmpty();
    }

    /** Nanoseconds of CPU time until the last load; what follows it nobody knows, so that rather too little is found. */
    private double used(List<CountedChunk> chunks, boolean userOnly) {
        List<Load> loads = new ArrayList<>();
        long begin = Long.MAX_VALUE;
        long processors = 0;
        for (CountedChunk chunk : chunks) {
            Log log = logs.get(chunk.decoded().source());
            loads.addAll(log.loads);
            processors = Math.max(processors, log.processors);
            begin = Math.min(begin, chunk.decoded().header().startNanos());
        }
        loads.sort(Comparator.comparingLong(Load::time));
        double used = 0;
        for (Load load : loads) {
            double share = load.user() + (userOnly ? 0 : load.system());
            if (share > 0 && share <= 1 && load.time() > begin) { // others are damage
                used += share * processors * (load.time() - begin);
            }
            begin = Math.max(begin, load.time());
        }
        return used;
    }
}
