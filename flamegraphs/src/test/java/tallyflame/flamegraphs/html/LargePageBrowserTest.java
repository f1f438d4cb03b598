package tallyflame.flamegraphs.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import tallyflame.flamegraphs.CallTree;
import tallyflame.flamegraphs.FrameType;
import tallyflame.flamegraphs.Frames;
import tallyflame.flamegraphs.Ledger;
import tallyflame.flamegraphs.Profile;

/**
 * A page of three million boxes in the browser. What makes it fast is that little of it is looked at, which is counted here;
 * how fast that is, {@code scripts/bench-page} measures.
 */
class LargePageBrowserTest {
    private static final int WAYS = 12;
    private static final int DEPTH = 6;

    /** Boxes that may be drawn and children that may be looked at for one picture, of three million. */
    private static final long MOST_WORK = 10_000;

    @Test
    void threeMillionBoxesLoadAndZoomWithLittleWork() throws IOException {
        Profile profile = wideAndDeep();
        assertThat(profile.tree().size()).isGreaterThan(3_000_000);
        try (Browser browser = Browser.start()) {
            Path page = Pages.write("three-million", PageOptions.titled("Three million boxes"), profile);
            assertThat(Files.size(page)).isLessThan(3_000_000);
            browser.open(page, "");
            assertThat(browser.text("#summary")).contains("too narrow to draw one by one");
            assertThatLittleWasDone(browser);
            for (int row = 2; row < DEPTH; row++) {
                browser.script("performance.clearMeasures('draw')");
                browser.clickGraph(100, row * 19 + 9, false);
                browser.waitUntil("return performance.getEntriesByName('draw').length > 0");
                assertThatLittleWasDone(browser);
            }
            browser.waitUntil("return location.hash.split('.').length === " + (DEPTH - 1));
            browser.focusStage();
            browser.press(Keys.ESCAPE);
            browser.waitUntil("return !location.hash.includes('z=')");
            assertThat(browser.consoleProblems()).isEmpty();
        }
    }

    private static void assertThatLittleWasDone(Browser browser) {
        Map<?, ?> work = (Map<?, ?>) browser.script("return performance.getEntriesByName('draw').at(-1).detail");
        assertThat((Long) work.get("boxes")).isBetween(2L, MOST_WORK);
        assertThat((Long) work.get("visited")).isBetween(1L, MOST_WORK);
    }

    /** Every stack has {@value #DEPTH} frames below main, each one of {@value #WAYS}; none weighs as much as its neighbour. */
    private static Profile wideAndDeep() {
        CallTree tree = new CallTree(new Frames());
        int[] frames = new int[WAYS];
        for (int way = 0; way < WAYS; way++) {
            frames[way] = tree.frames()
                    .frame(
                            tree.frames().method("app.Way" + way, "go", ""),
                            Frames.UNKNOWN,
                            Frames.UNKNOWN,
                            FrameType.JIT_COMPILED);
        }
        return new Profile("cpu", "samples", tree, Ledger.complete(grow(tree, CallTree.ROOT, frames, 0)));
    }

    private static long grow(CallTree tree, int node, int[] frames, int depth) {
        if (depth == DEPTH) {
            long weight = 1L + node % 3;
            tree.add(node, weight, weight);
            return weight;
        }
        long sum = 0;
        for (int frame : frames) {
            sum += grow(tree, tree.child(node, frame), frames, depth + 1);
        }
        return sum;
    }
}
