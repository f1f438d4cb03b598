package tallyflame.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntToLongFunction;
import java.util.zip.Deflater;
import one.convert.Arguments;
import one.convert.JfrToFlame;
import one.profiler.AsyncProfiler;
import one.profiler.AsyncProfilerLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tallyflame.flamegraphs.Frames;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.StackForest;

/** The same collapsed stacks as async-profiler's own converter. */
class ConverterOracleTest {
    private static final int DEFLATERS = 20;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "cpu,  --cpu,  event=ctimer;interval=1ms;cstack=vm, false",
        "cpu,  --cpu,  event=ctimer;interval=1ms;cstack=vm, true",
        "wall, --wall, wall=5ms,                            false",
        "lock, --lock, lock=1us,                            false",
        "alloc, --alloc, alloc=64k,                         false",
        "live, --live, alloc=16k;live,                      false",
        "malloc, --nativemem, nativemem=1k,                 false"
    })
    void sameStacks(String event, String option, String recording, boolean normalize) throws Exception {
        Path file = Recordings.async(recording.replaceAll("\\W", "-"), recording.replace(';', ','));
        Map<String, Long> expected = converted(file, normalize, option);
        ReadOptions options = ReadOptions.defaults().withNormalizedHidden(normalize);
        Map<String, Long> found = new TreeMap<>();
        for (String kind : event.equals("lock") ? List.of("lock", "park") : List.of(event)) {
            RecordingReader.read(List.of(file), options.withEvents(kind)).forEach(profile -> collapse(profile, found));
        }
        assertThat(found).isEqualTo(expected).isNotEmpty();
    }

    /** Times are compared as well; the converter rounds the sum of a stack, and the reader every event. */
    @Test
    void sameWaitsForNativeLocks() throws Exception {
        Path file = Recordings.nativeLocks();
        Map<String, Long> samples = collapsed(file, "native-lock");
        assertThat(samples).isEqualTo(converted(file, false, "--nativelock"));
        Map<String, Long> nanos = new TreeMap<>();
        RecordingReader.read(List.of(file), ReadOptions.defaults().withEvents("native-lock"))
                .forEach(profile -> collapse(profile, profile.tree()::selfWeight, nanos));
        Map<String, Long> expected = converted(file, false, "--nativelock", "--total");
        assertThat(nanos.keySet()).isEqualTo(expected.keySet()).anyMatch(stack -> stack.contains("Workload.collect;"));
        nanos.forEach((stack, total) ->
                assertThat(total).as(stack).isCloseTo(expected.get(stack), within(samples.get(stack))));
    }

    /** What the converter makes of a recording: samples by stack. */
    private Map<String, Long> converted(Path file, boolean normalize, String... options) throws Exception {
        return converted(file, folder.resolve("out.collapsed"), normalize, options);
    }

    static Map<String, Long> converted(Path file, Path collapsed, boolean normalize, String... options)
            throws Exception {
        List<String> arguments = new ArrayList<>(List.of("-o", "collapsed", "--dot"));
        arguments.addAll(List.of(options));
        if (normalize) {
            arguments.add("--norm");
        }
        arguments.addAll(List.of(file.toString(), collapsed.toString()));
        JfrToFlame.convert(file.toString(), collapsed.toString(), new Arguments(arguments.toArray(new String[0])));
        Map<String, Long> expected = new TreeMap<>();
        for (String line : Files.readAllLines(collapsed)) {
            int blank = line.lastIndexOf(' ');
            String stack = line.substring(0, blank).replaceAll("_\\[[0-9a-z]](?=;|$)", "");
            if (normalize) {
                // The converter keeps the number of a lambda, which differs from run to run.
                stack = stack.replaceAll("\\$\\$Lambda\\$[0-9]+", "\\$\\$Lambda");
            }
            expected.merge(stack, Long.parseLong(line.substring(blank + 1)), Long::sum);
        }
        return expected;
    }

    /** Half of the memory that the test allocates is freed; nothing else is certain, and the converter knows the rest. */
    @Test
    void memoryThatIsNeverFreed() throws Exception {
        Path file = folder.resolve("leak.jfr");
        AsyncProfiler profiler = AsyncProfilerLoader.load();
        profiler.execute("start,jfr,nativemem=0,file=" + file);
        List<Deflater> kept = new ArrayList<>();
        try {
            for (int i = 0; i < DEFLATERS; i++) {
                kept.add(keep());
                release();
            }
        } finally {
            profiler.execute("stop,file=" + file);
        }
        kept.forEach(Deflater::end);
        Map<String, Long> leaks = collapsed(file, "leak");
        assertThat(leaks).isEqualTo(converted(file, false, "--nativemem", "--leak", "--tail", "0"));
        assertThat(samplesOf(leaks, "keep")).isGreaterThanOrEqualTo(DEFLATERS);
        assertThat(samplesOf(leaks, "release")).isZero();
        Map<String, Long> all = collapsed(file, "malloc");
        assertThat(samplesOf(all, "release")).isGreaterThanOrEqualTo(DEFLATERS);
        List<Profile> both =
                RecordingReader.read(List.of(file), ReadOptions.defaults().withEvents("leak", "malloc"));
        assertThat(both.stream().map(Profile::event)).containsExactly("leak", "malloc");
        Map<String, Long> again = new TreeMap<>();
        collapse(both.get(0), again);
        assertThat(again).isEqualTo(leaks);
    }

    private static Deflater keep() {
        return new Deflater();
    }

    private static void release() {
        new Deflater().end();
    }

    private static long samplesOf(Map<String, Long> stacks, String method) {
        String frame = ConverterOracleTest.class.getName() + "." + method + ";";
        return stacks.entrySet().stream()
                .filter(stack -> stack.getKey().contains(frame))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** What the reader makes of a recording: samples by stack. */
    static Map<String, Long> collapsed(Path file, String event) throws IOException {
        Map<String, Long> stacks = new TreeMap<>();
        RecordingReader.read(List.of(file), ReadOptions.defaults().withEvents(event))
                .forEach(profile -> collapse(profile, stacks));
        return stacks;
    }

    private static void collapse(Profile profile, Map<String, Long> into) {
        collapse(profile, profile.tree()::selfSamples, into);
    }

    /** Adds up by stack what each node has for itself. */
    private static void collapse(Profile profile, IntToLongFunction self, Map<String, Long> into) {
        StackForest tree = profile.tree();
        Frames frames = tree.frames();
        for (int node = 1; node < tree.size(); node++) {
            if (tree.selfSamples(node) > 0) {
                StringBuilder stack = new StringBuilder();
                for (int n = node; n != StackForest.ROOT; n = tree.parent(n)) {
                    stack.insert(0, ";" + frames.functionName(frames.methodOf(tree.frame(n))));
                }
                into.merge(stack.substring(1), self.applyAsLong(node), Long::sum);
            }
        }
    }
}
