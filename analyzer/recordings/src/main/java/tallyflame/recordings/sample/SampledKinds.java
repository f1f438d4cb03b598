package tallyflame.recordings.sample;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import tallyflame.flamegraphs.Profile.Sampling;

/** The kinds of sample that counted chunks hold, and what the recordings' settings say about each: its name, unit and interval. */
public final class SampledKinds {
    private static final int FIRST_RIGHT_HEAP_SAMPLER = 25;

    /** Fewer steps of the wall clock do not tell its interval. */
    private static final int FEWEST_STEPS = 100;

    private final List<CountedChunk> chunks;
    private final Map<String, EventKind> found = new LinkedHashMap<>();

    /** Finds the kinds that have samples. */
    public SampledKinds(List<CountedChunk> chunks) {
        this.chunks = chunks;
        for (CountedChunk chunk : chunks) {
            chunk.counts().forEach((kind, counts) -> {
                if (counts.total > 0) {
                    found.putIfAbsent(kind.name(), kind);
                }
            });
        }
    }

    /** All kinds, the most telling first. */
    public List<EventKind> all() {
        return found.values().stream()
                .sorted(Comparator.comparingInt(EventKind::preference).thenComparing(EventKind::name))
                .toList();
    }

    /**
     * All kinds, those named first, then the most telling; without events that are no samples by design and have no stack, though their
     * type could have one.
     */
    public List<EventKind> all(List<String> named) {
        Stream<EventKind> first = named.stream().map(this::named).filter(Objects::nonNull);
        return Stream.concat(first, all().stream().filter(kind -> !kind.isGeneric() || hasStacks(kind)))
                .distinct()
                .toList();
    }

    private boolean hasStacks(EventKind kind) {
        return chunks.stream().anyMatch(chunk -> hasStacks(chunk, kind));
    }

    /** The most telling kind; of those named, if any are. None where there are no samples of it. */
    public List<EventKind> mostTelling(List<String> named) {
        Stream<EventKind> candidates = named.isEmpty()
                ? all().stream()
                : named.stream().map(this::named).filter(Objects::nonNull);
        return candidates.limit(1).toList();
    }

    /** The names of all kinds with stacks: those most like another name first, then the most informative. */
    public List<String> namesLike(String wanted) {
        List<EventKind> kinds = all().stream().filter(this::hasStacks).toList();
        return kinds.stream()
                .map(kind -> name(kind, kinds))
                .sorted(Comparator.comparingInt(name -> distance(name, wanted)))
                .toList();
    }

    private static boolean hasStacks(CountedChunk chunk, EventKind kind) {
        SampleCounts counts = chunk.counts().get(kind);
        return counts != null && counts.total > counts.withoutStack;
    }

    /** How many letters of the longer name lie between the beginning and the end that both have in common. */
    private static int distance(String a, String b) {
        int longer = Math.max(a.length(), b.length());
        int shorter = Math.min(a.length(), b.length());
        int same = 0;
        while (same < shorter && a.regionMatches(true, same, b, same, 1)) {
            same++;
        }
        int end = 1;
        while (same + end <= shorter && a.regionMatches(true, a.length() - end, b, b.length() - end, 1)) {
            end++;
        }
        return longer - same - end + 1;
    }

    /** The kind that a name on the command line means, or {@code null} if there are no samples of it. */
    public EventKind named(String name) {
        EventKind kind = found.get(name);
        if (kind == null && found.containsValue(EventKind.CPU) && name.equals(nameOfCpu())) {
            return EventKind.CPU;
        }
        return kind != null ? kind : found.get(EventKind.fallback(name));
    }

    /** The name that users know a kind by among others. */
    public String name(EventKind kind, List<EventKind> kinds) {
        if (kind.equals(EventKind.CPU)) {
            return nameOfCpu();
        }
        String canonical = EventKind.canonical(kind.name());
        return kinds.stream().anyMatch(other -> other.name().equals(canonical)) ? kind.name() : canonical;
    }

    /** The name of a profile of CPU samples: where they are those of a hardware counter, that of the counter. */
    private String nameOfCpu() {
        String event = setting("event");
        return Settings.isClock(event) ? EventKind.CPU.name() : event;
    }

    /** The unit of the weight of a kind's samples. */
    public String unit(EventKind kind) {
        if (kind.weight() != EventKind.Weight.INTERVAL) {
            return kind.unit();
        }
        if (interval(kind) == 0) {
            return "samples";
        }
        String event = setting("event");
        boolean time = Settings.isClock(event) || !kind.equals(EventKind.CPU);
        return time ? kind.unit() : event;
    }

    /** The interval of samples of a kind, the same for all chunks; 0 where it is not recorded, does not apply, or is absurd. */
    private long interval(EventKind kind) {
        long samples = 1;
        for (CountedChunk chunk : chunks) {
            samples += chunk.counts().containsKey(kind) ? chunk.counts().get(kind).total : 0;
        }
        for (CountedChunk chunk : chunks) {
            SampleCounts counts = chunk.counts().get(kind);
            if (counts == null || counts.total == 0) {
                continue; // its settings may be those of another profiler
            }
            Long type = chunk.typeIds().get(kind);
            long interval = type == null ? 0 : chunk.settings().interval(type);
            if (interval == 0 && kind.name().equals(EventKind.WALL.name())) {
                interval = chunk.settings().wallInterval();
            }
            interval = kind.name().equals(EventKind.WALL.name()) ? measured(kind, interval) : interval;
            if (interval > 0 && interval <= Long.MAX_VALUE / samples) {
                return interval;
            }
        }
        return 0;
    }

    /**
     * The interval that the wall clock really had: async-profiler signals few threads at a time, so that where there are many, or the
     * machine is busy, a round through all of them takes longer than it was asked for. Known from the spans of threads that waited.
     */
    private long measured(EventKind kind, long nominal) {
        double nanos = 0;
        double steps = 0;
        for (CountedChunk chunk : chunks) {
            SampleCounts counts = chunk.counts().get(kind);
            nanos += counts == null ? 0 : counts.spanNanos();
            steps += counts == null ? 0 : counts.spanSteps();
        }
        return steps < FEWEST_STEPS || nominal == 0 ? nominal : Math.round(nanos / steps);
    }

    /** What the events of a kind are of all that happened. */
    public Sampling sampling(EventKind kind) {
        Sampling usual = kind.sampling();
        boolean drawn = false;
        for (CountedChunk chunk : chunks) {
            SampleCounts counts = chunk.counts().get(kind);
            if (counts != null && (counts.biased || isThrottled(chunk, kind) || isBiasedHeapSampler(chunk, kind))) {
                return Sampling.BIASED;
            }
            drawn |= counts != null && counts.drawn;
        }
        return usual == Sampling.COMPLETE && drawn ? Sampling.RANDOM : usual;
    }

    private static boolean isThrottled(CountedChunk chunk, EventKind kind) {
        Long type = chunk.typeIds().get(kind);
        return type != null
                && kind.sampling() == Sampling.COMPLETE
                && chunk.settings().throttled(type);
    }

    /** Whether a chunk is of a JVM whose heap sampler is wrong about objects outside of thread-local buffers (JDK-8356372). */
    private boolean isBiasedHeapSampler(CountedChunk chunk, EventKind kind) {
        return kind.unit().equals("bytes")
                && (kind.name().equals("alloc") || kind.name().equals(EventType.IN_NEW_TLAB))
                && chunks.stream()
                                .filter(other -> other.decoded()
                                        .source()
                                        .path()
                                        .equals(chunk.decoded().source().path()))
                                .mapToInt(other -> other.settings().jvm())
                                .max()
                                .orElse(0)
                        < FIRST_RIGHT_HEAP_SAMPLER;
    }

    /** What each sample of a kind weighs, in {@link #unit}; 0 where samples have weights of their own. */
    public long weightOfEach(EventKind kind) {
        return kind.weight() == EventKind.Weight.INTERVAL ? Math.max(1, interval(kind)) : 0;
    }

    private String setting(String name) {
        return chunks.stream()
                .map(chunk -> chunk.settings().get(name))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse("");
    }
}
