package tallyflame.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tallyflame.flamegraphs.Frames;
import tallyflame.flamegraphs.Ledger;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.StackForest.StackConsumer;

/** Stacks that are shown from a function on, against whole stacks as the JDK's reader finds them, cut here. */
class ShownFromTest {
    private static final String WORKLOAD = Workload.class.getName();
    private static final BiPredicate<String, String> RECURSE =
            (function, caller) -> function.equals(WORKLOAD + ".recurse");
    private static final BiPredicate<String, String> PARKED_BY_WORK =
            (function, caller) -> function.endsWith(".parkNanos") && caller.equals(WORKLOAD + ".work");

    private static ReadOptions from(String event, List<BiPredicate<String, String>> rules) {
        return ReadOptions.defaults().withEvents(event).withSamples(true).withShownFrom(rules);
    }

    /** What is left of whole stacks, which are {@code thread|root;…;top|weight}, from the first place that a rule finds on. */
    private static Map<String, Long> cut(Map<String, Long> whole, Function<List<String>, Integer> first) {
        Map<String, Long> cut = new TreeMap<>();
        whole.forEach((sample, count) -> {
            int begin = sample.indexOf('|') + 1;
            int end = sample.lastIndexOf('|');
            List<String> frames = List.of(sample.substring(begin, end).split(";"));
            int from = first.apply(frames);
            if (from >= 0) {
                String left = String.join(";", frames.subList(from, frames.size()));
                cut.merge(sample.substring(0, begin) + left + sample.substring(end), count, Long::sum);
            }
        });
        return cut;
    }

    private static int first(List<String> frames, Predicate<Integer> rule) {
        for (int i = 0; i < frames.size(); i++) {
            if (rule.test(i)) return i;
        }
        return -1;
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private static void assertCut(Map<String, Long> whole, Map<String, Long> expected, ReadOptions options, Path file)
            throws Exception {
        for (int parallelism : new int[] {1, 3}) {
            Profile profile = RecordingReader.read(List.of(file), options.withParallelism(parallelism))
                    .get(0);
            assertThat(Sampled.of(profile, false).counts()).isEqualTo(expected);
            Ledger ledger = profile.ledger();
            assertThat(ledger.kept()).isEqualTo(profile.tree().samples()).isEqualTo(sum(expected));
            assertThat(ledger.outsideFunctions()).isEqualTo(sum(whole) - sum(expected));
            assertThat(ledger.balanced()).isTrue();
            StackStream<Sum> stream =
                    RecordingReader.stream(List.of(file), options, Sum::new).orElseThrow();
            assertThat(stream.consumers().stream().mapToLong(one -> one.samples).sum())
                    .isEqualTo(ledger.kept());
            assertThat(stream.ledger()).isEqualTo(ledger);
        }
    }

    /** Samples of stacks handed on. */
    private static final class Sum implements StackConsumer {
        private long samples;

        Sum(Frames frames) {
            assertThat(frames).isNotNull();
        }

        @Override
        public void add(int[] frames, int from, int to, long count, long weight, double squares) {
            assertThat(to).as("frames of a stack that is shown").isGreaterThan(from);
            samples += count;
        }
    }

    /** It calls itself, often by way of others: what is shown begins with the first call. */
    @ParameterizedTest
    @CsvSource({"cpu, jdk.ExecutionSample, '', 10000000", "park, jdk.ThreadPark, duration, 0"})
    void aFunctionBeginsEveryStack(String event, String type, String field, long fixed) throws Exception {
        Path file = Recordings.jdk();
        Map<String, Long> whole = Oracle.JDK
                .read(file, type, new Oracle.Weigher(field, fixed, false))
                .counts();
        assertCut(
                whole,
                cut(whole, frames -> first(frames, i -> frames.get(i).startsWith(WORKLOAD + ".recurse:"))),
                from(event, List.of(RECURSE)),
                file);
    }

    @Test
    void aCallerTellsApartWhoCalls() throws Exception {
        Path file = Recordings.jdk();
        Map<String, Long> whole = Oracle.JDK
                .read(file, "jdk.ThreadPark", new Oracle.Weigher("duration", 0, false))
                .counts();
        Map<String, Long> expected = cut(
                whole,
                frames -> first(
                        frames,
                        i -> i > 0
                                && frames.get(i).contains(".parkNanos:")
                                && frames.get(i - 1).startsWith(WORKLOAD + ".work:")));
        assertThat(expected).isNotEmpty();
        assertThat(sum(expected)).isLessThan(sum(whole));
        assertCut(whole, expected, from("park", List.of(PARKED_BY_WORK)), file);
    }

    /** The second rule sees what the first one leaves. */
    @Test
    void rulesFollowEachOther() throws Exception {
        Path file = Recordings.jdk();
        BiPredicate<String, String> any = (function, caller) -> true;
        BiPredicate<String, String> work = (function, caller) -> function.equals(WORKLOAD + ".work");
        Profile once = RecordingReader.read(List.of(file), from("park", List.of(PARKED_BY_WORK)))
                .get(0);
        Profile twice = RecordingReader.read(List.of(file), from("park", List.of(any, PARKED_BY_WORK, any)))
                .get(0);
        assertThat(Sampled.of(twice, false).counts())
                .isEqualTo(Sampled.of(once, false).counts());
        Ledger none = RecordingReader.read(List.of(file), from("park", List.of(PARKED_BY_WORK, work)))
                .get(0)
                .ledger();
        assertThat(none.kept()).isZero();
        assertThat(none.outsideFunctions()).isEqualTo(none.total()).isPositive();
    }

    /** A recording of async-profiler has symbols of libraries, and stacks that could not be walked. */
    @Test
    void onlyFlawsOfWhatIsShownCount() throws Exception {
        Path file = Recordings.async("detail", "event=" + Recordings.cpuEvent() + ",interval=1ms,alloc=64k,cstack=vm");
        Profile profile = RecordingReader.read(List.of(file), from("cpu", List.of(RECURSE)))
                .get(0);
        assertThat(profile.ledger().balanced()).isTrue();
        assertThat(profile.ledger().failed() + profile.ledger().truncated())
                .isLessThanOrEqualTo(profile.ledger().kept());
        assertThat(profile.tree().samples()).isEqualTo(profile.ledger().kept());
    }
}
