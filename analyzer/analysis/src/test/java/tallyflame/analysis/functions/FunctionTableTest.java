package tallyflame.analysis.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tallyflame.analysis.source.Declarations;
import tallyflame.analysis.table.Format;
import tallyflame.flamegraphs.CallTree;
import tallyflame.flamegraphs.FrameType;
import tallyflame.flamegraphs.Frames;
import tallyflame.flamegraphs.FunctionTotals.Function;
import tallyflame.flamegraphs.Ledger;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.Profile.Sampling;
import tallyflame.runs.Interval;

class FunctionTableTest {
    private final Frames frames = new Frames();
    private final CallTree tree = new CallTree(frames);

    /** Adds a stack root first; {@code a:3} is line 3 of function a. */
    private void add(String stack, long samples, long weight) {
        int node = CallTree.ROOT;
        for (String text : stack.split(";", -1)) {
            String[] parts = text.split(":", -1);
            int line = parts.length > 1 ? Integer.parseInt(parts[1]) : 1;
            node = tree.child(node, frames.frame(frames.method("C", parts[0], "()V"), line, 0, FrameType.JIT_COMPILED));
        }
        tree.add(node, samples, weight);
    }

    private FunctionTable table() {
        return FunctionTable.of(new Profile("cpu", "ns", tree, Ledger.complete(tree.samples())));
    }

    private Map<String, Function> functions() {
        return table().functions().stream().collect(Collectors.toMap(Function::name, function -> function));
    }

    @Test
    void selfIsTheTopFrameAndTotalTheWholeStack() {
        add("main;a;b", 3, 30);
        add("main;a", 1, 10);
        add("main;b", 2, 20);
        assertThat(functions())
                .containsEntry("C.main", new Function("C.main", 0, 60, 0, 6, 0, 600))
                .containsEntry("C.a", new Function("C.a", 10, 40, 1, 4, 100, 400))
                .containsEntry("C.b", new Function("C.b", 50, 50, 5, 5, 500, 500));
        assertThat(table().total()).isEqualTo(60);
        assertThat(table().functions().get(0).name()).isEqualTo("C.b");
    }

    @Test
    void recursionCountsOnce() {
        add("main;a;b;a;a:2;b", 5, 50);
        add("main;a:7", 1, 10);
        assertThat(functions())
                .containsEntry("C.a", new Function("C.a", 10, 60, 1, 6, 100, 600))
                .containsEntry("C.b", new Function("C.b", 50, 50, 5, 5, 500, 500));
    }

    @Test
    void sharesAreOfWeightAndNotOfSamples() {
        add("main;large", 30, 30_000);
        add("main;small", 970, 970);
        Interval large = table().selfShare(functions().get("C.large"));
        assertThat(large.value()).isEqualTo(30_000 / 30_970.0);
        // 30 samples hold nearly all of the weight: between 20 and 42 of them might have been drawn.
        assertThat(large.low()).isBetween(0.94, 0.96);
        assertThat(large.high()).isBetween(0.975, 0.985);
        assertThat(table().effectiveSamples()).isBetween(31.0, 33.0);
        assertThat(table().tooFewSamples()).isTrue();
    }

    @Test
    void completeAndBiasedEventsHaveNoInterval() {
        add("main;a", 25, 250);
        add("main", 75, 750);
        for (Sampling sampling : List.of(Sampling.COMPLETE, Sampling.BIASED)) {
            FunctionTable table =
                    FunctionTable.of(new Profile("lock", "ns", tree, Ledger.complete(100), Optional.empty(), sampling));
            Interval share = table.selfShare(functions().get("C.a"));
            assertThat(share.value()).isEqualTo(0.25);
            assertThat(share.low()).isNaN();
            assertThat(share.high()).isNaN();
            FunctionsAnswer.Shown shown =
                    new FunctionsAnswer.Shown(() -> table, Optional.empty(), "", null, null, Declarations.NONE);
            String text = FunctionsAnswer.of(shown, 9, Ledger.complete(100)).write(Format.TABLE, 120);
            assertThat(text).contains(sampling == Sampling.COMPLETE ? "complete: every lock event" : "biased by size");
            assertThat(text).doesNotContain("95 %");
            assertThat(FunctionsDocument.of(table, shown, 9, Ledger.complete(100))
                            .functions())
                    .allSatisfy(row -> assertThat(row.low()).isNull());
        }
    }

    @Test
    void sharesAreOfAllSamples() {
        add("main;a", 25, 250);
        add("main", 75, 750);
        FunctionTable table = table();
        Function a = functions().get("C.a");
        assertThat(table.selfShare(a).value()).isEqualTo(0.25);
        assertThat(table.selfShare(a).low()).isBetween(0.17, 0.18);
        assertThat(table.totalShare(functions().get("C.main")).value()).isEqualTo(1);
    }

    @Test
    void deepAndWideTreesAreWalkedWhole() {
        StringBuilder deep = new StringBuilder("main");
        for (int i = 0; i < 3000; i++) {
            deep.append(";f").append(i % 50);
        }
        add(deep.toString(), 1, 1);
        for (int i = 0; i < 500; i++) {
            add("main;g" + i, 1, 1);
        }
        assertThat(functions().get("C.main").samples()).isEqualTo(501);
        assertThat(functions().get("C.f7").samples()).isEqualTo(1);
        assertThat(functions()).hasSize(551);
    }
}
