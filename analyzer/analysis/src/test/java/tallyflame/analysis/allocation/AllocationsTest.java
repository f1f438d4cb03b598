package tallyflame.analysis.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tallyflame.analysis.table.Format;
import tallyflame.flamegraphs.CallTree;
import tallyflame.flamegraphs.FrameType;
import tallyflame.flamegraphs.Frames;
import tallyflame.flamegraphs.Ledger;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.Profile.Sampling;

/** Allocations of which class and place are known. */
class AllocationsTest {
    private static final int WIDE = 300;

    private final Frames frames = new Frames();
    private final CallTree tree = new CallTree(frames);

    private int code(String owner, String name, int line) {
        return frames.frame(frames.method(owner, name, "()V"), line, Frames.UNKNOWN, FrameType.JIT_COMPILED);
    }

    private int type(String name) {
        return frames.frame(frames.method("", name, ""), Frames.UNKNOWN, Frames.UNKNOWN, FrameType.CLASS);
    }

    private void add(long samples, long bytes, int... stack) {
        int node = CallTree.ROOT;
        for (int frame : stack) {
            node = tree.child(node, frame);
        }
        tree.add(node, samples, bytes);
    }

    private Profile profile(String event, Sampling sampling) {
        return new Profile(event, "bytes", tree, Ledger.complete(tree.samples()), Optional.empty(), sampling);
    }

    @Test
    void theSiteIsTheInnermostLineOfOnesOwnCode() {
        int main = code("app.Main", "main", 5);
        int copy = code("java.util.Arrays", "copyOf", 99);
        add(300, 3_000_000, main, code("app.Main", "grow", 12), copy, type("byte[]"));
        add(100, 1_000_000, main, code("app.Main", "name", 20), type("java.lang.String"));
        String answer = Allocations.answer(
                        List.of(profile("cpu", Sampling.RANDOM), profile("alloc", Sampling.RANDOM)),
                        name -> name.startsWith("app."),
                        10)
                .orElseThrow()
                .write(Format.TABLE, WIDE);
        assertThat(answer)
                .startsWith("3.81 MiB in 400 samples of alloc; most are byte[], and most come from app.Main.grow:12.")
                .containsPattern("2\\.86 MiB +75\\.0 % +70\\.5 % - 79\\.0 % +byte\\[\\] +app\\.Main\\.grow:12")
                .containsPattern("976 KiB|977 KiB");
    }

    @Test
    void withoutOwnCodeItIsTheInnermostOfAllAndBiasedSharesHaveNoInterval() {
        add(10, 1000, code("app.Main", "main", 5), code("java.util.Arrays", "copyOf", 99), type("byte[]"));
        add(10, 1000);
        String answer = Allocations.answer(List.of(profile("alloc-sample", Sampling.BIASED)), name -> false, 10)
                .orElseThrow()
                .write(Format.TABLE, WIDE);
        assertThat(answer)
                .contains("nobody can say how far the shares")
                .containsPattern("1000 B +50\\.0 % +java\\.util\\.Arrays\\.copyOf:99 +byte\\[\\]")
                .containsPattern("1000 B +50\\.0 % +\\(unknown class\\) +\\(no stack\\)");
    }

    @Test
    void whatIsStillLiveStandsBesideAll() {
        add(4, 4096, code("app.Main", "keep", 7), type("byte[]"));
        Profile all = profile("alloc", Sampling.RANDOM);
        String answer = Allocations.answer(List.of(all, profile("live", Sampling.RANDOM)), name -> true, 10)
                .orElseThrow()
                .write(Format.TABLE, WIDE);
        assertThat(answer).contains("still live").containsPattern("byte\\[\\] +4\\.00 KiB +app\\.Main\\.keep:7");
    }

    @Test
    void nothingIsSaidWhereNothingWasSampled() {
        assertThat(Allocations.answer(List.of(profile("cpu", Sampling.RANDOM)), name -> true, 10))
                .isEmpty();
    }
}
