package tallyflame.flamegraphs.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import tallyflame.flamegraphs.CallTree;
import tallyflame.flamegraphs.Frames;
import tallyflame.flamegraphs.Ledger;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.Samples;
import tallyflame.flamegraphs.TestProfiles;

/** What threads and pools of them did over time. */
class LanesBrowserTest extends PageBrowserTest {
    /** Ten seconds: main sleeps 5 s and runs 1 s, two workers of a pool run 2 s each, of one second nobody knows the thread. */
    private static Path page() throws IOException {
        CallTree tree = new CallTree(new Frames());
        int main = TestProfiles.add(tree, "app.Main.main", 60, 6_000_000_000L);
        int work = TestProfiles.add(tree, "app.Worker.run", 50, 5_000_000_000L);
        List<int[]> rows = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            rows.add(new int[] {i * 1000, 1, i < 2 ? 1 : 2, main, i < 2 ? 5 : 6});
            rows.add(new int[] {i * 1000, 2 + i % 2, 1, work, 4});
        }
        rows.set(18, new int[] {9_000, 1, 2, main, 8});
        rows.add(new int[] {9_999, 0, 0, work, 10});
        Samples plain = TestProfiles.samples(rows, 100_000_000);
        Samples samples = new Samples(
                plain.startMillis(),
                plain.millis(),
                plain.threads(),
                plain.states(),
                plain.nodes(),
                plain.counts(),
                plain.weights(),
                List.of("", "main", "worker-1", "worker-2"),
                List.of("", "STATE_RUNNABLE", "STATE_SLEEPING"));
        return Pages.write(
                "lanes",
                PageOptions.titled("Lanes"),
                new Profile("wall", "ns", tree, Ledger.complete(110), Optional.of(samples)));
    }

    private static Object lanes() {
        return browser.script("return [...document.querySelectorAll('.lane span')].map((lane) => lane.textContent)");
    }

    @Test
    void aClickOnALaneNarrowsToThePoolAndThenToAThread() throws IOException {
        browser.open(page(), "");
        browser.find("#lanes-toggle").click();
        browser.waitUntil("return document.querySelectorAll('.lane').length === 3");
        assertThat(lanes())
                .isEqualTo(List.of(
                        "main · 54.5 % · waiting 5.00 s · running 1.00 s",
                        "worker-# · 2 threads · 36.4 % · 4.00 s", "without a thread · 9.1 % · 1.00 s"));
        browser.screenshot("lanes-light");
        browser.find(".lane:nth-child(2)").click();
        waitForFragment("t=worker-%23");
        browser.waitUntil("return document.querySelectorAll('.lane').length === 5");
        assertThat(browser.text("#summary")).startsWith("wall: 4.00 s · 36.4 % of 11.0 s");
        browser.press(Keys.TAB, Keys.ENTER);
        waitForText("summary", "wall: 2.00 s");
        browser.press(Keys.ENTER);
        waitForText("summary", "wall: 11.0 s");
        assertThat(browser.find(".lane:nth-child(3)").isEnabled())
                .as("nothing to narrow to")
                .isFalse();
        browser.press("h");
        browser.waitUntil("return document.getElementById('lanes').hidden");
    }

    @Test
    void figuresAreThoseOfTheRange() throws IOException {
        browser.open(page(), "n=1&w=0-1500");
        browser.waitUntil("return document.querySelectorAll('.lane').length === 3");
        assertThat(lanes())
                .isEqualTo(List.of(
                        "main · 55.6 % · running 1.00 s · waiting 0 ns",
                        "worker-# · 2 threads · 44.4 % · 800 ms", "without a thread · 0.0 % · 0 ns"));
        browser.prefersDark(true);
        browser.screenshot("lanes-dark");
        browser.viewport(400, 800, 1);
        browser.find("#tools-toggle").click();
        browser.screenshot("lanes-400");
    }

    @Test
    void theStacksOfTheHeaviestThreadAreShownInOrderAndAClickNarrowsToATime() throws IOException {
        browser.open(page(), "");
        browser.find("#mode-order").click();
        waitForText("summary", "wall: 6.00 s");
        assertThat(browser.find("#thread").getDomProperty("value")).isEqualTo("main");
        browser.screenshot("order-light");
        // Main was sampled at the very start; each step of time is a few pixels wide.
        browser.clickGraph(1, 28, false);
        waitForFragment("w=0-");
        waitForText("summary", "wall: 500 ms");
        browser.press("o");
        waitForFragment("t=main");
        assertThat(browser.find("#mode-stacks").getDomAttribute("aria-pressed")).isEqualTo("true");
    }
}
