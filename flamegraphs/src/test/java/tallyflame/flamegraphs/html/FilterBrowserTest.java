package tallyflame.flamegraphs.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
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

/** Filters by thread, state and time over several events of one recording, whose names of threads and states are one list. */
class FilterBrowserTest extends PageBrowserTest {
    private static final List<String> THREADS = List.of("", "main", "worker");
    private static final List<String> STATES = List.of("", "RUNNABLE", "SLEEPING");
    private static final long START = 1_700_000_000_000L;

    /** Rows of {milliseconds, thread, state}, each a sample of 10 ms in a stack of its own thread. */
    private static Profile event(String name, long start, int[]... rows) {
        CallTree tree = new CallTree(new Frames());
        int[] nodes = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            nodes[i] = TestProfiles.add(tree, "app." + name + ".run;app.Thread" + rows[i][1] + ".go", 1, 10_000_000);
        }
        int[] ones = new int[rows.length];
        Arrays.fill(ones, 1);
        long[] weights = new long[rows.length];
        Arrays.fill(weights, 10_000_000);
        Samples samples = new Samples(
                start, column(rows, 0), column(rows, 1), column(rows, 2), nodes, ones, weights, THREADS, STATES);
        return new Profile(name, "ns", tree, Ledger.complete(rows.length), Optional.of(samples));
    }

    private static int[] column(int[][] rows, int column) {
        return Arrays.stream(rows).mapToInt(row -> row[column]).toArray();
    }

    /** wall: both threads and both states over 10 s; cpu: from 4 s on, only running; alloc: at 1 s, without states. */
    private static Path page() throws IOException {
        return Pages.write(
                "filters",
                PageOptions.titled("Filters"),
                event(
                        "wall",
                        START,
                        new int[] {0, 1, 1},
                        new int[] {2_000, 1, 2},
                        new int[] {5_000, 2, 1},
                        new int[] {5_000, 2, 2},
                        new int[] {9_999, 2, 2}),
                event("cpu", START + 4_000, new int[] {0, 1, 1}, new int[] {1_000, 2, 1}, new int[] {3_000, 2, 1}),
                event("alloc", START + 1_000, new int[] {0, 1, 0}, new int[] {1, 0, 0}));
    }

    private static Object entries(String id) {
        return browser.script(
                "return [...document.getElementById(arguments[0]).options].filter((o) => !o.hidden).map((o) => o.textContent)",
                id);
    }

    @Test
    void menusOfferWhatTheEventHas() throws IOException {
        browser.open(page(), "");
        assertThat(entries("thread")).isEqualTo(List.of("all", "main", "worker"));
        assertThat(entries("state")).isEqualTo(List.of("all", "RUNNABLE", "SLEEPING"));
        choose("event", "cpu");
        waitForFragment("e=cpu");
        assertThat(browser.find("#state-field").isDisplayed()).as("one state").isFalse();
        choose("event", "alloc");
        waitForFragment("e=alloc");
        assertThat(entries("thread")).isEqualTo(List.of("all", "main"));
        assertThat(browser.find("#state-field").isDisplayed()).as("no states").isFalse();
    }

    @Test
    void anEmptyFilterSaysSoInWords() throws IOException {
        browser.open(page(), "e=cpu&s=SLEEPING&t=main");
        waitForText(
                "empty-text",
                "No samples of cpu of thread main in state SLEEPING. None are in that state at any time.");
        assertThat(browser.find("#empty-text").isDisplayed()).isTrue();
        assertThat(entries("state")).isEqualTo(List.of("all", "RUNNABLE"));
        browser.screenshot("filter-empty");
        browser.find("#empty-all").sendKeys(Keys.ENTER);
        browser.waitUntil("return document.getElementById('empty').hidden");
        assertThat(browser.text("#summary")).startsWith("cpu: 30.0 ms");
        browser.open(page(), "e=alloc&s=RUNNABLE");
        waitForText("empty-text", "No samples of alloc in state RUNNABLE. Its samples have no states.");
    }

    @Test
    void rangeThreadAndStateStayWhenTheEventIsSwitched() throws IOException {
        browser.open(page(), "w=4500-6000&t=worker&s=RUNNABLE");
        assertThat(browser.text("#summary")).startsWith("wall: 10.0 ms · 20.0 % of 50.0 ms");
        waitForText("timeline-text", "22:13:24.5");
        String time = browser.text("#timeline-text");
        choose("event", "cpu");
        waitForFragment("e=cpu");
        assertThat(browser.text("#summary")).startsWith("cpu: 10.0 ms · 33.3 % of 30.0 ms");
        assertThat(browser.text("#timeline-text")).isEqualTo(time);
        assertThat(browser.script("return location.hash")).asString().contains("w=4500-6000", "t=worker", "s=RUNNABLE");
        choose("event", "alloc");
        waitForText(
                "empty-text",
                "No samples of alloc of thread worker in state RUNNABLE within this time. That thread has none at any time."
                        + " Its samples have no states.");
        choose("event", "wall");
        waitForText("summary", "wall: 10.0 ms");
    }

    /** A range of the one event is the same time in the other: both have samples 5 s after the first of all. */
    @Test
    void theTimeOfAllEventsIsOne() throws IOException {
        browser.open(page(), "");
        waitForText("timeline-text", "0 ns - 10.0 s, from 2023-11-14 22:13:20.000 UTC");
        choose("event", "cpu");
        waitForText("timeline-text", "0 ns - 10.0 s, from 2023-11-14 22:13:20.000 UTC");
        browser.find("#timeline-canvas").sendKeys(Keys.ENTER);
        waitForFragment("w=0-1000");
        waitForText("empty-text", "No samples of cpu within this time.");
        browser.open(page(), "e=cpu&w=4999-5010");
        assertThat(browser.text("#summary")).startsWith("cpu: 10.0 ms");
        browser.open(page(), "e=wall&w=4999-5010");
        assertThat(browser.text("#summary")).startsWith("wall: 20.0 ms");
    }

    /** Both threads of wall have a sample at 5 s: in columns of 200 ms the first cell of the 26th. */
    @Test
    void theHeatMapTellsWhatACellWeighs() throws IOException {
        browser.open(page(), "");
        waitForCell("20.0 ms of wallin 4.00 ms from 22:13:25.000 UTC");
        browser.screenshot("heat-map");
        choose("state", "SLEEPING");
        waitForFragment("s=SLEEPING");
        waitForCell("10.0 ms of wallin 4.00 ms from 22:13:25.000 UTC");
        choose("event", "cpu");
        choose("state", "");
        waitForFragment("e=cpu");
        waitForCell("10.0 ms of cpuin 4.00 ms from 22:13:25.000 UTC");
        choose("thread", "main");
        waitForFragment("t=main");
        waitForCell("nothing of cpuin 4.00 ms from 22:13:25.000 UTC");
    }

    /** Points at the cell until the page, which unpacks cells after its first picture, says this of it. */
    private static void waitForCell(String words) {
        browser.waitUntil(
                "const canvas = document.getElementById('timeline-canvas'); const box = canvas.getBoundingClientRect();"
                        + "canvas.dispatchEvent(new PointerEvent('pointermove',"
                        + "{clientX: box.left + 0.51 * box.width, clientY: box.top + 49.5}));"
                        + "return document.getElementById('tooltip').textContent === arguments[0]",
                words);
    }

    @Test
    void anEmptyProfileSaysSoInWords() throws IOException {
        Path page = Pages.write("empty", PageOptions.titled("Empty"), TestProfiles.cpu());
        for (String mode : List.of("stacks", "callers")) {
            browser.open(page, "f=1&m=" + mode);
            waitForText("empty-text", "No samples of cpu were recorded.");
            assertThat(browser.find("#empty-all").isDisplayed()).isFalse();
        }
    }
}
