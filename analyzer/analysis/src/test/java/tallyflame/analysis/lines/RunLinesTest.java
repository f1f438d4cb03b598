package tallyflame.analysis.lines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.analysis.counts.CountLedger;
import tallyflame.analysis.counts.CountSums;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.analysis.evidence.Work;
import tallyflame.counts.ClassCounts;
import tallyflame.counts.LineHits;
import tallyflame.counts.MethodCounts;
import tallyflame.counts.Uncounted;
import tallyflame.counts.file.CountFile;
import tallyflame.counts.file.Header;
import tallyflame.recordings.ReadOptions;

/** What a run directory's documents make of the figures: which work they are of, and what the report admits to. */
class RunLinesTest {
    @TempDir
    Path run;

    @Test
    void scalesTheTimeOfAllSampledAlertsToTheCountedRound() throws IOException {
        Work work = inputs(pass("sample", 1, false, timing(15_770, 20_000)), pass("count", 1, false, timing(190, 190)))
                .work(false);

        assertThat(work.times()).isEqualTo("sampled over 83 rounds of 190 alerts, scaled to one round");
        assertThat(work.hits()).isEqualTo("counted in one round of 190 alerts");
        assertThat(work.scale()).isEqualTo(190.0 / 15_770);
    }

    @Test
    void doesNotScaleAPartOfTheSamples() throws IOException {
        Work work = inputs(pass("sample", 1, false, timing(15_770, 20_000)), pass("count", 1, false, timing(190, 190)))
                .work(true);

        assertThat(work.times()).isEqualTo("the part of the samples asked for, not scaled to the counted work");
        assertThat(work.scale()).isEqualTo(1);
    }

    @Test
    void takesTheCountsOfTheFirstForkOnly() throws IOException {
        Evidence inputs = inputs(pass("count", 1, false, timing(190, 190)), pass("count", 2, false, timing(190, 190)));

        assertThat(inputs.countFiles()).containsExactly(run.resolve("passes/count-1/counts.tfc"));
        assertThat(inputs.work(false).hits()).isEqualTo("counted in one round of 190 alerts");
    }

    @Test
    void marksTimesOfTheCountedExecutionAsPerturbed() throws IOException {
        Files.createDirectories(run.resolve("passes/sample-1"));
        Files.writeString(run.resolve("passes/sample-1/counts.tfc"), "x");

        Work work = inputs(pass("sample", 1, true, "null")).work(false);

        assertThat(work.times()).isEqualTo("sampled in the counted execution: PERTURBED by the counters");
        assertThat(work.scale()).isEqualTo(1);
    }

    @Test
    void scalesSeveralExecutionsOfACommandToOne() throws IOException {
        Work work = inputs(
                        pass("sample", 1, false, "null"),
                        pass("sample", 2, false, "null"),
                        pass("count", 1, false, "null"))
                .work(false);

        assertThat(work.times()).isEqualTo("sampled over 2 executions, scaled to one");
        assertThat(work.hits()).isEqualTo("counted in one execution");
        assertThat(work.scale()).isEqualTo(0.5);
    }

    @Test
    void refusesARunThatHoldsNeither() throws IOException {
        write("[]");

        assertThatThrownBy(() -> RunLines.read(Evidence.open(run), ReadOptions.defaults(), MethodFilter.ALL, List.of()))
                .isInstanceOf(IOException.class)
                .hasMessage(run + ": holds neither samples nor counts; run it with --passes sample,count");
    }

    @Test
    void ledgerCallsAResidualOfFlowAnError() {
        CountLedger ledger = CountLedger.of(List.of(counts(true, 3)));

        assertThat(ledger.residual()).isEqualTo(3);
        assertThat(ledger.lines())
                .contains("counts:  1 methods of 1 classes, residual of flow 3")
                .contains("ERROR in the counts: A.run()V: 3 executions flow in and not out")
                .contains("not counted: B.big()V: larger than 64 KB");
    }

    @Test
    void ledgerCountsWhatSeveralJvmsHaveInCommonOnce() {
        CountLedger ledger = CountLedger.of(List.of(counts(true, 0), counts(true, 2), counts(true, 0)));

        assertThat(ledger.lines())
                .contains("counts:  1 methods of 1 classes in 3 JVMs, residual of flow 2")
                .containsOnlyOnce("not counted: B.big()V: larger than 64 KB");
    }

    @Test
    void ledgerSaysThatASnapshotIsNotTheEnd() {
        assertThat(CountLedger.of(List.of(counts(false, 0))).lines())
                .anyMatch(line ->
                        line.startsWith("counts are a snapshot: the JVM ended before the last ones were written"));
        assertThat(CountLedger.of(List.of(counts(true, 0))).lines())
                .noneMatch(line -> line.contains("snapshot") || line.contains("ERROR"));
    }

    @Test
    void addsUpTheCountsOfSeveralJvms() {
        List<ClassCounts> sum = CountSums.of(List.of(counts(true, 0), counts(true, 0)));

        assertThat(sum).hasSize(1);
        assertThat(sum.get(0).methods().get(0).entered()).isEqualTo(10);
        assertThat(sum.get(0).methods().get(0).lines()).containsExactly(new LineHits(3, 14));
    }

    @Test
    void proxiesDoNotBuryWhatWasWritten() {
        List<Uncounted> uncounted = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            uncounted.add(new Uncounted("jdk.proxy2.$Proxy" + i / 4, "m" + i + "()V", "it has no line numbers"));
        }
        uncounted.add(new Uncounted("acme.Big", "run()V", "too large"));
        CountLedger ledger = new CountLedger(1, 1, 1, true, 0, List.of(), uncounted, List.of(), null);

        assertThat(ledger.lines())
                .containsExactly(
                        "counts:  1 methods of 1 classes, residual of flow 0",
                        "not counted: acme.Big.run()V: too large",
                        "not counted: 10 classes $Proxy… made at run time: it has no line numbers");
        assertThat(ledger.uncounted()).hasSize(41);
    }

    private static CountFile counts(boolean complete, long residual) {
        MethodCounts method =
                new MethodCounts("run", "()V", 3, 5, 0, residual, 0, List.of(new LineHits(3, 7)), List.of());
        return new CountFile(
                new Header(1, "test", "test", 1, 0, 0, complete, 1),
                List.of(new ClassCounts("A", 1, "A.java", List.of(method))),
                List.of(new Uncounted("B", "big()V", "larger than 64 KB")),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    private Evidence inputs(String... passes) throws IOException {
        write("[" + String.join(",", passes) + "]");
        return Evidence.open(run);
    }

    private void write(String passes) throws IOException {
        Files.writeString(
                run.resolve("run.json"),
                "{\"schema\":1,\"tool\":{},\"kind\":\"run\",\"status\":\"complete\",\"started\":\"\",\"host\":{},"
                        + "\"plan\":{\"passes\":[],\"forks\":1},\"passes\":" + passes + "}");
    }

    /** One fork with an empty file of each kind that its pass leaves. */
    private String pass(String pass, int fork, boolean perturbed, String timing) throws IOException {
        Path directory = Files.createDirectories(run.resolve("passes/" + pass + "-" + fork));
        Files.writeString(directory.resolve(pass.equals("count") ? "counts.tfc" : "async.jfr"), "x");
        return """
                {"pass":"%1$s","fork":%2$d,"directory":"passes/%1$s-%2$d","perturbed":%3$s,"status":"complete","timing":%4$s}
                """
                .formatted(pass, fork, perturbed, timing);
    }

    private static String timing(long inWindow, long processed) {
        return "{\"processed\":" + processed + ",\"window\":{\"alerts\":" + inWindow + "}}";
    }
}
