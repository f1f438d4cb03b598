package tallyflame.analysis.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.analysis.functions.LedgerText;
import tallyflame.counts.file.Header;
import tallyflame.counts.file.TraceFile;
import tallyflame.counts.times.ProbeCost;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.pprof.PprofWriter;
import tallyflame.recordings.InputException;
import tallyflame.recordings.ReadOptions;
import tallyflame.recordings.Recordings;
import tallyflame.runs.Pass;

/** What is found where, and what of it is chosen; files need no content for that. */
class EvidenceTest {
    @TempDir
    private Path folder;

    private Path file(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "x");
    }

    private Path run(String name, String started) throws IOException {
        Path run = Files.createDirectories(folder.resolve(name));
        Files.writeString(
                run.resolve("run.json"),
                """
                {"schema":1,"tool":{},"kind":"run","status":"complete","started":"%s","host":{},
                 "plan":{"passes":[],"forks":1},"passes":[
                 {"pass":"sample","fork":1,"status":"complete","exitCode":3},
                 {"pass":"count","fork":1,"status":"complete","timing":{"processed":60}}]}
                """
                        .formatted(started));
        return run;
    }

    private Evidence open(String name) throws IOException {
        return Evidence.open(folder.resolve(name));
    }

    @Test
    void samplesAreThoseOfTheMostFaithfulPassThatLeftARecording() throws IOException {
        Path jfr = file("run/passes/jfr-1/flight.jfr");
        file("run/passes/jfr-cpu-1/flight.jfr");
        file("run/passes/sample-1/counts.tfc");
        assertThat(open("run").sampleFiles()).containsExactly(jfr);
        Path async = file("run/passes/sample-1/async.jfr");
        Path flight = file("run/passes/sample-1/flight.jfr");
        assertThat(open("run").sampleFiles()).containsExactly(async, flight);
        assertThat(open("run").timelines()).containsExactly(flight);
    }

    /** Both profilers record waits for locks: each wait counts once, and the ledger says that it was there twice. */
    @Test
    void aKindOfEventComesFromOneRecordingOfAJvm() throws Exception {
        Path async = Recordings.async("lock-1us", "lock=1us");
        Path flight = Recordings.jdk();
        run("run", "2026-01-01T00:00:00Z");
        Path pass = Files.createDirectories(folder.resolve("run/passes/sample-1"));
        Files.copy(async, pass.resolve("async.jfr"));
        Files.copy(flight, pass.resolve("flight.jfr"));
        ReadOptions locks = ReadOptions.defaults().withEvents("lock");
        Profile alone = Evidence.open(async).samples(locks).get(0);
        Profile both = open("run").samples(locks).get(0);
        long twice = Evidence.open(flight).samples(locks).get(0).ledger().total();
        assertThat(twice).isPositive();
        assertThat(both.tree().weight()).isEqualTo(alone.tree().weight());
        assertThat(both.tree().samples()).isEqualTo(alone.tree().samples());
        assertThat(both.ledger().duplicates()).isEqualTo(twice);
        assertThat(both.ledger().balanced()).isTrue();
        assertThat(LedgerText.lines(both.ledger()))
                .anySatisfy(line -> assertThat(line).contains(" that another recording of the JVM has, too"));
        // What only one of them has comes from that one; files that were named themselves are of who knows which JVMs.
        ReadOptions waits = ReadOptions.defaults().withEvents("wait");
        assertThat(open("run").samples(waits).get(0).tree().weight())
                .isEqualTo(Evidence.open(flight).samples(waits).get(0).tree().weight());
        assertThat(Evidence.open(List.of(async, flight))
                        .samples(locks)
                        .get(0)
                        .ledger()
                        .duplicates())
                .isZero();
    }

    @Test
    void samplesOfAllForksAreMergedAndCountsOfTheFirstAreTaken() throws IOException {
        file("run/passes/sample-1/async-1.jfr");
        file("run/passes/sample-1/async-2.jfr");
        file("run/passes/sample-2/async.jfr");
        Path one = file("run/passes/count-1/counts-1.tfc");
        Path two = file("run/passes/count-1/counts-2.tfc");
        file("run/passes/count-2/counts.tfc");
        Evidence evidence = open("run");
        assertThat(evidence.sampled()).extracting(fork -> fork.jvms().size()).containsExactly(2, 1);
        assertThat(evidence.counted()).hasSize(2);
        assertThat(evidence.countFiles()).containsExactly(one, two);
        assertThat(evidence.jvms()).hasSize(6);
    }

    @Test
    void countsOfTheSampledExecutionAreTakenWhereNoneWereCountedAlone() throws IOException {
        Path perturbed = file("run/passes/sample-1/counts.tfc");
        assertThat(open("run").countFiles()).containsExactly(perturbed);
        Path alone = file("run/passes/count-1/counts.tfc");
        assertThat(open("run").countFiles()).containsExactly(alone);
        assertThat(open("run").withoutCounts().countFiles()).isEmpty();
    }

    @Test
    void aJvmKnowsWhatTheRunWroteDownOfItsFork() throws IOException {
        run("run", "2026-01-01T00:00:00Z");
        file("run/passes/sample-1/async-7.jfr");
        file("run/passes/count-1/counts.tfc");
        Evidence evidence = open("run");
        Jvm sampled = evidence.jvms().get(0);
        assertThat(sampled.pass()).contains(Pass.SAMPLE);
        assertThat(sampled.id()).isEqualTo("7");
        assertThat(sampled.result().orElseThrow().exitCode()).isEqualTo(3);
        assertThat(evidence.counted().get(0).alertsProcessed()).isEqualTo(60);
        assertThat(evidence.work(false).hits()).isEqualTo("counted in one round of 60 alerts");
    }

    @Test
    void countsOfAWholeForkAreTakenBeforeThoseOfAKilledOne() throws IOException {
        Path run = run("run", "2026-01-01T00:00:00Z");
        Path document = run.resolve("run.json");
        String killed = "{\"pass\":\"count\",\"fork\":1,\"status\":\"died\"}";
        String whole = "{\"pass\":\"count\",\"fork\":2,\"status\":\"complete\"}";
        Files.writeString(
                document, Files.readString(document).replaceFirst("\\{\"pass\":\"count\".*}}", killed + "," + whole));
        file("run/passes/count-1/counts.tfc");
        Path second = file("run/passes/count-2/counts.tfc");
        assertThat(open("run").countFiles()).containsExactly(second);
        Files.delete(second);
        assertThat(open("run").countFiles()).containsExactly(folder.resolve("run/passes/count-1/counts.tfc"));
    }

    @Test
    void theJvmsOfARecordedCommandAreKnownAndCanBeChosen() throws IOException {
        Path run = run("run", "2026-01-01T00:00:00Z");
        Path document = run.resolve("run.json");
        Files.writeString(
                document,
                Files.readString(document)
                        .replace(
                                "\"host\":{}",
                                """
                                "host":{},"jvms":[
                                {"pass":"count","fork":1,"pid":11,"parent":1,"command":["java","com.acme.Main"],
                                 "recorded":["counts"],"directory":"passes/count-1"},
                                {"pass":"count","fork":1,"pid":12,"parent":11,"command":["java","com.acme.Child"],
                                 "recorded":["counts"],"directory":"passes/count-1/jvms/12-99"},
                                {"pass":"count","fork":1,"pid":13,"parent":11,"command":["java","com.acme.Lost"],
                                 "recorded":[],"problem":"env -i"}]"""));
        Path main = file("run/passes/count-1/counts.tfc");
        Path child = file("run/passes/count-1/jvms/12-99/counts.tfc");
        assertThat(open("run").jvms())
                .extracting(jvm -> jvm.process().orElseThrow().name(), Jvm::id)
                .containsExactly(tuple("com.acme.Main", "11"), tuple("com.acme.Child", "12"));
        assertThat(open("run").ofJvms("12").countFiles()).containsExactly(child);
        assertThat(open("run").ofJvms("*.Main").countFiles()).containsExactly(main);
        assertThat(open("run").ofJvms("com.acme.*").countFiles()).containsExactly(main, child);
        assertThat(open("run").missing()).contains("pass count: com.acme.Lost (pid 13) recorded nothing: env -i");
        assertThatThrownBy(() -> open("run").ofJvms("14"))
                .isInstanceOf(InputException.class)
                .hasMessage(run + ": no JVM that left anything is '14'; there are com.acme.Main (pid 11),"
                        + " com.acme.Child (pid 12)");
    }

    @Test
    void aFileOfTheAgentIsWhatItHolds() throws IOException {
        Path counts = file("a.tfc");
        Path trace = folder.resolve("b.tfc");
        new TraceFile(
                        new Header(1, "test", "test", 1, 0, 0, true, 1),
                        false,
                        new ProbeCost(0, 0, 0, 0),
                        List.of(),
                        List.of())
                .write(trace);
        Evidence both = Evidence.open(List.of(counts, trace));
        assertThat(both.countFiles()).containsExactly(counts);
        assertThat(both.traces()).hasSize(1);
        assertThatThrownBy(() -> both.samples(ReadOptions.defaults()))
                .isInstanceOf(InputException.class)
                .hasMessage(counts + ": holds counts and no samples; run it with --passes sample,count");
    }

    @Test
    void aFolderOfRunsIsAllOfThemInTheOrderOfTheirNamesOrOfTheirStarts() throws IOException {
        Path late = run("runs/a", "2026-01-02T00:00:00Z");
        Path early = run("runs/b", "2026-01-01T00:00:00Z");
        file("runs/stray.jfr");
        Evidence evidence = open("runs");
        assertThat(evidence.places()).containsExactly(late, early);
        assertThat(evidence.inOrder().places()).containsExactly(early, late);
        assertThat(evidence.onlyRuns()).isTrue();
        assertThat(evidence.run()).isEmpty();
    }

    @Test
    void aFolderOfRecordingsIsEachOfThem() throws IOException {
        Path one = file("recordings/a.jfr");
        Path two = file("recordings/b.jfr");
        file("recordings/notes.txt");
        assertThat(open("recordings").sampleFiles()).containsExactly(one, two);
        assertThat(open("recordings").onlyRuns()).isFalse();
    }

    @Test
    void stacksOfOtherProfilersAreSamples() throws IOException {
        Path collapsed = Files.writeString(folder.resolve("a.collapsed"), "a;b 3\na 4\n");
        assertThat(samples(collapsed)).isEqualTo(7);
        Path perf = Files.writeString(
                folder.resolve("b.txt"),
                """
                java 1/2 [003]  6871.123456:   10101010 cpu-clock:pppH:\s
                \t    7f0c8812f3aa main+0x4a (/bin/x)

                """);
        assertThat(samples(perf)).isEqualTo(1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new PprofWriter().write(Evidence.open(collapsed).samples(ReadOptions.defaults()), out);
        assertThat(samples(Files.write(folder.resolve("c.pb.gz"), out.toByteArray())))
                .isEqualTo(7);
        assertThat(Evidence.open(List.of(collapsed, collapsed))
                        .samples(ReadOptions.defaults())
                        .get(0)
                        .tree()
                        .samples())
                .isEqualTo(14);
    }

    private static long samples(Path file) throws IOException {
        return Evidence.open(file).samples(ReadOptions.defaults()).get(0).tree().samples();
    }

    @Test
    void recordingsAndOtherProfilesAreNotMerged() throws IOException {
        Path collapsed = Files.writeString(folder.resolve("a.collapsed"), "a 1\n");
        Path recording = file("b.jfr");
        assertThatThrownBy(() -> Evidence.open(List.of(collapsed, recording)).samples(ReadOptions.defaults()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("cannot be merged");
    }

    @Test
    void whatIsNotThereIsSaid() throws IOException {
        assertThatThrownBy(() -> open("gone")).isInstanceOf(NoSuchFileException.class);
        Files.createDirectories(folder.resolve("empty"));
        assertThatThrownBy(() -> open("empty"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("is not a run directory");
        file("left/passes/sample-1/async.jfr");
        assertThat(open("left").missing()).containsExactly("run.json is gone, so it is not known what was run");
    }
}
