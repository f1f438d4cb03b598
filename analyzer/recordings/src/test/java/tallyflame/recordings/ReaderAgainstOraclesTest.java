package tallyflame.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.Samples;

/** The same samples with the same stacks, threads and weights as two other readers, on recordings made here. */
@Tag("any-jdk")
class ReaderAgainstOraclesTest {
    private static Profile read(Path file, String event, int parallelism) throws Exception {
        ReadOptions options =
                ReadOptions.defaults().withEvents(event).withSamples(true).withParallelism(parallelism);
        List<Profile> profiles = RecordingReader.read(List.of(file), options);
        assertThat(profiles).hasSize(1);
        return profiles.get(0);
    }

    static void assertSame(Path file, String event, String type, Oracle.Weigher weigher) throws Exception {
        assertSame(file, event, type, weigher, Oracle.JDK.read(file, type, weigher));
    }

    static void assertSame(Path file, String event, String type, Oracle.Weigher weigher, Sampled expected)
            throws Exception {
        for (int parallelism : new int[] {1, 3}) {
            Profile profile = read(file, event, parallelism);
            assertThat(Sampled.of(profile, weigher.async()).counts()).isEqualTo(expected.counts());
            long samples = expected.counts().values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            assertThat(profile.tree().samples()).isEqualTo(samples).isPositive();
            assertThat(profile.ledger().kept()).isEqualTo(samples);
            assertThat(profile.ledger().balanced()).isTrue();
        }
        // JMC knows no threads of events whose thread stands in another field.
        if (weigher.isByInterval() && !event.equals("wall")) {
            assertThat(Sampled.of(read(file, event, 1), weigher.async()).counts())
                    .isEqualTo(Oracle.JMC.read(file, type, weigher).counts());
        }
    }

    @Test
    void samplerOfTheJdk() throws Exception {
        assertSame(Recordings.jdk(), "cpu", "jdk.ExecutionSample", new Oracle.Weigher("", 10_000_000, false));
    }

    @ParameterizedTest
    @CsvSource({
        "lock,        jdk.JavaMonitorEnter,              duration",
        "park,        jdk.ThreadPark,                    duration",
        "wait,        jdk.JavaMonitorWait,               duration",
        "alloc-sample,jdk.ObjectAllocationSample,        weight",
        "jdk.ObjectAllocationInNewTLAB, jdk.ObjectAllocationInNewTLAB, tlabSize"
    })
    void weightsOfTheJdk(String event, String type, String field) throws Exception {
        assertSame(Recordings.jdk(), event, type, new Oracle.Weigher(field, 0, false));
    }

    /** Two types of one kind, with their weights in different fields; the classes of what is allocated are frames. */
    @Test
    void allocationsInsideAndOutsideBuffersOfTheJdk() throws Exception {
        Path file = Recordings.jdk();
        Sampled inside =
                Oracle.JDK.read(file, "jdk.ObjectAllocationInNewTLAB", new Oracle.Weigher("tlabSize", 0, false));
        Sampled outside = Oracle.JDK.read(
                file, "jdk.ObjectAllocationOutsideTLAB", new Oracle.Weigher("allocationSize", 0, false));
        assertThat(inside.counts()).isNotEmpty();
        assertThat(outside.counts()).anySatisfy((sample, count) -> assertThat(sample)
                .contains("Workload.run", ";" + Sampled.subject("byte[]")));
        inside.addAll(outside);
        assertSame(file, "alloc", "", new Oracle.Weigher("size", 0, false), inside);
    }

    @Test
    @EnabledForJreRange(minVersion = 25)
    void tracedMethodsOfTheJdk() throws Exception {
        Path file = Recordings.folder().resolve("traced.jfr");
        try (Recording recording = new Recording()) {
            recording
                    .enable("jdk.MethodTrace")
                    .with("filter", Workload.class.getName() + "::park")
                    .withStackTrace();
            recording.start();
            Workload.park();
            Workload.park();
            recording.dump(file);
        }
        assertSame(file, "method", "jdk.MethodTrace", new Oracle.Weigher("duration", 0, false));
        assertThat(read(file, "method", 1).ledger().kept()).isEqualTo(2);
    }

    /** Marks of the tests, which are events as any program may define them. */
    @Test
    @EnabledForJreRange(minVersion = 21)
    void eventsOfVirtualThreads() throws Exception {
        Path file = Recordings.folder().resolve("virtual.jfr");
        Method name = Class.forName("java.lang.Thread$Builder$OfVirtual").getMethod("name", String.class);
        Method start = Class.forName("java.lang.Thread$Builder").getMethod("start", Runnable.class);
        try (Recording recording = new Recording()) {
            recording.enable(WindowMark.Start.class).withStackTrace();
            recording.start();
            for (int i = 0; i < 3; i++) {
                Object builder = name.invoke(Thread.class.getMethod("ofVirtual").invoke(null), "virtual-" + i);
                ((Thread) start.invoke(builder, (Runnable) () -> new WindowMark.Start().commit())).join();
            }
            recording.dump(file);
        }
        Profile profile = RecordingReader.read(
                        List.of(file),
                        ReadOptions.defaults()
                                .withEvents("tallyflame.WindowStart")
                                .withMeasuredWindowOnly(false)
                                .withSamples(true))
                .get(0);
        assertThat(Sampled.of(profile, false).counts())
                .isEqualTo(Oracle.JDK
                        .read(file, "tallyflame.WindowStart", new Oracle.Weigher("", 1, false))
                        .counts())
                .hasSize(3)
                .allSatisfy((sample, count) -> assertThat(sample).startsWith("virtual-"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"vm", "dwarf", "fp", "no"})
    void cpuSamplesOfAsyncProfiler(String walker) throws Exception {
        String event = Recordings.cpuEvent();
        Path file = Recordings.async("cpu-" + walker, "event=" + event + ",interval=1ms,cstack=" + walker);
        assertSame(file, "cpu", "jdk.ExecutionSample", new Oracle.Weigher("", 1_000_000, true));
    }

    @ParameterizedTest
    @CsvSource({
        "alloc, jdk.ObjectAllocationInNewTLAB, tlabSize,       alloc=64k,      65536",
        "live,  profiler.LiveObject,           allocationSize, alloc=16k;live, 0",
        "malloc,profiler.Malloc,               size,           nativemem=1k,   1024",
        "lock,  jdk.JavaMonitorEnter,          duration,       lock=1us,       1000",
        "park,  jdk.ThreadPark,                duration,       lock=1us,       1000",
        "park,  jdk.ThreadPark,                duration,       lock=1500us,    1500000"
    })
    void otherEventsOfAsyncProfiler(String event, String type, String field, String options, long interval)
            throws Exception {
        Path file = Recordings.async(options.replaceAll("\\W", "-"), options.replace(';', ','));
        assertSame(file, event, type, new Oracle.Weigher(field, interval, true));
    }

    @Test
    void contendedNativeLocksOfAsyncProfiler() throws Exception {
        Path file = Recordings.nativeLocks();
        assertSame(file, "native-lock", "profiler.NativeLock", new Oracle.Weigher("duration", 0, true));
        assertThat(Sampled.of(read(file, "native-lock", 1), true).counts().keySet())
                .anyMatch(sample -> sample.startsWith("collector-") && sample.contains("Workload.collect:"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"wall=5ms", "event=wall,interval=5ms"})
    void wallClockOfAsyncProfilerCountsSamples(String options) throws Exception {
        Path file = Recordings.async(options.replaceAll("\\W", "-"), options);
        Oracle.Weigher weigher = new Oracle.Weigher("", interval(file), true);
        Sampled expected = Oracle.JDK.read(file, "profiler.WallClockSample", weigher);
        for (int parallelism : new int[] {1, 3}) {
            Profile profile = read(file, "wall", parallelism);
            assertThat(Sampled.of(profile, true).withoutWeights()).isEqualTo(expected.withoutWeights());
            assertThat(profile.tree().weight()).isEqualTo(profile.tree().samples() * weigher.fixed());
            RecordingInvariants.check(profile);
        }
    }

    /** The mean distance of the samples of threads that waited, which is what each sample stands for. */
    private static long interval(Path file) throws Exception {
        double nanos = 0;
        double steps = 0;
        for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
            if (event.getEventType().getName().equals("profiler.WallClockSample")
                    && event.getLong("samples") > 1
                    && !event.getDuration("timeSpan").isZero()) {
                nanos += event.getDuration("timeSpan").toNanos();
                steps += event.getLong("samples") - 1;
            }
        }
        assertThat(nanos / steps).isGreaterThan(4_900_000);
        return Math.round(nanos / steps);
    }

    /** The parts of a thread's wait are where it waited, and none is outside the range asked for. */
    @Test
    void waitsAreSpreadOverTheTimeTheyTook() throws Exception {
        Path file = Recordings.async("wall-5ms", "wall=5ms");
        ReadOptions all = ReadOptions.defaults().withEvents("wall").withSamples(true);
        Samples rows = RecordingReader.read(List.of(file), all).get(0).samples().orElseThrow();
        long most = IntStream.range(0, rows.size())
                .filter(row -> rows.counts()[row] > 1)
                .mapToLong(row -> rows.weights()[row])
                .max()
                .orElseThrow();
        assertThat(most).isBetween(100_000_000L, 500_000_000L);
        Profile half = RecordingReader.read(
                        List.of(file), all.withRange(Duration.ofMillis(300), Duration.ofMillis(800)))
                .get(0);
        RecordingInvariants.check(half);
        long threads =
                IntStream.of(half.samples().orElseThrow().threads()).distinct().count();
        // Each thread was there for half a second at most, and parts are up to a quarter of a second long.
        assertThat(half.tree().weight()).isLessThan(threads * 750_000_000L);
        assertThat(half.ledger().outsideRange()).isPositive();
    }
}
