package tallyflame.cli.read;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.analysis.spans.counts.CountedSpan;
import tallyflame.analysis.spans.counts.CountedSpans;
import tallyflame.analysis.spans.counts.SpanClass;
import tallyflame.analysis.spans.counts.SpanHits;
import tallyflame.counts.code.MethodId;
import tallyflame.runner.instruments.AgentFile;

/** Counts of spans on many threads at once, compared with what the program counted itself. */
class CountedSpansTest {
    private static final String LAST = "main-" + (CountedProgram.EACH - 1);

    @TempDir
    private Path folder;

    private CountedSpans counted;
    /** By name and tag, how often a span called the methods that count. */
    private final Map<String, long[]> truth = new HashMap<>();

    private Process start(String what, String agentOptions, Path counts, Path printed) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-javaagent:" + AgentFile.path() + "=count=" + CountedProgram.class.getName() + "*,out="
                                + counts + agentOptions,
                        "-cp",
                        System.getProperty("java.class.path"),
                        CountedProgram.class.getName(),
                        what)
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
    }

    private void run(String what, String agentOptions) throws Exception {
        Path counts = folder.resolve("counts.tfc");
        Path printed = folder.resolve("printed");
        Process program = start(what, agentOptions, counts, printed);
        assertThat(program.waitFor()).as(Files.readString(printed)).isZero();
        for (String line : Files.readAllLines(printed)) {
            String[] words = line.split(" ", -1);
            if (words.length != 2 + CountedProgram.METHODS.length) continue;
            truth.put(
                    words[0] + " " + words[1],
                    Arrays.stream(words).skip(2).mapToLong(Long::parseLong).toArray());
        }
        List<CountedSpans> jvms = CountedSpans.read(Evidence.open(counts));
        assertThat(jvms).hasSize(1);
        counted = jvms.get(0);
    }

    /** Calls of the methods that count, by hits of their first lines. */
    private long[] calls(SpanHits hits) {
        return Arrays.stream(CountedProgram.METHODS)
                .mapToLong(name -> {
                    int first = IntStream.range(0, counted.lines().size())
                            .filter(line ->
                                    counted.lines().get(line).method().name().equals(name))
                            .boxed()
                            .min(Comparator.comparingInt(
                                    line -> counted.lines().get(line).line()))
                            .orElseThrow();
                    return hits.hits(first);
                })
                .toArray();
    }

    private void assertSumsAreTheWhole() {
        long[] sum = calls(counted.outside());
        for (SpanClass one : counted.classes()) {
            long[] all = calls(one.hits());
            long[] nested = calls(one.nested());
            for (int i = 0; i < sum.length; i++) sum[i] += all[i] - nested[i];
        }
        assertThat(sum).containsExactly(calls(counted.whole()));
        long inSpans = counted.classes().stream()
                .mapToLong(one -> hits(one.hits()) - hits(one.nested()))
                .sum();
        assertThat(counted.ledger().hits() - counted.ledger().outside()).isEqualTo(inSpans);
    }

    /** Hits of all lines of the methods that are known in every sum. */
    private long hits(SpanHits of) {
        return IntStream.range(0, of.lines().length)
                .filter(i -> knownEverywhere(counted.lines().get(of.lines()[i]).method()))
                .mapToLong(i -> of.hits()[i])
                .sum();
    }

    private boolean knownEverywhere(MethodId method) {
        return counted.outside().knows(counted.methods().indexOf(method));
    }

    @Test
    void eachSpanHasWhatItDid() throws Exception {
        run("long", "");
        Map<String, long[]> found = new HashMap<>();
        for (CountedSpan span : counted.spans()) {
            if (span.name().equals("handed over")) {
                found.put("handed over-" + span.tag(), calls(span.hits()));
                assertThat(span.parts()).isEqualTo(2);
            } else {
                found.put(span.name() + " " + span.tag(), calls(span.hits()));
                assertThat(span.nested()).isEqualTo(span.name().startsWith("step-"));
            }
            assertThat(span.hits().unknown())
                    .as("methods that stood at an end of " + span.name())
                    .hasSizeLessThan(3);
        }
        assertThat(found).containsOnlyKeys(truth.keySet());
        truth.forEach((span, calls) -> assertThat(found.get(span)).as(span).containsExactly(calls));
        assertSumsAreTheWhole();
        assertThat(counted.ledger().notes())
                .anyMatch(note -> note.matches(
                        "hits of lines: [0-9,]+ in all = [0-9,]+ in spans \\+ [0-9,]+ outside of spans;.*"))
                .anyMatch(note -> note.startsWith("1 spans without counts: they had not ended"))
                .anyMatch(note ->
                        note.startsWith("1 spans without counts: spans that began within them ended after them"))
                .noneMatch(note -> note.contains("groups"));
    }

    @Test
    void shortSpansAreCountedInGroups() throws Exception {
        run("short", "");
        assertSumsAreTheWhole();
        SpanClass group = counted.classes().stream()
                .filter(SpanClass::grouped)
                .findFirst()
                .orElseThrow();
        long spans = counted.classes().stream().mapToLong(SpanClass::spans).sum();
        assertThat(spans + counted.ledger().spans().unended()).isEqualTo(CountedProgram.SHORT);
        assertThat(group.groups()).isBetween(1L, group.spans() / 2);
        assertThat(counted.ledger().notes()).anyMatch(note -> note.contains("counted in groups"));
    }

    /** Groups that are open within each other, and that no span is in any more, are around nothing that begins then. */
    @Test
    void whatFollowsGroupsWithinGroupsIsNotWithinThem() throws Exception {
        run("apart", "");
        List<CountedSpan> apart = counted.spans().stream()
                .filter(span -> span.name().equals("apart"))
                .toList();
        assertThat(apart).hasSize(CountedProgram.EACH).noneMatch(CountedSpan::nested);
        for (CountedSpan span : apart) {
            assertThat(calls(span.hits())).containsExactly(truth.get("apart " + span.tag()));
        }
        assertThat(counted.classes())
                .filteredOn(SpanClass::grouped)
                .extracting(SpanClass::name)
                .contains("outer", "inner");
        assertSumsAreTheWhole();
    }

    @Test
    void aKilledJvmLeavesTheSpansOfItsLastSnapshot() throws Exception {
        Path counts = folder.resolve("counts.tfc");
        try (WatchService snapshots = folder.getFileSystem().newWatchService()) {
            folder.register(snapshots, ENTRY_CREATE, ENTRY_MODIFY);
            Process program = start("waiting", "", counts, folder.resolve("printed"));
            while (!Files.exists(counts)
                    || CountedSpans.read(Evidence.open(counts)).stream().noneMatch(jvm -> jvm.spans().stream()
                            .anyMatch(span -> span.tag().equals(LAST)))) {
                WatchKey key = snapshots.poll(60, TimeUnit.SECONDS);
                assertThat(key).as("a snapshot within a minute").isNotNull();
                key.pollEvents();
                key.reset();
            }
            program.destroyForcibly().waitFor();
        }
        counted = CountedSpans.read(Evidence.open(counts)).get(0);
        assertThat(counted.spans().stream().filter(span -> span.name().equals("request-main")))
                .hasSize(CountedProgram.EACH);
        assertSumsAreTheWhole();
    }

    @Test
    void threadsThatShareTheirCountersAreRefused() throws Exception {
        run("short", ",maxthreads=0");
        assertThat(counted.spans()).isEmpty();
        assertThat(counted.classes()).isEmpty();
        assertThat(calls(counted.outside())).containsExactly(calls(counted.whole()));
        assertThat(counted.ledger().notes()).anyMatch(note -> note.startsWith("5,000 spans, or parts, not counted"));
    }
}
